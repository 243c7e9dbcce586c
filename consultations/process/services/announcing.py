"""Announcing an act of public control."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from consultations.process import checks, terms
from consultations.process.domain.lifecycle import window_problem
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.events import (
    CONSULTATION_ANNOUNCED_KIND,
    ConsultationAnnounced,
    consultation_announced,
)
from consultations.process.models import Consultation, Form
from core.accounts.models import Body, ConsentKind, Council, User
from core.accounts.models.bodies import CONTROL_SUBJECTS
from core.accounts.selectors import current_consents
from core.journal import services as journal
from core.rules.domain.calendar import window
from drafts.domain.slugs import is_slug, unique_slug
from drafts.models import BillVersion


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
            **window_body(consultation),
            "answer_due_on": consultation.answer_due_on.isoformat(),
        },
        at=now,
        actor_role=role,
    )
    event = ConsultationAnnounced(consultation_id=consultation.pk)
    consultation_announced.send(sender=ConsultationAnnounced, event=event)


def window_body(consultation: Consultation) -> dict[str, str]:
    """The days of the window as the journal writes them."""
    return {
        "opens_on": consultation.opens_on.isoformat(),
        "closes_on": consultation.closes_on.isoformat(),
    }
