"""Who of a council did the work: the port, and the one definition of its counts."""

from collections.abc import Iterator, Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.process import ports
from consultations.process.numbers import MemberNumbers, member_numbers
from consultations.process.ports import (
    MemberLine,
    member_activity,
    register_activity,
    unregister_activity,
)


class Known:
    """A provider that knows these lines."""

    def __init__(self, lines: Mapping[int, Sequence[MemberLine]]) -> None:
        self.lines = lines

    def by_referral(self, referral_ids, /) -> Mapping[int, Sequence[MemberLine]]:
        return {pk: self.lines[pk] for pk in referral_ids if pk in self.lines}


@pytest.fixture(autouse=True)
def _nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    """The providers of the site ask the database."""
    monkeypatch.setattr(ports, "_providers", [])


@pytest.fixture
def known() -> Iterator[list[Known]]:
    made: list[Known] = []
    yield made
    for provider in made:
        unregister_activity(provider)


def add(known: list[Known], lines: Mapping[int, Sequence[MemberLine]]) -> None:
    known.append(Known(lines))
    register_activity(known[-1])


def test_without_providers_nothing_is_known() -> None:
    assert member_activity([1, 2]) == {}


def test_what_several_providers_know_of_one_person_is_one_line(known) -> None:
    add(known, {1: [MemberLine(7, "Зоя", "член совета", wrote=2, taken=1)]})
    add(known, {1: [MemberLine(7, "", wrote=1, voted=True), MemberLine(3, "Анна", absent=True)]})
    assert member_activity([1, 2]) == {
        1: [
            MemberLine(3, "Анна", absent=True),
            MemberLine(7, "Зоя", "член совета", wrote=3, taken=1, voted=True),
        ]
    }


def test_members_come_before_experts(known) -> None:
    add(known, {1: [MemberLine(1, "Аверин", is_outside=True), MemberLine(2, "Яшин")]})
    assert [line.name for line in member_activity([1])[1]] == ["Яшин", "Аверин"]


def test_who_wrote_is_told_from_who_only_voted() -> None:
    lines = [
        MemberLine(1, "а", wrote=3, taken=2, voted=True),
        MemberLine(2, "б", wrote=1, absent=True),
        MemberLine(3, "в", voted=True),
        MemberLine(4, "г", absent=True, excused=True),
        MemberLine(5, "д", absent=True),
        MemberLine(6, "е", wrote=9, taken=9, is_outside=True),
    ]
    assert member_numbers(lines) == MemberNumbers(
        members=5, wrote=2, only_voted=1, did_nothing=1, excused=1, taken=2
    )
    assert member_numbers([]) == MemberNumbers()


LINES = st.builds(
    MemberLine,
    st.integers(1, 99),
    st.just("имя"),
    wrote=st.integers(0, 3),
    voted=st.booleans(),
    excused=st.booleans(),
    is_outside=st.booleans(),
)


@given(st.lists(LINES))
def test_every_member_is_in_exactly_one_number(lines) -> None:
    found = member_numbers(lines)
    assert found.members == sum(not line.is_outside for line in lines)
    assert found.members == found.wrote + found.only_voted + found.did_nothing + found.excused
