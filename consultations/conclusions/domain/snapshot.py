"""The frozen snapshot behind a signed document: ids, numbers, names of bodies, commitments.

What people wrote is not in it: a text stands there as a commitment (HMAC-SHA-256 under a salt of
its own, the salts are kept apart), so that the text can be checked as long as it exists and cannot
be guessed once it is erased. Names of bodies, the title of the bill, citations of laws and the
signature are there in words: they are public, and a document must not change because a body was
renamed. The hash of the canonical JSON goes into the public journal.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from consultations.conclusions.domain.plain import SPARSE, from_plain, to_plain
from core.journal.domain.leaves import canonical_json, commit

FORMAT: Final = 3
# Those that are read: 1 was before the committee had a document of its own, 2 before opinions were
# there in full, and the minutes and municipalities at all.
READABLE: Final = (1, 2, FORMAT)


@dataclass(frozen=True, slots=True)
class Party:
    """A body as it was named when the conclusion was signed."""

    id: int
    name: str
    genitive: str = ""


@dataclass(frozen=True, slots=True)
class SummaryFacts:
    """The committee's summary on which a conclusion is built."""

    id: int
    number: str
    revision: int
    signed_on: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReplacedFacts:
    """The revision in the place of which a document stands."""

    number: str
    revision: int
    signed_on: str
    sha256: str


@dataclass(frozen=True, slots=True)
class DocumentFacts:
    """Which document it is: `kind` is «summary», or that of a conclusion («full», «lapsed»;
    «earlier» for those of format 1). `due_on` is the committee's term, `days_late` by how much it
    was late when a lapsed one was signed, `newer` the ids of the groups in which something is newer
    than the summary. `template` is the SHA-256 of the body's own template of the DOCX, empty for
    the stock one. `replaces` is left out of the JSON of a first revision, as it is missing in
    documents signed before it was written down."""

    kind: str = "earlier"
    summary: SummaryFacts | None = None
    due_on: str = ""
    days_late: int = 0
    newer: tuple[int, ...] = ()
    template: str = ""
    replaces: ReplacedFacts | None = field(default=None, metadata=SPARSE)


# What every snapshot of format 1 was.
EARLIER: Final = DocumentFacts()


@dataclass(frozen=True, slots=True)
class BillFacts:
    id: int
    title: str
    number: str
    sponsor: str
    version_id: int
    version_number: int
    source_sha256: str


@dataclass(frozen=True, slots=True)
class ProcedureFacts:
    """Days are ISO dates. `commitment` is that of the question, basis, procedure and method."""

    consultation_id: int
    year: int
    slug: str
    form: str
    announced_on: str
    opens_on: str
    closes_on: str
    premoderated: bool
    commitment: str


@dataclass(frozen=True, slots=True)
class SignatureFacts:
    """When it was signed (RFC 3339, UTC), by when the addressee answers (empty in a summary, which
    goes to nobody), and a commitment to the name and the post of who signed (`signer_id`: the
    account, if there is one)."""

    number: str
    revision: int
    signed_at: str
    signed_on: str
    signer_id: int | None
    answer_due_on: str
    commitment: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A text by its id and commitment."""

    id: int
    commitment: str


@dataclass(frozen=True, slots=True)
class DissentFacts:
    """`member_id`: the membership of who dissented."""

    id: int
    member_id: int
    filed_on: str
    commitment: str


@dataclass(frozen=True, slots=True)
class AssessmentFacts:
    """What a council says to an item of the checklist; the words of the item are there as they
    were. `commitment` is that of the explanation."""

    id: int
    code: str
    number: str
    title: str
    verdict: str
    commitment: str


@dataclass(frozen=True, slots=True)
class FactorFacts:
    """A corruption factor found in a unit (`path`, empty for the bill as a whole). `commitment` is
    that of the quotation, the explanation and the remedy."""

    id: int
    code: str
    number: str
    title: str
    path: str
    commitment: str


@dataclass(frozen=True, slots=True)
class ConsideredFacts:
    """A citizen's proposal that the council has considered, by the id of the comment."""

    id: int
    comment: int
    result: str
    commitment: str


@dataclass(frozen=True, slots=True)
class OpinionFacts:
    id: int
    number: str
    recommendation: str
    rapporteur_id: int | None
    meeting_on: str
    meeting_form: str
    minutes_number: str
    seats: int
    present: int
    votes_for: int
    votes_against: int
    votes_abstained: int
    commitment: str
    remarks: tuple[Entry, ...]
    dissents: tuple[DissentFacts, ...]
    # Missing in documents of formats 1 and 2; `details` is the commitment to everything else that
    # the opinion says in words (place, materials, experts with what they declared).
    checklist: tuple[AssessmentFacts, ...] = ()
    factors: tuple[FactorFacts, ...] = ()
    considered: tuple[ConsideredFacts, ...] = ()
    details: str = ""


@dataclass(frozen=True, slots=True)
class MinutesFacts:
    """Signed minutes of hearings or of a discussion. `recommendations` are all that were put to the
    vote, adopted or not; `commitment` is that of the words of the minutes."""

    id: int
    number: str
    held_on: str
    attending: int
    file_sha256: str
    recommendations: tuple[Entry, ...]
    commitment: str


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """How many proposals came in from a municipality, as its name is written most often (empty:
    none was given), by type of author."""

    municipality: str
    by_author_type: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class CouncilFacts:
    """A referral. `opinion` is None if the council gave none in time or at all."""

    referral_id: int
    council: Party
    due_on: str
    opinion: OpinionFacts | None


@dataclass(frozen=True, slots=True)
class AnswerFacts:
    """`sitting_on` and `minutes_number` are those by which the committee agreed it; empty in
    answers of a time in which neither was written down."""

    id: int
    revision: int
    disposition: str
    reason_code: str
    published_on: str
    commitment: str
    sitting_on: str = ""
    minutes_number: str = ""


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """Same proposals: published comments, and remarks (by id; their texts are in the opinions).

    `path` is the unit of the text, empty for the bill as a whole. `answer` is None where the
    committee has not given its position (in a lapsed conclusion only).
    """

    id: int
    provision_id: int | None
    path: str
    comments: tuple[Entry, ...]
    remarks: tuple[int, ...]
    answer: AnswerFacts | None
    # Of hearings; missing in conclusions signed before there were any.
    recommendations: tuple[Entry, ...] = ()


def members_of(snapshot: Mapping[str, Any]) -> int:
    """How many proposals, remarks and recommendations are summed up in a snapshot, as plain JSON.
    What was hidden since counts as it did."""
    kinds = ("comments", "remarks", "recommendations")
    return sum(len(group.get(kind, ())) for group in snapshot["groups"] for kind in kinds)


@dataclass(frozen=True, slots=True)
class GroundCount:
    """How many proposals are hidden on one ground."""

    code: str
    title: str
    count: int


@dataclass(frozen=True, slots=True)
class OptionFacts:
    """An option of a question and how many participants have chosen it."""

    text: str
    count: int


@dataclass(frozen=True, slots=True)
class QuestionFacts:
    """A question of the organiser in words (they are public and no longer change), and how many
    participants have answered it. What people wrote in free words is not published: it is not
    here, not even as commitments. `path` is the unit, empty for the bill as a whole."""

    id: int
    kind: str
    text: str
    path: str
    respondents: int
    options: tuple[OptionFacts, ...]


@dataclass(frozen=True, slots=True)
class Snapshot:
    """Everything that a document says, but for the texts. `numbers` is process.numbers.Numbers,
    `tally` is domain.tally.Tally, both as plain mappings; `citations` are texts by code.
    `questions` are missing in conclusions signed before there were any. `moderation`: what was done
    by moderators and the rules, `objections`: of authors to answers, by what was done or decided;
    both are empty in documents of formats 1 and 2, as `places` and `minutes` are."""

    format: int
    procedure: ProcedureFacts
    bill: BillFacts
    organiser: Party
    responder: Party
    addressee: Party
    signature: SignatureFacts
    numbers: Mapping[str, Any]
    tally: Mapping[str, Any]
    grounds: tuple[GroundCount, ...]
    councils: tuple[CouncilFacts, ...]
    groups: tuple[GroupFacts, ...]
    citations: Mapping[str, str]
    questions: tuple[QuestionFacts, ...] = ()
    document: DocumentFacts = EARLIER
    places: tuple[PlaceFacts, ...] = ()
    minutes: MinutesFacts | None = None
    moderation: Mapping[str, int] = field(default_factory=dict)
    objections: Mapping[str, int] = field(default_factory=dict)

    @property
    def unanswered(self) -> tuple[GroupFacts, ...]:
        return tuple(group for group in self.groups if group.answer is None)

    def to_dict(self) -> dict[str, Any]:
        """Plain JSON; `from_dict` reads it."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Snapshot":
        """The inverse of `to_dict`. Raises ValueError for another format."""
        if data.get("format") not in READABLE:
            raise ValueError(f"a snapshot of format {data.get('format')!r}")
        found: Snapshot = from_plain(cls, data)
        return found


def canonical(data: Mapping[str, Any]) -> bytes:
    """The one spelling of a snapshot: RFC 8785 (sorted keys, no spaces), UTF-8."""
    return canonical_json(dict(data))


def digest(data: Mapping[str, Any]) -> str:
    """SHA-256 (hex) of the canonical spelling."""
    return hashlib.sha256(canonical(data)).hexdigest()


def commitment(salt: bytes, text: Mapping[str, str]) -> str:
    """The commitment (hex) to a text made of named parts."""
    return commit(salt, text).hex()
