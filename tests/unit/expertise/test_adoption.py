"""What an opinion must have to be adopted."""

import dataclasses
import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.expertise.domain.adoption import (
    AdoptionFault,
    Candidate,
    Vote,
    adoption_faults,
)

TODAY = dt.date(2026, 3, 12)
VOTE = Vote(seats=9, quorum_percent=50, present=6, votes_for=5, votes_against=1, votes_abstained=0)
WHOLE = Candidate(
    findings="Выводы",
    consequences="Оценка",
    proposals="Предложения",
    recommendation="support",
    rapporteur_is_member=True,
    meeting_on=TODAY,
    vote=VOTE,
)


def faults(**changes: Any) -> tuple[AdoptionFault, ...]:
    votes = {name: changes.pop(name) for name in list(changes) if name in Vote.__dataclass_fields__}
    vote = dataclasses.replace(VOTE, **votes)
    return adoption_faults(dataclasses.replace(WHOLE, vote=vote, **changes), today=TODAY)


def test_a_whole_opinion_is_adopted() -> None:
    assert faults() == ()


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"findings": " \n"}, [AdoptionFault.NO_FINDINGS]),
        ({"consequences": ""}, [AdoptionFault.NO_CONSEQUENCES]),
        ({"proposals": ""}, [AdoptionFault.NO_PROPOSALS]),
        ({"recommendation": ""}, [AdoptionFault.NO_RECOMMENDATION]),
        ({"rapporteur_is_member": None}, [AdoptionFault.NO_RAPPORTEUR]),
        ({"rapporteur_is_member": False}, [AdoptionFault.RAPPORTEUR_NOT_MEMBER]),
        ({"meeting_on": None}, [AdoptionFault.NO_MEETING_DATE]),
        ({"meeting_on": TODAY + dt.timedelta(days=1)}, [AdoptionFault.MEETING_IN_FUTURE]),
        ({"present": 10, "votes_for": 9}, [AdoptionFault.MORE_THAN_SEATS]),
        ({"present": 4, "votes_for": 3}, [AdoptionFault.NO_QUORUM]),
        ({"votes_against": 2}, [AdoptionFault.VOTES_DO_NOT_SUM]),
        ({"votes_for": 3, "votes_abstained": 2}, [AdoptionFault.NO_MAJORITY]),
        (
            {"findings": "", "meeting_on": None, "present": 0, "votes_for": 0, "votes_against": 0},
            [
                AdoptionFault.NO_FINDINGS,
                AdoptionFault.NO_MEETING_DATE,
                AdoptionFault.NO_QUORUM,
                AdoptionFault.NO_MAJORITY,
            ],
        ),
    ],
)
def test_each_fault_is_named(changes: dict[str, Any], expected: list[AdoptionFault]) -> None:
    assert list(faults(**changes)) == expected


def test_exactly_half_of_the_seats_is_no_quorum() -> None:
    vote = dataclasses.replace(VOTE, seats=10, present=5)
    assert not vote.has_quorum
    assert vote.least_present == 6
    assert dataclasses.replace(vote, present=6).has_quorum


@given(seats=st.integers(1, 200), percent=st.integers(0, 99))
def test_the_least_number_present_is_the_least_with_a_quorum(seats: int, percent: int) -> None:
    vote = dataclasses.replace(VOTE, seats=seats, quorum_percent=percent)
    assert dataclasses.replace(vote, present=vote.least_present).has_quorum
    assert not dataclasses.replace(vote, present=vote.least_present - 1).has_quorum
