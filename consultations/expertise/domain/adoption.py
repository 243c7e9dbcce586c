"""When a council's opinion is adopted: the sections that the law requires, the quorum, the vote."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum


class AdoptionFault(StrEnum):
    """What an opinion lacks; the first three are the sections of 212-FZ, art. 22."""

    NO_FINDINGS = "no_findings"
    NO_CONSEQUENCES = "no_consequences"
    NO_PROPOSALS = "no_proposals"
    NO_RECOMMENDATION = "no_recommendation"
    NO_RAPPORTEUR = "no_rapporteur"
    RAPPORTEUR_NOT_MEMBER = "rapporteur_not_member"
    RAPPORTEUR_IN_CONFLICT = "rapporteur_in_conflict"
    RAPPORTEUR_UNDECLARED = "rapporteur_undeclared"
    ACCREDITATION_INCOMPLETE = "accreditation_incomplete"
    MISQUOTED = "misquoted"
    NO_MEETING_DATE = "no_meeting_date"
    MEETING_IN_FUTURE = "meeting_in_future"
    VOTER_NOT_MEMBER = "voter_not_member"
    VOTER_IN_CONFLICT = "voter_in_conflict"
    CONFLICT_UNNAMED = "conflict_unnamed"
    MORE_THAN_SEATS = "more_than_seats"
    NO_QUORUM = "no_quorum"
    VOTES_DO_NOT_SUM = "votes_do_not_sum"
    NO_MAJORITY = "no_majority"


class AdoptionWarning(StrEnum):
    """What the council should look at once more; it does not stand in the way."""

    NO_NUMBER = "no_number"
    NO_PLACE = "no_place"
    NO_MATERIALS = "no_materials"
    NOT_ASSESSED = "not_assessed"
    NO_REMEDY = "no_remedy"
    COUNTS_ONLY = "counts_only"
    VOTERS_UNDECLARED = "voters_undeclared"


@dataclass(frozen=True, slots=True)
class Vote:
    """A sitting: how many of the seats were taken and how they voted."""

    seats: int
    quorum_percent: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstained: int

    @property
    def has_quorum(self) -> bool:
        """More members than the share of the seats that must be exceeded."""
        return self.present * 100 > self.seats * self.quorum_percent

    @property
    def least_present(self) -> int:
        """The fewest members that make the quorum."""
        return self.seats * self.quorum_percent // 100 + 1

    @property
    def is_whole(self) -> bool:
        """Every member present is counted once."""
        return self.votes_for + self.votes_against + self.votes_abstained == self.present

    @property
    def is_carried(self) -> bool:
        """More than half of those present."""
        return self.votes_for * 2 > self.present


@dataclass(frozen=True, slots=True)
class Candidate:
    """An opinion as it is put to adoption. `rapporteur_is_member` is None without a rapporteur.

    How many of those who are named as present were no members on that day, and how many of those
    who are named as voting have declared a conflict of interest. `has_unnamed_conflict`: a member
    has declared one, and the vote is known by its counts only. `rapporteur_undeclared`: others have
    said whether they have a conflict, the rapporteur has not.
    """

    findings: str
    consequences: str
    proposals: str
    recommendation: str
    rapporteur_is_member: bool | None
    meeting_on: dt.date | None
    vote: Vote
    rapporteur_in_conflict: bool = False
    rapporteur_undeclared: bool = False
    accreditation_number: str = ""
    accreditation_on: dt.date | None = None
    misquoted: int = 0
    voters_not_members: int = 0
    voters_in_conflict: int = 0
    has_unnamed_conflict: bool = False


@dataclass(frozen=True, slots=True)
class Completeness:
    """What an opinion should have besides what it must have. `undeclared`: how many of those
    present have not said whether they have a conflict of interest where others have."""

    number: str
    place: str
    materials: str
    not_assessed: int
    without_remedy: int
    has_ballots: bool
    undeclared: int = 0


def adoption_faults(candidate: Candidate, *, today: dt.date) -> tuple[AdoptionFault, ...]:
    """Everything that stands in the way, in the order of the form; empty: it may be adopted."""
    return (
        *_content(candidate),
        *_meeting(candidate.meeting_on, today),
        *_voters(candidate),
        *_vote(candidate.vote),
    )


def adoption_warnings(completeness: Completeness) -> tuple[AdoptionWarning, ...]:
    """What is shown before adoption and does not stand in the way."""
    looked_at = (
        (AdoptionWarning.NO_NUMBER, not completeness.number.strip()),
        (AdoptionWarning.NO_PLACE, not completeness.place.strip()),
        (AdoptionWarning.NO_MATERIALS, not completeness.materials.strip()),
        (AdoptionWarning.NOT_ASSESSED, completeness.not_assessed > 0),
        (AdoptionWarning.NO_REMEDY, completeness.without_remedy > 0),
        (AdoptionWarning.COUNTS_ONLY, not completeness.has_ballots),
        (AdoptionWarning.VOTERS_UNDECLARED, completeness.undeclared > 0),
    )
    return tuple(warning for warning, is_so in looked_at if is_so)


def _content(candidate: Candidate) -> Iterator[AdoptionFault]:
    if not candidate.findings.strip():
        yield AdoptionFault.NO_FINDINGS
    if not candidate.consequences.strip():
        yield AdoptionFault.NO_CONSEQUENCES
    if not candidate.proposals.strip():
        yield AdoptionFault.NO_PROPOSALS
    if not candidate.recommendation:
        yield AdoptionFault.NO_RECOMMENDATION
    yield from _experts(candidate)
    if candidate.misquoted:
        yield AdoptionFault.MISQUOTED


def _experts(candidate: Candidate) -> Iterator[AdoptionFault]:
    if candidate.rapporteur_is_member is None:
        yield AdoptionFault.NO_RAPPORTEUR
    elif not candidate.rapporteur_is_member:
        yield AdoptionFault.RAPPORTEUR_NOT_MEMBER
    if candidate.rapporteur_in_conflict:
        yield AdoptionFault.RAPPORTEUR_IN_CONFLICT
    if candidate.rapporteur_undeclared:
        yield AdoptionFault.RAPPORTEUR_UNDECLARED
    if bool(candidate.accreditation_number.strip()) != bool(candidate.accreditation_on):
        yield AdoptionFault.ACCREDITATION_INCOMPLETE


def _meeting(meeting_on: dt.date | None, today: dt.date) -> Iterator[AdoptionFault]:
    if meeting_on is None:
        yield AdoptionFault.NO_MEETING_DATE
    elif meeting_on > today:
        yield AdoptionFault.MEETING_IN_FUTURE


def _voters(candidate: Candidate) -> Iterator[AdoptionFault]:
    if candidate.voters_not_members:
        yield AdoptionFault.VOTER_NOT_MEMBER
    if candidate.voters_in_conflict:
        yield AdoptionFault.VOTER_IN_CONFLICT
    if candidate.has_unnamed_conflict:
        yield AdoptionFault.CONFLICT_UNNAMED


def _vote(vote: Vote) -> Iterator[AdoptionFault]:
    if vote.present > vote.seats:
        yield AdoptionFault.MORE_THAN_SEATS
    if not vote.has_quorum:
        yield AdoptionFault.NO_QUORUM
    if not vote.is_whole:
        yield AdoptionFault.VOTES_DO_NOT_SUM
    if not vote.is_carried:
        yield AdoptionFault.NO_MAJORITY
