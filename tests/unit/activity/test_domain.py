"""The quorum of a meeting, and the table of forms of public control."""

import pytest

from cms.registers.activity.domain.quorum import has_quorum, least_present
from cms.registers.activity.domain.table import Cell, Line, sums, table


@pytest.mark.parametrize("percent", [0, 33, 50, 66, 99])
@pytest.mark.parametrize("total", [1, 4, 9, 33])
def test_the_least_number_is_just_enough(total: int, percent: int) -> None:
    least = least_present(total=total, percent=percent)
    assert has_quorum(present=least, total=total, percent=percent)
    assert not has_quorum(present=least - 1, total=total, percent=percent)


def test_a_line_for_each_council_and_year() -> None:
    lines = table(
        ("expertise", "other"),
        held={(1, 2025): {"expertise": 2}},
        entered={(1, 2025): {"expertise": 1}, (2, 2024): {"other": 3}},
        opinions={(2, 2025): 4},
    )
    assert lines == [
        Line(1, 2025, (Cell(2, 1), Cell()), 0),
        Line(2, 2025, (Cell(), Cell()), 4),
        Line(2, 2024, (Cell(), Cell(0, 3)), 0),
    ]
    assert [line.total for line in lines] == [3, 0, 3]
    assert sums(("expertise", "other"), lines) == ([3, 3], 4)


def test_nothing_makes_no_lines() -> None:
    assert table(("expertise",), held={}, entered={}, opinions={}) == []
    assert sums(("expertise",), []) == ([0], 0)
