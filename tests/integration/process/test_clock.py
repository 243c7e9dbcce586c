"""What the clock does by itself: exactly once, late or early, twice or never."""

import datetime as dt

import pytest

from consultations.process import clock, services
from consultations.process.events import (
    ConsultationClosed,
    ConsultationOpened,
    consultation_closed,
    consultation_opened,
)
from consultations.process.models import Consultation
from consultations.process.services import noting
from core.accounts.models import MembershipRole
from core.clock import registry
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from tests.factories.accounts import staff
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

TODAY = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory(opens_on=TODAY, closes_on=TODAY + 20 * DAY, open_items=7)


@pytest.fixture
def told():
    events = []

    def receiver(sender, event, **kwargs):
        events.append(event)

    for signal in (consultation_opened, consultation_closed):
        signal.connect(receiver)
    yield events
    for signal in (consultation_opened, consultation_closed):
        signal.disconnect(receiver)


def kinds() -> list[str]:
    return sorted(JournalEntry.objects.values_list("kind", flat=True))


def test_an_opening_is_noted_once(consultation, told) -> None:
    before, at = consultation.opens_at - DAY, consultation.opens_at
    assert services.note_openings(now=before) == 0
    assert services.note_openings(now=at) == 1
    assert services.note_openings(now=at + DAY) == 0
    assert kinds() == ["consultation.opened"]
    assert told == [ConsultationOpened(consultation.pk)]
    consultation.refresh_from_db()
    assert consultation.opening_noted_at == at


def test_a_closing_is_noted_once_and_told_to_the_committee(consultation, told) -> None:
    clerk = staff(consultation.responder, MembershipRole.CLERK)
    at = consultation.closes_at
    assert services.note_closings(now=at - DAY) == 0
    assert services.note_closings(now=at + DAY) == 1
    assert services.note_closings(now=at + 2 * DAY) == 0
    assert kinds() == ["consultation.closed"]
    assert told == [ConsultationClosed(consultation.pk)]
    letter = OutboxMessage.objects.get()
    assert (letter.key, letter.to) == (f"closing:{consultation.pk}:user-{clerk.pk}", clerk.email)
    for part in (letter.body_text, letter.body_html):
        assert "7" in part
        assert consultation.version.bill.title in part
        assert f"/desk/consultations/{consultation.pk}/" in part


def test_a_clock_that_stood_still_notes_everything_in_order(consultation, told) -> None:
    run = {job.name: job.run for job in registry.jobs()}["process.windows"]
    late = consultation.closes_at + 90 * DAY
    assert run(late) == "1 opened, 1 closed"
    assert run(late) == ""
    assert kinds() == ["consultation.closed", "consultation.opened"]
    assert told == [ConsultationOpened(consultation.pk), ConsultationClosed(consultation.pk)]


def test_a_failed_receiver_leaves_the_opening_for_the_next_time(consultation) -> None:
    def receiver(sender, event, **kwargs):
        raise RuntimeError

    consultation_opened.connect(receiver)
    try:
        with pytest.raises(RuntimeError):
            services.note_openings(now=consultation.opens_at)
    finally:
        consultation_opened.disconnect(receiver)
    assert kinds() == []
    assert services.note_openings(now=consultation.opens_at) == 1


def test_two_clocks_at_once_note_an_opening_once(consultation) -> None:
    stale = Consultation.objects.get()
    assert noting._note_opening(consultation, consultation.opens_at)
    assert not noting._note_opening(stale, consultation.opens_at)
    assert kinds() == ["consultation.opened"]


def test_reminders_are_a_job_of_the_clock() -> None:
    run = {job.name: job.run for job in registry.jobs()}["process.reminders"]
    assert run(dt.datetime(2026, 3, 10, tzinfo=dt.UTC)) == ""


def test_jobs_are_registered_by_name() -> None:
    names = []
    clock.register(lambda name, job: names.append(name))
    assert names == ["process.reminders", "process.windows"]
