"""What the clock does: openings, closings, reminders to councils."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from consultations.process import mail, terms
from consultations.process.domain.lifecycle import reminder_due
from consultations.process.events import (
    CONSULTATION_CLOSED_KIND,
    CONSULTATION_OPENED_KIND,
    ConsultationClosed,
    ConsultationOpened,
    consultation_closed,
    consultation_opened,
)
from consultations.process.models import Consultation, Referral
from consultations.process.services.announcing import window_body
from core.journal import services as journal


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
        body=window_body(consultation),
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
        body=window_body(consultation),
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
