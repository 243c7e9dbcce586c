"""Counts that follow from ballots, and what else adoption looks at."""

import dataclasses
import datetime as dt
from typing import Any

import pytest

from consultations.expertise.domain.adoption import (
    AdoptionFault,
    AdoptionWarning,
    Completeness,
    adoption_faults,
    adoption_warnings,
)
from consultations.expertise.domain.opinions import BallotData, OpinionData
from tests.unit.expertise.test_adoption import TODAY, WHOLE

BALLOTS = (
    BallotData(1, "present", "for"),
    BallotData(2, "present", "against"),
    BallotData(3, "present", "abstained"),
    BallotData(4, "present", "for"),
    BallotData(5, "absent"),
    BallotData(6, "excused"),
    BallotData(7, "recused"),
)


def test_counts_are_of_those_present() -> None:
    data = OpinionData(ballots=BALLOTS, votes_for=99).counted()
    assert (data.members_present, data.votes_for, data.votes_against, data.votes_abstained) == (
        4, 2, 1, 1,
    )  # fmt: skip


def test_of_a_secret_vote_only_who_was_there_is_counted() -> None:
    ballots = tuple(dataclasses.replace(row, vote="") for row in BALLOTS)
    data = OpinionData(ballots=ballots, is_secret=True, votes_for=3, votes_against=1).counted()
    assert (data.members_present, data.votes_for, data.votes_against) == (4, 3, 1)


def test_counts_alone_stay_as_they_are() -> None:
    data = OpinionData(members_present=6, votes_for=6)
    assert data.counted() is data


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"rapporteur_in_conflict": True}, AdoptionFault.RAPPORTEUR_IN_CONFLICT),
        ({"rapporteur_undeclared": True}, AdoptionFault.RAPPORTEUR_UNDECLARED),
        ({"accreditation_number": "12"}, AdoptionFault.ACCREDITATION_INCOMPLETE),
        ({"accreditation_on": dt.date(2025, 1, 1)}, AdoptionFault.ACCREDITATION_INCOMPLETE),
        ({"misquoted": 1}, AdoptionFault.MISQUOTED),
        ({"voters_not_members": 1}, AdoptionFault.VOTER_NOT_MEMBER),
        ({"voters_in_conflict": 2}, AdoptionFault.VOTER_IN_CONFLICT),
        ({"has_unnamed_conflict": True}, AdoptionFault.CONFLICT_UNNAMED),
    ],
)
def test_each_new_fault_is_named(changes: dict[str, Any], fault: AdoptionFault) -> None:
    candidate = dataclasses.replace(WHOLE, **changes)
    assert adoption_faults(candidate, today=TODAY) == (fault,)


def test_a_whole_accreditation_is_no_fault() -> None:
    accredited = dataclasses.replace(
        WHOLE, accreditation_number="12", accreditation_on=dt.date(2025, 1, 1)
    )
    assert adoption_faults(accredited, today=TODAY) == ()


COMPLETE = Completeness("7", "г. Благовещенск", "Текст", 0, 0, has_ballots=True)


@pytest.mark.parametrize(
    ("changes", "warning"),
    [
        ({"number": " "}, AdoptionWarning.NO_NUMBER),
        ({"place": ""}, AdoptionWarning.NO_PLACE),
        ({"materials": ""}, AdoptionWarning.NO_MATERIALS),
        ({"not_assessed": 9}, AdoptionWarning.NOT_ASSESSED),
        ({"without_remedy": 1}, AdoptionWarning.NO_REMEDY),
        ({"has_ballots": False}, AdoptionWarning.COUNTS_ONLY),
        ({"undeclared": 1}, AdoptionWarning.VOTERS_UNDECLARED),
    ],
)
def test_each_warning_is_named(changes: dict[str, Any], warning: AdoptionWarning) -> None:
    assert adoption_warnings(dataclasses.replace(COMPLETE, **changes)) == (warning,)
    assert adoption_warnings(COMPLETE) == ()
