"""What is wrong with minutes, and who has won a vote."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.hearings.domain.minutes import (
    Fault,
    MinutesData,
    RecommendationData,
    contradictions,
    is_adopted,
    missing,
)
from consultations.hearings.forms import MinutesForm, RecommendationForm
from consultations.hearings.messages import FAULTS

TODAY = dt.date(2026, 3, 10)
votes = st.integers(0, 100)


def faults(**values: object) -> list[Fault]:
    data = MinutesData(**values)  # type: ignore[arg-type]
    found = contradictions(data, announced_on=dt.date(2026, 3, 1), today=TODAY)
    return [each.fault for each in found]


@given(votes, votes, votes)
def test_adopted_is_more_than_half_of_those_who_voted(yes: int, no: int, abstained: int) -> None:
    assert is_adopted(yes, no, abstained) == (2 * yes > yes + no + abstained)


@pytest.mark.parametrize("row", [(5, 5, 0), (5, 4, 1), (0, 0, 0)])
def test_half_is_no_majority(row: tuple[int, int, int]) -> None:
    assert not is_adopted(*row)


def test_what_cannot_be_so() -> None:
    assert faults(held_on=TODAY) == []
    assert faults(held_on=TODAY + dt.timedelta(days=1)) == [Fault.IN_FUTURE]
    assert faults(held_on=dt.date(2026, 2, 28)) == [Fault.BEFORE_ANNOUNCEMENT]
    assert faults(started_at=dt.time(12), ended_at=dt.time(12)) == [Fault.ENDS_BEFORE_START]
    row = RecommendationData("Продлить.", votes_for=9, votes_abstained=2)
    assert faults(attending=10, recommendations=(row,)) == [Fault.MORE_VOTES_THAN_PEOPLE]
    assert faults(attending=11, recommendations=(row,)) == []
    assert faults(recommendations=(RecommendationData(""),)) == [Fault.NO_TEXT]


def test_what_must_be_there() -> None:
    found = missing(MinutesData(recommendations=(RecommendationData("Продлить."),)))
    assert Fault.NO_OFFICIALS in [each.fault for each in found]
    assert (found[-1].fault, found[-1].row) == (Fault.NO_VOTES, 0)
    assert len(found) == 11


def test_every_fault_has_words_at_a_field() -> None:
    assert set(FAULTS) == set(Fault)
    fields = {*MinutesForm.base_fields, *RecommendationForm.base_fields}
    assert {name for name, _words in FAULTS.values()} <= fields
