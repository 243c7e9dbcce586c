"""A signed document with its texts: what every file is made from. Codes, texts and days; the words
around them are the renderers' business."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from consultations.conclusions.domain.snapshot import (
    EARLIER,
    BillFacts,
    CouncilFacts,
    DocumentFacts,
    GroundCount,
    MinutesFacts,
    Party,
    PlaceFacts,
    QuestionFacts,
    SignatureFacts,
)
from consultations.conclusions.domain.tally import Tally


class TextState(StrEnum):
    """What became of a text since it was signed."""

    SHOWN = "shown"
    HIDDEN = "hidden"  # by a moderator, afterwards
    WITHDRAWN = "withdrawn"  # by its author, afterwards
    ERASED = "erased"
    ALTERED = "altered"  # not what was signed: it is not printed


class MemberKind(StrEnum):
    PROPOSAL = "proposal"
    REMARK = "remark"
    RECOMMENDATION = "recommendation"  # of hearings


@dataclass(frozen=True, slots=True)
class FileFacts:
    """A file beside a proposal: its name, kind («pdf»), size in bytes, SHA-256 and address."""

    name: str
    kind: str
    size: int
    sha256: str
    url: str


@dataclass(frozen=True, slots=True)
class Member:
    """A citizen's proposal, a council's remark or a recommendation of hearings.

    `name` is how the author is signed in public; `number` that of the participant (0 for a
    council). For a remark `rationale` is its text, `kind_code` its importance; for a recommendation
    `kind_code` is its vote («12/3/1»). The texts are empty
    unless `state` is SHOWN, and there are no files; `state_note` is the ground of hiding.
    """

    kind: MemberKind
    id: int
    state: TextState
    name: str = ""
    number: int = 0
    author_type: str = ""
    municipality: str = ""
    channel: str = ""
    received_on: dt.date | None = None
    receipt_code: str = ""
    kind_code: str = ""
    wording: str = ""
    rationale: str = ""
    state_note: str = ""
    files: tuple[FileFacts, ...] = ()


@dataclass(frozen=True, slots=True)
class Position:
    """The committee's answer. `is_altered`: the text is not the one that was signed."""

    disposition: str
    reason: str
    text: str
    norm: str
    expected: str
    published_on: dt.date
    is_altered: bool = False
    sitting_on: dt.date | None = None
    minutes_number: str = ""


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One answer with what it answers; `number` runs through the whole document. `position` is None
    where the committee has not given it."""

    number: int
    group_id: int
    members: tuple[Member, ...]
    position: Position | None

    @property
    def remarks(self) -> tuple[Member, ...]:
        """Of bodies: councils and hearings."""
        return tuple(item for item in self.members if item.kind is not MemberKind.PROPOSAL)

    @property
    def proposals(self) -> tuple[Member, ...]:
        return tuple(item for item in self.members if item.kind is MemberKind.PROPOSAL)


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit of the text with everything that was said on it; `path` is empty for the bill as a
    whole, which comes last."""

    path: str
    original: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class DissentText:
    council: str
    member: str
    text: str
    filed_on: dt.date


@dataclass(frozen=True, slots=True)
class Assessed:
    """An item of the checklist with the council's verdict (a code) and its explanation."""

    number: str
    title: str
    verdict: str
    text: str = ""
    is_altered: bool = False


@dataclass(frozen=True, slots=True)
class Factor:
    """A corruption factor found in a unit; the texts are empty if they are not what was signed."""

    number: str
    title: str
    path: str
    quotation: str = ""
    text: str = ""
    remedy: str = ""
    is_altered: bool = False


@dataclass(frozen=True, slots=True)
class Expert:
    """Who worked on an opinion; `role` in words, `declared`: what was said of a conflict of
    interest, in words."""

    name: str
    role: str
    declared: str


@dataclass(frozen=True, slots=True)
class Considered:
    """What a council thinks of a citizen's proposal: the row of the document in which the proposal
    stands (0: in none any more), the result (a code) and a note."""

    row: int
    result: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class Vote:
    """A recommendation that was put to the vote at the hearings."""

    text: str
    proposed: str
    path: str
    votes: str  # «12/3/1»
    is_adopted: bool
    is_altered: bool = False


@dataclass(frozen=True, slots=True)
class MinutesText:
    """The minutes with their words; empty if they are not what was signed."""

    facts: MinutesFacts
    place: str = ""
    chair: str = ""
    secretary: str = ""
    officials: tuple[str, ...] = ()
    question: str = ""
    course: str = ""
    votes: tuple[Vote, ...] = ()
    is_altered: bool = False


@dataclass(frozen=True, slots=True)
class OpinionText:
    """The three sections of an adopted opinion; empty if they are not what was signed. And who
    has prepared it, and everything else that it says."""

    findings: str
    consequences: str
    proposals: str
    rapporteur: str = ""
    is_altered: bool = False
    place: str = ""
    materials: str = ""
    experts: tuple[Expert, ...] = ()
    checklist: tuple[Assessed, ...] = ()
    factors: tuple[Factor, ...] = ()
    considered: tuple[Considered, ...] = ()


@dataclass(frozen=True, slots=True)
class CouncilReport:
    """What a council did; `text` is None if it gave no opinion."""

    facts: CouncilFacts
    text: OpinionText | None


@dataclass(frozen=True, slots=True)
class Procedure:
    """Days of the event, and its texts."""

    form: str
    announced_on: dt.date
    opens_on: dt.date
    closes_on: dt.date
    premoderated: bool
    question: str
    basis: str
    procedure: str
    results: str


@dataclass(frozen=True, slots=True)
class Opening:
    """What shows that a public text is the one that was signed: HMAC-SHA-256 of the canonical JSON
    of `text` under `salt` (hex) is the commitment of the snapshot."""

    salt: str
    text: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Signer:
    """Name and post as printed; empty if they are not what was signed."""

    name: str
    post: str


@dataclass(frozen=True, slots=True)
class Report:
    """Everything that a signed document says. `numbers` as in the snapshot, which is
    there as well, as it was hashed; `openings` by key («comment:17») for the texts shown;
    `left_out`: how many rows a preview does not show (0 in whatever was signed)."""

    procedure: Procedure
    bill: BillFacts
    organiser: Party
    responder: Party
    addressee: Party
    signature: SignatureFacts
    signer: Signer
    signed_at: dt.datetime
    sha256: str
    address: str
    numbers: Mapping[str, Any]
    tally: Tally
    grounds: tuple[GroundCount, ...]
    councils: tuple[CouncilReport, ...]
    units: tuple[Unit, ...]
    dissents: tuple[DissentText, ...]
    citations: Mapping[str, str]
    snapshot: Mapping[str, Any]
    openings: Mapping[str, Opening]
    questions: tuple[QuestionFacts, ...] = ()
    document: DocumentFacts = EARLIER
    places: tuple[PlaceFacts, ...] = ()
    minutes: MinutesText | None = None
    moderation: Mapping[str, int] = field(default_factory=dict)
    objections: Mapping[str, int] = field(default_factory=dict)
    left_out: int = 0

    @property
    def is_summary(self) -> bool:
        """Whether it is the committee's document, not the organiser's."""
        return self.document.kind == "summary"

    @property
    def is_lapsed(self) -> bool:
        return self.document.kind == "lapsed"

    @property
    def unanswered(self) -> Iterator[tuple["Unit", ReportRow]]:
        """Rows without the committee's position, each with its unit."""
        for unit in self.units:
            for row in unit.rows:
                if row.position is None:
                    yield unit, row

    @property
    def rows(self) -> Iterator[ReportRow]:
        """All rows in the order of their numbers."""
        for unit in self.units:
            yield from unit.rows

    @property
    def provisions(self) -> tuple[Unit, ...]:
        return tuple(unit for unit in self.units if unit.path)

    @property
    def whole_bill(self) -> tuple[ReportRow, ...]:
        """Rows on the bill as a whole."""
        return tuple(row for unit in self.units if not unit.path for row in unit.rows)

    @property
    def opinions(self) -> tuple[CouncilReport, ...]:
        return tuple(council for council in self.councils if council.text is not None)

    @property
    def silent_councils(self) -> tuple[CouncilReport, ...]:
        """Councils that gave no opinion."""
        return tuple(council for council in self.councils if council.text is None)
