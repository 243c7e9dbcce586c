"""Verbs on consultations: announce, refer to councils, and what the clock does."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from consultations.process import checks, mail, terms
from consultations.process.domain.lifecycle import Phase, reminder_due, window_problem
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.events import (
    CONSULTATION_ANNOUNCED_KIND,
    CONSULTATION_CLOSED_KIND,
    CONSULTATION_OPENED_KIND,
    REFERRAL_SENT_KIND,
    ConsultationAnnounced,
    ConsultationClosed,
    ConsultationOpened,
    ReferralSent,
    consultation_announced,
    consultation_closed,
    consultation_opened,
    referral_sent,
)
from consultations.process.models import Consultation, Form, Referral
from core.accounts.models import Body, ConsentKind, Council, User
from core.accounts.models.bodies import CONTROL_SUBJECTS
from core.accounts.selectors import current_consents
from core.journal import services as journal
from core.rules.domain.calendar import window
from drafts.domain.slugs import is_slug, unique_slug
from drafts.models import BillVersion

_REFERRABLE = (Phase.ANNOUNCED, Phase.OPEN)


@transaction.atomic
def announce_consultation(
    *,
    actor: User | None,
    version: BillVersion,
    form: str,
    organiser: Council,
    responder: Body,
    addressee: Body,
    announced_on: dt.date,
    opens_on: dt.date,
    closes_on: dt.date,
    question: str,
    results_method: str,
    basis: str = "",
    procedure: str = "",
    premoderated: bool = False,
    subject: str = "",
    inspected_body: Body | None = None,
    parent: Consultation | None = None,
    slug: str | None = None,
    actor_role: str = "clerk",
    now: dt.datetime,
) -> Consultation:
    """Announces an act of public control over a published version.

    `subject` is needed for a monitoring and an inspection, `inspected_body` for an inspection;
    `parent` is the monitoring, over by now, by whose results it is held. Days are local days of the
    region, the last one included. Raises ProcessError with a ProcessProblem or a WindowProblem; a
    window that is only unwise is told by `terms.is_short`.
    """
    _check_parties(version, organiser, responder)
    _check_words(question, results_method, slug)
    checks.check_control(form, subject, procedure, inspected_body)
    checks.check_parent(form, version, parent, now)
    _check_window(form, announced_on, opens_on, closes_on, timezone.localdate(now))
    _check_consents(opens_on)
    answer_due_on = terms.answer_due(closes_on)
    opens_at, closes_at = window(opens_on, closes_on, timezone.get_default_timezone())
    consultation = Consultation.objects.create(
        version=version,
        form=Form(form),
        year=opens_on.year,
        slug=_free_slug(version, opens_on.year, slug),
        question=question.strip(),
        subject=subject.strip(),
        inspected_body=inspected_body,
        parent=parent,
        basis=basis.strip(),
        procedure=procedure.strip(),
        results_method=results_method.strip(),
        organiser=organiser,
        responder=responder,
        addressee=addressee,
        announced_on=announced_on,
        opens_on=opens_on,
        closes_on=closes_on,
        opens_at=opens_at,
        closes_at=closes_at,
        answer_due_on=answer_due_on,
        premoderated=premoderated,
        created_at=now,
        created_by=actor,
    )
    _note_announcement(consultation, actor_role if actor else "", now)
    return consultation


def _check_parties(version: BillVersion, organiser: Council, responder: Body) -> None:
    if not version.is_published:
        raise ProcessError(ProcessProblem.VERSION_NOT_PUBLISHED)
    if responder.pk != version.bill.committee_id:
        raise ProcessError(ProcessProblem.NOT_RESPONSIBLE_COMMITTEE)
    if organiser.kind not in CONTROL_SUBJECTS:
        raise ProcessError(ProcessProblem.NOT_CONTROL_SUBJECT)


def _check_words(question: str, results_method: str, slug: str | None) -> None:
    if not question.strip():
        raise ProcessError(ProcessProblem.NO_QUESTION)
    if not results_method.strip():
        raise ProcessError(ProcessProblem.NO_RESULTS_METHOD)
    if slug and not is_slug(slug):
        raise ProcessError(ProcessProblem.BAD_SLUG)


def _check_window(
    form: str, announced_on: dt.date, opens_on: dt.date, closes_on: dt.date, today: dt.date
) -> None:
    problem = window_problem(
        announced_on=announced_on,
        opens_on=opens_on,
        closes_on=closes_on,
        today=today,
        latest=terms.latest_closing(form, announced_on, opens_on),
    )
    if problem is not None:
        raise ProcessError(problem)


def _check_consents(on: dt.date) -> None:
    """Without the texts of all consents nobody could speak when the window opens."""
    if set(current_consents(on)) != set(ConsentKind):
        raise ProcessError(ProcessProblem.NO_CONSENT_TEXTS)


def _free_slug(version: BillVersion, year: int, wanted: str | None) -> str:
    taken = set(Consultation.objects.filter(year=year).values_list("slug", flat=True))
    if wanted and wanted in taken:
        raise ProcessError(ProcessProblem.SLUG_TAKEN)
    return wanted or unique_slug(version.bill.slug, taken)


def _note_announcement(consultation: Consultation, role: str, now: dt.datetime) -> None:
    journal.record(
        kind=CONSULTATION_ANNOUNCED_KIND,
        subject_type="consultation",
        subject_id=consultation.pk,
        body={
            "version": consultation.version_id,
            "form": str(consultation.form),
            "organiser": consultation.organiser_id,
            "responder": consultation.responder_id,
            "addressee": consultation.addressee_id,
            **checks.control_links(consultation),
            **_window_body(consultation),
            "answer_due_on": consultation.answer_due_on.isoformat(),
        },
        at=now,
        actor_role=role,
    )
    event = ConsultationAnnounced(consultation_id=consultation.pk)
    consultation_announced.send(sender=ConsultationAnnounced, event=event)


def _window_body(consultation: Consultation) -> dict[str, str]:
    return {
        "opens_on": consultation.opens_on.isoformat(),
        "closes_on": consultation.closes_on.isoformat(),
    }


def _role(actor: User | None) -> str:
    return "clerk" if actor else ""


# --- Councils ---------------------------------------------------------------------------------


@transaction.atomic
def refer_to_council(
    *,
    actor: User | None,
    consultation: Consultation,
    council: Council,
    due_on: dt.date | None = None,
    now: dt.datetime,
) -> Referral:
    """Sends the bill to a council for public expertise, with a letter to it and its secretaries.

    `due_on` lies between today and the last day of the window; the default follows from the rules.
    Raises ProcessError (not_referrable_now, not_control_subject, already_referred,
    due_outside_window).
    """
    current = Consultation.objects.locked().get(pk=consultation.pk)
    today = timezone.localdate(now)
    if current.phase_at(now) not in _REFERRABLE:
        raise ProcessError(ProcessProblem.NOT_REFERRABLE_NOW)
    if council.kind not in CONTROL_SUBJECTS:
        raise ProcessError(ProcessProblem.NOT_CONTROL_SUBJECT)
    if current.referrals.filter(council=council).exists():
        raise ProcessError(ProcessProblem.ALREADY_REFERRED)
    due_on = due_on or terms.referral_due(current, today)
    if not today <= due_on <= current.closes_on:
        raise ProcessError(ProcessProblem.DUE_OUTSIDE_WINDOW)
    referral = Referral.objects.create(
        consultation=current, council=council, due_on=due_on, sent_at=now, sent_by=actor
    )
    journal.record(
        kind=REFERRAL_SENT_KIND,
        subject_type="consultation",
        subject_id=current.pk,
        body={"referral": referral.pk, "council": council.pk, "due_on": due_on.isoformat()},
        at=now,
        actor_role=_role(actor),
    )
    referral_sent.send(sender=ReferralSent, event=ReferralSent(referral_id=referral.pk))
    mail.tell_council(referral, occasion="referral")
    return referral


@transaction.atomic
def refer_to_councils(
    *,
    actor: User | None,
    consultation: Consultation,
    councils: Iterable[Council],
    due_on: dt.date | None = None,
    now: dt.datetime,
) -> list[Referral]:
    """`refer_to_council` for several councils: all of them or, if one is refused, none."""
    return [
        refer_to_council(
            actor=actor, consultation=consultation, council=council, due_on=due_on, now=now
        )
        for council in councils
    ]


# --- The clock --------------------------------------------------------------------------------


def note_openings(*, now: dt.datetime) -> int:
    """Writes down, once each, the windows that have opened by `now`; returns how many.

    Nothing depends on it: a phase follows from the dates even if the clock stands still.
    """
    waiting = Consultation.objects.filter(opening_noted_at=None, opens_at__lte=now)
    return sum(_note_opening(item, now) for item in waiting.order_by("opens_at", "pk"))


@transaction.atomic
def _note_opening(consultation: Consultation, now: dt.datetime) -> bool:
    mine = Consultation.objects.filter(pk=consultation.pk, opening_noted_at=None)
    if not mine.update(opening_noted_at=now):
        return False
    journal.record(
        kind=CONSULTATION_OPENED_KIND,
        subject_type="consultation",
        subject_id=consultation.pk,
        body=_window_body(consultation),
        at=now,
    )
    event = ConsultationOpened(consultation_id=consultation.pk)
    consultation_opened.send(sender=ConsultationOpened, event=event)
    return True


def note_closings(*, now: dt.datetime) -> int:
    """Writes down, once each, the windows that have closed by `now`, and tells the committee what
    waits for its answer; returns how many."""
    waiting = Consultation.objects.with_parties().filter(closing_noted_at=None, closes_at__lte=now)
    return sum(_note_closing(item, now) for item in waiting.order_by("closes_at", "pk"))


@transaction.atomic
def _note_closing(consultation: Consultation, now: dt.datetime) -> bool:
    mine = Consultation.objects.filter(pk=consultation.pk, closing_noted_at=None)
    if not mine.update(closing_noted_at=now):
        return False
    journal.record(
        kind=CONSULTATION_CLOSED_KIND,
        subject_type="consultation",
        subject_id=consultation.pk,
        body=_window_body(consultation),
        at=now,
    )
    event = ConsultationClosed(consultation_id=consultation.pk)
    consultation_closed.send(sender=ConsultationClosed, event=event)
    mail.tell_responder(consultation)
    return True


def remind_councils(*, now: dt.datetime) -> int:
    """Reminds councils of opinions due soon, and of overdue ones: once each. Returns how many
    letters were new."""
    today = timezone.localdate(now)
    soon = terms.remind_within(today)
    waiting = Referral.objects.waiting().filter(
        consultation__status="running", due_on__lte=today + soon
    )
    sent = 0
    for referral in waiting.select_related("council", "consultation__version__bill"):
        sent_on = timezone.localdate(referral.sent_at)
        reminder = reminder_due(due_on=referral.due_on, sent_on=sent_on, today=today, soon=soon)
        if reminder is not None:
            sent += mail.tell_council(referral, occasion=f"referral-{reminder}")
    return sent
