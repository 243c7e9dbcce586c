"""What the desk shows; a constant number of queries, however much there is to do."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models import ProposalSummary, SummaryConclusion
from consultations.conclusions.presenters import BlockerLine, blocker_lines
from consultations.conclusions.selectors import committee_days_late, conclusion_blockers
from consultations.conclusions.selectors.objections import Unassigned, unassigned
from consultations.conclusions.selectors.revisions import (
    Revision,
    revisions_due,
    revisions_of,
)
from consultations.desk.domain.steps import Step, organiser_step, responder_step
from consultations.desk.messages import CONTROL_STEPS, DUE_WORDS, STEPS
from consultations.process.domain.lifecycle import Phase, ReferralState
from consultations.process.messages import PHASE_KINDS, PHASES
from consultations.process.models import Consultation, Referral
from consultations.process.numbers import Numbers, numbers
from consultations.process.selectors import ReferralLine, referral_lines
from consultations.requests.selectors import RequestLine, due_on_desk
from core.accounts.policy import places
from core.rules.selectors import missing_year
from core.web.access import Role
from drafts.models import BillVersion
from drafts.selectors import drafts_of

LIMIT = 50  # longer lists have pages of their own


@dataclass(frozen=True, slots=True)
class Places:
    """The bodies of a person by what the person does there."""

    clerk: frozenset[int]
    sponsor: frozenset[int]
    secretary: frozenset[int]
    chair: frozenset[int]
    moderator: frozenset[int]
    member: frozenset[int]
    sees_all: bool

    @classmethod
    def of(cls, user: Any) -> "Places":
        held = places(user)
        by_role = {role: frozenset(body for r, body in held if r == role) for role in Role}
        return cls(
            clerk=by_role[Role.CLERK],
            sponsor=by_role[Role.SPONSOR],
            secretary=by_role[Role.SECRETARY],
            chair=by_role[Role.CHAIR],
            moderator=by_role[Role.MODERATOR],
            member=by_role[Role.MEMBER],
            sees_all=bool(by_role[Role.ADMINISTRATOR]) or user.is_superuser,
        )

    @property
    def committees(self) -> frozenset[int]:
        """Bodies that answer, if they are committees: its staff, and who signs for it."""
        return self.clerk | self.secretary | self.chair

    @property
    def councils(self) -> frozenset[int]:
        """Bodies whose referrals the person sees."""
        return self.secretary | self.member


@dataclass(frozen=True, slots=True)
class ConsultationLine:
    """A consultation as a line of the desk. `due_on` is the day that matters for `step`."""

    consultation: Consultation
    phase: Phase
    step: Step
    numbers: Numbers
    due_on: dt.date | None

    @property
    def phase_words(self) -> Any:
        return PHASES[self.phase]

    @property
    def phase_kind(self) -> str:
        return PHASE_KINDS[self.phase]

    @property
    def step_words(self) -> Any:
        words = CONTROL_STEPS if self.consultation.is_control else STEPS
        return words[self.step]

    @property
    def due_words(self) -> Any:
        """What `due_on` is the day of."""
        return DUE_WORDS.get(self.phase, "")


@dataclass(frozen=True, slots=True)
class Home:
    """What is due for one person, by what the person is."""

    places: Places
    drafts: list[BillVersion]
    unannounced: list[BillVersion]
    answering: list[ConsultationLine]
    referrals: list[ReferralLine]
    signing: list[ConsultationLine]
    moderation: list[ConsultationLine]
    requests: list[RequestLine]
    objections: list[Unassigned]
    revisions: list[Revision]
    introduced: bool
    missing_year: int | None

    @property
    def held(self) -> int:
        """Comments that wait for a moderator."""
        return sum(line.numbers.held for line in self.moderation)

    @property
    def is_empty(self) -> bool:
        return not (
            self.drafts
            or self.unannounced
            or self.answering
            or self.referrals
            or self.signing
            or self.held
            or self.requests
            or self.objections
            or self.revisions
            or self.introduced
            or self.missing_year
        )


def home(user: Any, *, now: dt.datetime) -> Home:
    """What is due for `user` at `now`."""
    mine = Places.of(user)
    running = list(
        with_referral_count(consultations_of(mine).filter(status="running")).order_by(
            "closes_at", "pk"
        )[: LIMIT * 2]
    )
    counts = numbers(item.pk for item in running)
    return Home(
        places=mine,
        drafts=list(drafts_of(mine.clerk)[:LIMIT]) if mine.clerk else [],
        unannounced=list(unannounced(mine.clerk)[:LIMIT]) if mine.clerk else [],
        answering=_lines(running, counts, now, mine.committees, as_responder=True),
        referrals=referral_lines(_referrals(mine.councils), timezone.localdate(now)),
        signing=_lines(running, counts, now, mine.secretary | mine.chair, as_responder=False),
        moderation=_lines(running, counts, now, mine.moderator, as_responder=False),
        requests=due_on_desk(mine.moderator | mine.secretary | mine.chair, now=now, at_most=LIMIT),
        objections=unassigned(mine.secretary | mine.chair, at_most=LIMIT),
        revisions=revisions_due(mine.committees, mine.secretary | mine.chair, at_most=LIMIT),
        introduced=bool(mine.sponsor),
        missing_year=missing_year(timezone.localdate(now)),
    )


def consultations_of(mine: Places) -> QuerySet[Consultation]:
    """Consultations in which a body of this person has a part."""
    found = Consultation.objects.with_parties()
    if mine.sees_all:
        return found
    asked = Referral.objects.filter(consultation=OuterRef("pk"), council_id__in=mine.councils)
    organising = mine.secretary | mine.moderator | mine.member
    return found.filter(
        Q(responder_id__in=mine.committees) | Q(organiser_id__in=organising) | Q(Exists(asked))
    )


def with_referral_count(consultations: QuerySet[Consultation]) -> QuerySet[Consultation]:
    """Annotates `referral_total`, `has_conclusion` and `was_summarised`."""
    lapsed = SummaryConclusion.objects.filter(consultation=OuterRef("pk"))
    summaries = ProposalSummary.objects.filter(consultation=OuterRef("pk"))
    return consultations.annotate(
        referral_total=Count("referrals"),
        has_conclusion=Exists(lapsed),
        was_summarised=Exists(summaries),
    )


def unannounced(committees: Collection[int]) -> QuerySet[BillVersion]:
    """Newest published versions of these committees on which nothing has been announced."""
    newer = BillVersion.objects.filter(
        bill=OuterRef("bill"), status="published", number__gt=OuterRef("number")
    )
    announced = Consultation.objects.filter(version=OuterRef("pk"))
    return (
        BillVersion.objects.published()
        .filter(~Exists(newer), ~Exists(announced), bill__committee_id__in=list(committees))
        .select_related("bill")
        .order_by("published_at", "pk")
    )


def consultation_lines(
    consultations: Iterable[Consultation], now: dt.datetime
) -> list[ConsultationLine]:
    """Lines for a list, in the order given; the step is the committee's."""
    items = list(consultations)
    counts = numbers(item.pk for item in items)
    return [_line(item, counts[item.pk], now, as_responder=True) for item in items]


def _lines(
    items: Iterable[Consultation],
    counts: dict[int, Numbers],
    now: dt.datetime,
    bodies: Collection[int],
    *,
    as_responder: bool,
) -> list[ConsultationLine]:
    return [
        _line(item, counts[item.pk], now, as_responder=as_responder)
        for item in items
        if (item.responder_id if as_responder else item.organiser_id) in bodies
    ]


def _line(
    item: Consultation, counts: Numbers, now: dt.datetime, *, as_responder: bool
) -> ConsultationLine:
    phase = item.phase_at(now)
    has_summary = item.is_control or item.summary_signed_at is not None
    if as_responder:
        referrals: int = item.referral_total  # type: ignore[attr-defined]
        # Nobody must be asked for an opinion in a monitoring or an inspection.
        asked = referrals or int(item.is_control)
        step = responder_step(
            phase, open_items=item.open_items, referrals=asked, has_summary=has_summary
        )
    else:
        was_summarised: bool = item.was_summarised  # type: ignore[attr-defined]
        today = timezone.localdate(now)
        is_past = item.answer_due_on < today
        is_late = not item.is_control and bool(
            committee_days_late(item, today, has_summary=was_summarised)
        )
        signed: bool = item.has_conclusion  # type: ignore[attr-defined]
        step = organiser_step(
            phase,
            open_items=item.open_items,
            has_summary=has_summary or (is_past and was_summarised and not item.open_items),
            may_lapse=is_late and not signed,
        )
    due = {
        Phase.ANNOUNCED: item.opens_on,
        Phase.OPEN: item.closes_on,
        Phase.ANSWERING: item.answer_due_on,
        Phase.CONCLUDED: None,
    }[phase]
    return ConsultationLine(item, phase, step, counts, due)


def _referrals(councils: Collection[int]) -> list[Referral]:
    if not councils:
        return []
    waiting = Referral.objects.waiting().filter(
        council_id__in=councils, consultation__status="running"
    )
    return list(
        waiting.select_related("council", "consultation__version__bill").order_by("due_on", "pk")[
            :LIMIT
        ]
    )


# --- One consultation -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Workplace:
    """The working page of a consultation: where it stands, the councils asked (`councils`: their
    ids), and what must happen before the summary conclusion can be signed."""

    line: ConsultationLine
    referrals: list[ReferralLine]
    councils: frozenset[int]
    blockers: list[BlockerLine]
    # What an upheld objection has made due after the conclusion.
    revision: Revision | None

    @property
    def overdue(self) -> int:
        """Councils whose term has passed without an opinion."""
        return sum(line.state is ReferralState.OVERDUE for line in self.referrals)


def workplace(consultation: Consultation, *, now: dt.datetime) -> Workplace:
    """The working page of a consultation that was read `with_parties`."""
    referrals = list(consultation.referrals.select_related("council").order_by("due_on", "pk"))
    consultation.referral_total = len(referrals)  # type: ignore[attr-defined]
    counts = numbers([consultation.pk])[consultation.pk]
    return Workplace(
        line=_line(consultation, counts, now, as_responder=True),
        referrals=referral_lines(referrals, timezone.localdate(now)),
        councils=frozenset(referral.council_id for referral in referrals),
        blockers=blocker_lines(conclusion_blockers(consultation, now)),
        revision=_revision(consultation, now),
    )


def _revision(consultation: Consultation, now: dt.datetime) -> Revision | None:
    if consultation.phase_at(now) is not Phase.CONCLUDED:
        return None
    same = Consultation.objects.filter(pk=consultation.pk)
    return next(iter(revisions_of(same, at_most=1)), None)


@dataclass(frozen=True, slots=True)
class YearTab:
    """One link of components/tabs.html."""

    label: str
    url: str
    current: bool


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of components/figures.html."""

    value: int
    label: Any


def figures(counts: Numbers) -> list[Figure]:
    """The numbers of a consultation as its working page prints them."""
    return [
        Figure(counts.received, _("proposals received")),
        Figure(counts.published, _("published")),
        Figure(counts.held, _("being checked")),
        Figure(counts.hidden, _("hidden")),
        Figure(counts.withdrawn, _("withdrawn by their authors")),
        Figure(counts.participants, _("participants")),
    ]
