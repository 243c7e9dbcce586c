"""What a council writes: the whole draft of an opinion as plain values."""

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RemarkData:
    """`provision_id` None means the bill as a whole; `importance` is a code of Importance;
    `authors` are ids of the users who wrote it, in any order."""

    text: str
    provision_id: int | None = None
    proposed_text: str = ""
    importance: str = "medium"
    norm: str = ""
    authors: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class DissentData:
    """A dissenting opinion of a member (id of the membership) of the same council."""

    member_id: int
    text: str
    filed_on: dt.date


@dataclass(frozen=True, slots=True)
class OpinionData:
    """Everything that the secretary records. A draft may lack anything; adoption looks at it all.

    `recommendation` and `meeting_form` are codes of the models' choices.
    """

    findings: str = ""
    consequences: str = ""
    proposals: str = ""
    recommendation: str = ""
    rapporteur_id: int | None = None
    number: str = ""
    meeting_on: dt.date | None = None
    meeting_form: str = "in_person"
    minutes_number: str = ""
    members_present: int = 0
    votes_for: int = 0
    votes_against: int = 0
    votes_abstained: int = 0
    remarks: tuple[RemarkData, ...] = ()
    dissents: tuple[DissentData, ...] = ()
