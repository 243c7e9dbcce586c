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
    NO_MEETING_DATE = "no_meeting_date"
    MEETING_IN_FUTURE = "meeting_in_future"
    MORE_THAN_SEATS = "more_than_seats"
    NO_QUORUM = "no_quorum"
    VOTES_DO_NOT_SUM = "votes_do_not_sum"
    NO_MAJORITY = "no_majority"


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
    """An opinion as it is put to adoption. `rapporteur_is_member` is None without a rapporteur."""

    findings: str
    consequences: str
    proposals: str
    recommendation: str
    rapporteur_is_member: bool | None
    meeting_on: dt.date | None
    vote: Vote


def adoption_faults(candidate: Candidate, *, today: dt.date) -> tuple[AdoptionFault, ...]:
    """Everything that stands in the way, in the order of the form; empty: it may be adopted."""
    return (*_content(candidate), *_meeting(candidate.meeting_on, today), *_vote(candidate.vote))


def _content(candidate: Candidate) -> Iterator[AdoptionFault]:
    if not candidate.findings.strip():
        yield AdoptionFault.NO_FINDINGS
    if not candidate.consequences.strip():
        yield AdoptionFault.NO_CONSEQUENCES
    if not candidate.proposals.strip():
        yield AdoptionFault.NO_PROPOSALS
    if not candidate.recommendation:
        yield AdoptionFault.NO_RECOMMENDATION
    if candidate.rapporteur_is_member is None:
        yield AdoptionFault.NO_RAPPORTEUR
    elif not candidate.rapporteur_is_member:
        yield AdoptionFault.RAPPORTEUR_NOT_MEMBER


def _meeting(meeting_on: dt.date | None, today: dt.date) -> Iterator[AdoptionFault]:
    if meeting_on is None:
        yield AdoptionFault.NO_MEETING_DATE
    elif meeting_on > today:
        yield AdoptionFault.MEETING_IN_FUTURE


def _vote(vote: Vote) -> Iterator[AdoptionFault]:
    if vote.present > vote.seats:
        yield AdoptionFault.MORE_THAN_SEATS
    if not vote.has_quorum:
        yield AdoptionFault.NO_QUORUM
    if not vote.is_whole:
        yield AdoptionFault.VOTES_DO_NOT_SUM
    if not vote.is_carried:
        yield AdoptionFault.NO_MAJORITY
