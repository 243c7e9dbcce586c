import pytest

from drafts.domain.citations import citation


@pytest.mark.parametrize(
    ("path", "full", "short"),
    [
        ("article:5", "статья 5", "ст. 5"),
        (
            "chapter:II/article:5.1/paragraph:2/point:1/subpoint:а",
            "подпункт «а» пункта 1 части 2 статьи 5.1",
            "подп. «а» п. 1 ч. 2 ст. 5.1",
        ),
        ("section:I/chapter:2", "глава 2 раздела I", "гл. 2 разд. I"),
        ("annex:1/point:1/point:1.1", "пункт 1.1 приложения 1", "п. 1.1 прил. 1"),
        ("annex:1/annex:2", "приложение 2 приложения 1", "прил. 2 прил. 1"),
        ("annex:1/point:1/subpoint:1", "подпункт 1 пункта 1 приложения 1", "подп. 1 п. 1 прил. 1"),
        ("annex:1/point:1/point:10", "пункт 10 пункта 1 приложения 1", "п. 10 п. 1 прил. 1"),
        ("", "", ""),
    ],
)
def test_citation(path: str, full: str, short: str) -> None:
    assert citation(path) == full
    assert citation(path, short=True) == short
