"""Units named in words, as people write them into tables."""

import pytest

from drafts.domain.cited import cited_path

PATHS = (
    "chapter:I",
    "chapter:I/article:1",
    "chapter:I/article:1/paragraph:1",
    "chapter:I/article:1/paragraph:1/point:2",
    "chapter:I/article:1/paragraph:1/point:2/subpoint:а",
    "chapter:I/article:1/paragraph:2",
    "chapter:I/article:1/paragraph:2/point:2",
    "chapter:I/article:5.1",
    "article:7",
    "article:7/point:3",
    "annex:1",
    "annex:1/article:7",
)


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("п. 2 ч. 1 ст. 1", "chapter:I/article:1/paragraph:1/point:2"),
        ("п.2 ч.1 ст.1", "chapter:I/article:1/paragraph:1/point:2"),
        ("ст. 1, ч. 1, п. 2)", "chapter:I/article:1/paragraph:1/point:2"),
        ("подпункт «а» пункта 2 части 1 статьи 1", PATHS[4]),
        ("пп. а п. 2 ч. 1 ст. 1", PATHS[4]),
        ("Статья 1", "chapter:I/article:1"),
        ("Статья 1 законопроекта", "chapter:I/article:1"),
        ("часть 2 статьи 1", "chapter:I/article:1/paragraph:2"),
        ("к статье 5.1", "chapter:I/article:5.1"),
        ("статья 5¹", "chapter:I/article:5.1"),
        ("абзац второй части 2 статьи 1", "chapter:I/article:1/paragraph:2"),
        ("пункт 3 статьи 7", "article:7/point:3"),
        ("часть 3 статьи 7", "article:7/point:3"),
        ("статья 7", "article:7"),
        ("статья 7 приложения 1", "annex:1/article:7"),
        ("глава I", "chapter:I"),
        ("законопроект в целом", ""),
        ("Законопроект в целом.", ""),
        ("По законопроекту в целом", ""),
        ("в целом", ""),
        ("весь законопроект", ""),
    ],
)
def test_the_unit_is_found(words: str, path: str) -> None:
    assert cited_path(words, PATHS) == path


@pytest.mark.parametrize(
    "words",
    [
        "",
        "–",
        "статья 99",
        "пункт 2 статьи 1",  # two parts have one
        "статьи 1 и 7",
        "ст. 1, ст. 7",
        "статья 7 Федерального закона № 212-ФЗ",
        "целом хорошо",
        "5",
    ],
)
def test_what_cannot_be_told_is_not_guessed(words: str) -> None:
    assert cited_path(words, PATHS) is None
