"""Days of a competition, the share of public associations, seats in several councils."""

import datetime as dt

import pytest

from cms.registers.formation.domain.seats import Ban, Seat, collision
from cms.registers.formation.domain.share import Share, plain_name, share
from cms.registers.formation.domain.stages import (
    Days,
    Fault,
    Progress,
    Stage,
    faults,
    progress,
)


def day(number: int) -> dt.date:
    return dt.date(2026, 3, number)


WHOLE = Days(day(1), day(2), day(12), day(16), day(20))


def test_days_that_go_forward_are_in_order() -> None:
    assert faults(WHOLE) == []
    assert faults(Days(day(1))) == []
    assert faults(Days(day(1), day(1), day(1), day(1), day(1))) == []


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        (Days(day(5), day(4)), Fault("nominations_from", "announced_on", is_missing=False)),
        (
            Days(day(1), day(5), day(4)),
            Fault("nominations_until", "nominations_from", is_missing=False),
        ),
        (
            Days(day(1), None, day(4)),
            Fault("nominations_until", "nominations_from", is_missing=True),
        ),
        (
            Days(day(1), day(2), day(9), None, day(20)),
            Fault("approved_on", "checked_on", is_missing=True),
        ),
        (
            Days(day(1), day(2), day(9), day(21), day(20)),
            Fault("approved_on", "checked_on", is_missing=False),
        ),
    ],
)
def test_days_that_go_backwards_or_hang_in_the_air_are_named(days: Days, expected: Fault) -> None:
    assert faults(days) == [expected]


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (1, "now ahead ahead ahead"),
        (2, "passed now ahead ahead"),
        (12, "passed now ahead ahead"),
        (13, "passed passed now ahead"),
        (16, "passed passed now ahead"),
        (17, "passed passed passed ahead"),
        (20, "passed passed passed now"),
        (21, "passed passed passed passed"),
    ],
)
def test_one_stage_after_another(today: int, expected: str) -> None:
    assert " ".join(progress(WHOLE, day(today)).values()) == expected


def test_what_is_not_planned_is_said() -> None:
    found = progress(Days(day(1), day(2)), day(30))
    assert found[Stage.NOMINATE] is Progress.NOW
    assert found[Stage.CHECK] is found[Stage.APPROVE] is Progress.UNPLANNED


def test_members_are_counted_by_who_nominated_them() -> None:
    members = [(1, ""), (2, "СОЮЗ «Берёза»"), (3, "Губернатор"), (4, "Кто-то"), (5, "")]
    found = share(
        members,
        nominated={1: True},
        organisations={plain_name("Союз „Береза“"): True, plain_name("губернатор"): False},
    )
    assert found == Share(associations=2, others=1, unknown=2)
    assert (found.members, found.percent, found.is_alarming) == (5, 40, False)


def test_a_competition_knows_better_than_a_name() -> None:
    found = share([(1, "Союз")], nominated={1: False}, organisations={"союз": True})
    assert found == Share(others=1)
    assert found.is_alarming


def test_no_members_are_no_alarm() -> None:
    assert not Share().is_alarming
    assert Share().percent == 0


BAN = Ban(1, "Положение", day(10))


@pytest.mark.parametrize(
    ("ban", "seat", "expected"),
    [
        (BAN, Seat(2, day(1), day(31)), True),
        (BAN, Seat(2, day(1), day(9)), False),  # before the rule
        (BAN, Seat(3, day(11), day(12)), True),
        (Ban(1, "Положение", day(10), others=frozenset({3})), Seat(2, day(1), day(31)), False),
        (Ban(1, "Положение", day(10), others=frozenset({2})), Seat(2, day(1), day(31)), True),
        (Ban(1, "Положение", day(1), day(4)), Seat(2, day(5), day(31)), False),
        (Ban(7, "Положение", day(1)), Seat(2, day(1), day(31)), False),
    ],
)
def test_a_rule_forbids_two_seats_on_common_days(ban: Ban, seat: Seat, *, expected: bool) -> None:
    own = Seat(1, day(1), dt.date.max)
    assert (collision(own, [seat], [ban]) is not None) is expected
    # It is the same from the other side.
    assert (collision(seat, [own], [ban]) is not None) is expected


def test_seats_one_after_the_other_are_no_collision() -> None:
    assert collision(Seat(1, day(15), day(20)), [Seat(2, day(1), day(14))], [BAN]) is None
