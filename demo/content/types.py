"""Shapes of the demo's content. Codes are those of the models' choices."""

from dataclasses import dataclass

# Days from the demo's today, then local time «09:30».
Moment = tuple[int, str]


@dataclass(frozen=True, slots=True)
class BodyData:
    """A body; ``seats`` above zero makes it a council (a subject of public control)."""

    slug: str
    kind: str
    name: str
    name_genitive: str
    name_dative: str
    short_name: str
    email: str
    about: str = ""
    parent: str = ""
    seats: int = 0
    quorum_percent: int = 50
    formation_act: str = ""
    formed_days: int = 0
    term_ends_days: int = 0


@dataclass(frozen=True, slots=True)
class PersonData:
    """Somebody with an account; ``signs_in``: may enter with the demo password."""

    key: str
    full_name: str
    email: str
    municipality: str = ""
    signs_in: bool = False
    login_note: str = ""


@dataclass(frozen=True, slots=True)
class MembershipData:
    person: str
    body: str
    role: str
    post: str = ""
    nominated_by: str = ""


@dataclass(frozen=True, slots=True)
class AuthorData:
    """Who wrote comments. ``person`` is the key of an account, empty for an anonymous author."""

    key: str
    author_type: str
    full_name: str
    municipality: str
    email: str
    name_display: str = "pseudonym"
    organisation: str = ""
    post: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class VersionData:
    """``file`` stands in demo/bills."""

    file: str
    stage: str
    published_days: int


@dataclass(frozen=True, slots=True)
class BillData:
    key: str
    slug: str
    title: str
    number: str
    summary: str
    sponsor: str
    committee: str
    status: str
    introduced_days: int
    topics: tuple[str, ...]
    versions: tuple[VersionData, ...]
    sponsor_body: str = ""


@dataclass(frozen=True, slots=True)
class ReferralData:
    """``due_days`` None: the council takes the bill up itself, or ``term`` (amount, unit) is given
    instead. ``declined``: days and the reason."""

    council: str
    sent_days: int
    due_days: int | None
    accepted_days: int | None = None
    declined: tuple[int, str] | None = None
    own_initiative: bool = False
    term: tuple[int, str] | None = None


@dataclass(frozen=True, slots=True)
class RequestData:
    """A request to the Public Chamber; ``bill`` is empty for a topic. ``event``: the consultation
    that follows, named after ``announced_days``."""

    author: str
    filed: Moment
    text: str
    bill: str = ""
    title: str = ""
    shown: Moment | None = None
    joined: tuple[str, ...] = ()
    decided: Moment | None = None
    decision: str = ""
    announce_days: int = 0
    event: str = ""
    named: Moment | None = None


@dataclass(frozen=True, slots=True)
class ConsultationData:
    """One consultation on the version ``version`` (from 1) of a bill."""

    key: str
    bill: str
    version: int
    slug: str
    form: str
    organiser: str
    responder: str
    addressee: str
    announced_days: int
    opens_days: int
    closes_days: int
    answer_due_days: int
    question: str
    basis: str
    procedure: str
    results_method: str
    referrals: tuple[ReferralData, ...]
    summarised: Moment | None = None
    summary_number: str = ""
    concluded: Moment | None = None
    conclusion_number: str = ""


@dataclass(frozen=True, slots=True)
class CommentData:
    """A comment. ``unit`` is a unit path, empty for the whole bill; ``same_as`` names the comment
    that it nearly repeats; ``hidden_ground`` is a code of the moderation grounds."""

    key: str
    author: str
    at: Moment
    unit: str
    kind: str
    stance: str
    rationale: str
    proposed: str = ""
    same_as: str = ""
    reply_to: str = ""
    channel: str = "online"
    hidden_ground: str = ""
    hidden_note: str = ""


@dataclass(frozen=True, slots=True)
class RemarkData:
    key: str
    unit: str
    text: str
    importance: str
    proposed: str = ""


@dataclass(frozen=True, slots=True)
class DissentData:
    member: str
    text: str
    filed_days: int


@dataclass(frozen=True, slots=True)
class FactorData:
    """A corruption factor: its code, the unit, the quoted words, why, what mends it."""

    factor: str
    unit: str
    quotation: str
    text: str
    remedy: str


@dataclass(frozen=True, slots=True)
class OpinionDetails:
    """The rest of an opinion. ``checklist``: (code, verdict, text); ``considered``: (comment,
    result, note). With ``ballots`` every member of the council is recorded: those named in
    ``against``, ``abstained``, ``absent`` and ``excused``, all others as present and for."""

    place: str = "г. Благовещенск"
    materials: str = ""
    checklist: tuple[tuple[str, str, str], ...] = ()
    factors: tuple[FactorData, ...] = ()
    considered: tuple[tuple[str, str, str], ...] = ()
    ballots: bool = False
    against: tuple[str, ...] = ()
    abstained: tuple[str, ...] = ()
    absent: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    signatory: str = ""


@dataclass(frozen=True, slots=True)
class OpinionData:
    """A council's opinion. ``status`` is «draft» or «adopted»; the votes sum to ``present``."""

    key: str
    consultation: str
    council: str
    status: str
    number: str
    rapporteur: str
    findings: str
    consequences: str
    proposals: str
    recommendation: str
    meeting_days: int | None
    meeting_form: str
    minutes_number: str
    present: int
    votes_for: int
    votes_against: int
    votes_abstained: int
    remarks: tuple[RemarkData, ...]
    dissents: tuple[DissentData, ...] = ()


@dataclass(frozen=True, slots=True)
class AnswerData:
    """The committee's position on the comments and remarks in ``covers`` (keys).

    ``expected`` is the wording that the committee promises. ``in_text`` says whether the next
    version really has it; None if there is no next version yet.
    """

    key: str
    covers: tuple[str, ...]
    disposition: str
    reason: str
    text: str
    at: Moment
    norm: str = ""
    expected: str = ""
    unit: str = ""
    in_text: bool | None = None


@dataclass(frozen=True, slots=True)
class DraftData:
    """An answer that is not published; `by` is the key of the colleague who wrote it."""

    answer: AnswerData
    by: str = "clerk"
    is_agreed: bool = False


@dataclass(frozen=True, slots=True)
class QuestionData:
    """A question of the organiser; ``unit`` is empty for the bill as a whole."""

    key: str
    unit: str
    kind: str
    text: str
    options: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetData:
    """Answers of an author by the key of the question: places of options from zero, or words."""

    author: str
    at: Moment
    answers: dict[str, tuple[int, ...] | str]
