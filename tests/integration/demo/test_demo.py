"""The demo is what a newcomer meets first: it must be complete, true to time, and loaded once."""

import io

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pytest_django import Settings

from consultations.conclusions.models import Answer, Format, ProposalSummary, SummaryConclusion
from consultations.expertise.models import Opinion
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from consultations.room.models import MemberRemark, Position
from core.accounts.models import Council, User
from core.journal.models import JournalEntry
from core.journal.services import sequence_all
from demo.content.people import DEMO_PASSWORD, LOGINS
from drafts.domain.nodes import Kind
from drafts.models import Bill, Provision
from tests.factories.accounts import UserFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
STARTED = ["consultation.announced", "consultation.opened", "consultation.closed"]


def load() -> str:
    out = io.StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def test_the_demo_shows_the_whole_way(client: Client) -> None:
    printed = load()
    assert all(person.email in printed for person in LOGINS)
    assert DEMO_PASSWORD in printed
    for person in LOGINS:
        data = {"login": person.email, "password": DEMO_PASSWORD}
        assert client.post(reverse("account_login"), data).status_code == 302
        client.logout()

    assert Bill.objects.count() == 3
    articles = Provision.objects.filter(kind=Kind.ARTICLE)
    most = max(articles.filter(version__bill=bill).count() for bill in Bill.objects.all())
    assert most > 40
    assert Provision.objects.filter(kind=Kind.CHAPTER).exists()
    assert Bill.objects.filter(title__startswith="О внесении изменений").count() == 1
    assert Council.objects.count() == 4
    assert Opinion.objects.filter(status="adopted").count() >= 4
    assert Answer.objects.exists()
    remarks = MemberRemark.objects.all()
    assert remarks.filter(entered_by__isnull=False).exclude(basis="").exists()
    assert remarks.filter(taken_as__isnull=False).count() == 2
    assert remarks.left_out().count() == 1
    assert Position.objects.values("author").distinct().count() == 3

    phases = {consultation.phase for consultation in Consultation.objects.all()}
    assert phases == {Phase.OPEN, Phase.ANSWERING, Phase.CONCLUDED}
    run_tasks()
    # An objection was upheld afterwards, so both have been signed twice.
    for revision in (1, 2):
        conclusion = SummaryConclusion.objects.get(revision=revision)
        assert [file.format for file in conclusion.documents()] == Format.values
        assert conclusion.summary == ProposalSummary.objects.get(revision=revision)
        assert [file.format for file in conclusion.summary.documents()] == Format.values
    changed = client.get(conclusion.get_absolute_url()).context["changes"]
    assert [(row.was_code, row.now_code) for row in changed.rows] == [("rejected", "noted")]

    again = load()
    assert "уже загружены" in again
    assert Bill.objects.count() == 3


def test_nothing_is_written_down_before_it_happened() -> None:
    load()
    sequence_all(now=timezone.now())
    entries = list(JournalEntry.objects.order_by("sequence"))
    times = [entry.occurred_at for entry in entries]
    assert times == sorted(times)
    for consultation in Consultation.objects.all():
        kinds = [
            entry.kind
            for entry in entries
            if entry.kind in STARTED and entry.subject_id == str(consultation.pk)
        ]
        expected = {
            Phase.OPEN: STARTED[:2],
            Phase.ANSWERING: STARTED,
            Phase.CONCLUDED: STARTED,
        }
        assert kinds == expected[consultation.phase]


def test_the_demo_goes_into_an_empty_database() -> None:
    UserFactory()
    with pytest.raises(CommandError) as caught:
        load()
    assert caught.value.returncode == 2
    assert not Bill.objects.exists()


def test_the_demo_is_not_for_a_public_server(settings: Settings) -> None:
    settings.DEMO_ALLOWED = False
    with pytest.raises(CommandError, match="DEMO_ALLOWED") as caught:
        load()
    assert caught.value.returncode == 2
    assert not User.objects.exists()
