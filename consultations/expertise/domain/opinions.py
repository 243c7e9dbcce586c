"""What a council writes: the whole draft of an opinion as plain values."""

import datetime as dt
from dataclasses import dataclass, field, replace


@dataclass(frozen=True, slots=True)
class RemarkData:
    """`provision_id` None means the bill as a whole; `importance` is a code of Importance;
    `authors` are ids of the users who wrote it, in any order. `pk` is the remark that was saved
    before; None for a new one. Equal remarks say the same, whichever rows they are."""

    text: str
    provision_id: int | None = None
    proposed_text: str = ""
    importance: str = "medium"
    norm: str = ""
    authors: frozenset[int] = frozenset()
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class DissentData:
    """A dissenting opinion of a member (id of the membership) of the same council."""

    member_id: int
    text: str
    filed_on: dt.date


@dataclass(frozen=True, slots=True)
class AssessmentData:
    """What the council says to an item of the checklist; `verdict` is a code of Verdict."""

    code: str
    verdict: str = "not_assessed"
    text: str = ""


@dataclass(frozen=True, slots=True)
class FactorData:
    """A corruption factor that the council sees: which, where, in what words, and what mends it.

    `factor` is a code of the checklist «corruption»; `pk` as in RemarkData.
    """

    factor: str
    text: str
    provision_id: int | None = None
    quotation: str = ""
    remedy: str = ""
    pk: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ConsideredData:
    """How the council considered a citizen's comment; `result` is a code of Consideration."""

    comment_id: int
    result: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class BallotData:
    """A member at the sitting (id of the membership); `vote` is empty for who was not there, and
    for everybody in a secret vote. Codes of Attendance and Choice."""

    member_id: int
    attendance: str
    vote: str = ""


@dataclass(frozen=True, slots=True)
class OpinionData:
    """Everything that the secretary records. A draft may lack anything; adoption looks at it all.

    `recommendation` and `meeting_form` are codes of the models' choices. With `ballots` the counts
    follow from them (`counted`); in a secret vote only the number of those present does.
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
    place: str = ""
    materials: str = ""
    accreditation_expert: str = ""
    accreditation_number: str = ""
    accreditation_on: dt.date | None = None
    is_secret: bool = False
    assessments: tuple[AssessmentData, ...] = ()
    factors: tuple[FactorData, ...] = ()
    considered: tuple[ConsideredData, ...] = ()
    ballots: tuple[BallotData, ...] = ()

    def counted(self) -> "OpinionData":
        """The same with the counts that follow from the ballots; itself if there are none. Whoever
        is recused is not among those present."""
        if not self.ballots:
            return self
        present = sum(ballot.attendance == PRESENT for ballot in self.ballots)
        if self.is_secret:
            return replace(self, members_present=present)
        cast = [ballot.vote for ballot in self.ballots if ballot.attendance == PRESENT]
        return replace(
            self,
            members_present=present,
            votes_for=cast.count(FOR),
            votes_against=cast.count(AGAINST),
            votes_abstained=cast.count(ABSTAINED),
        )


PRESENT, ABSENT, EXCUSED, RECUSED = "present", "absent", "excused", "recused"
FOR, AGAINST, ABSTAINED = "for", "against", "abstained"
