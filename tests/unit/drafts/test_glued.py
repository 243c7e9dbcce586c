"""Units that lost the line break before them."""

import pytest

from drafts.domain import outline
from drafts.domain.paragraphs import plain
from drafts.domain.parser import Parsed, parse


def parsed(*lines: str) -> Parsed:
    return parse([plain(line) for line in ("Статья 1. Имя", "1. Орган вправе:", *lines)])


def numbers(result: Parsed) -> list[str]:
    return [path.rpartition("/")[2] for path, *_text in outline.rows(result.act)][2:]


def test_two_points_on_one_line_are_two_units() -> None:
    result = parsed("1) решать; 2) обсуждать; 3) советовать;", "4) иное.")
    assert numbers(result) == ["point:1", "point:2", "point:3", "point:4"]
    cut = [w for w in result.warnings if w.code == "line_cut"]
    assert [(w.place, w.params["before"]) for w in cut] == [
        ("article:1/paragraph:1/point:2", "2) обсуждать; 3) сов"),
        ("article:1/paragraph:1/point:3", "3) советовать;"),
    ]


def test_letters_too() -> None:
    result = parsed("1) органы:", "а) области; б) городов.", "2) иные.")
    assert numbers(result) == ["point:1", "subpoint:а", "subpoint:б", "point:2"]


@pytest.mark.parametrize(
    "line",
    [
        "1) слова «один; 2) два» исключить;",  # inside a quotation
        "1) согласно пунктам 1); 3) и далее;",  # no successor
        "1) решать (см. также: 2) обсуждать);",  # no sentence ends before it
    ],
)
def test_what_only_looks_like_a_label_stays(line: str) -> None:
    result = parsed(line)
    assert numbers(result) == ["point:1"]
    assert not [w for w in result.warnings if w.code == "line_cut"]


def test_a_number_that_follows_on_its_own_line_is_not_taken_from_the_line_above() -> None:
    result = parsed("1) решать; 2) быть полезным;", "2) обсуждать.")
    assert numbers(result) == ["point:1", "point:2"]
    assert result.act.units[0].children[0].children[1].own_text == "обсуждать."
