"""Texts of objections are checked as proposals are; the objection itself goes on."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.errors import ObjectionProblem, ObjectionRefused
from consultations.conclusions.models import AnswerObjection
from consultations.conclusions.services import judge_objection_text
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from core.journal.models import JournalEntry
from tests.factories.accounts import staff
from tests.factories.objections import named, objected, said_and_answered
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

NUMBER = "Звоните мне: +7 914 555-12-34, о сроке ни слова."
PLAIN = "О сроке в ответе ни слова."


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def secretary(consultation: Consultation, client: Client) -> Client:
    client.force_login(staff(consultation.organiser, MembershipRole.SECRETARY))
    return client


def public_list(consultation: Consultation) -> str:
    address = reverse("conclusions:objections", args=[consultation.year, consultation.slug])
    return Client().get(address).content.decode()


def text_url(objection: AnswerObjection) -> str:
    return reverse("conclusions:objection_text", args=[objection.pk])


def test_a_text_that_would_be_held_is_not_public_at_once(consultation: Consultation) -> None:
    reviewer = named(consultation)
    objection = objected(said_and_answered(consultation), text=NUMBER)
    assert objection.text_state == "held"
    assert objection.reviewer == reviewer
    shown = public_list(consultation)
    assert NUMBER not in shown
    assert "Текст проверяется" in shown


def test_a_plain_text_is_public_unless_the_event_is_premoderated(
    consultation: Consultation,
) -> None:
    assert objected(said_and_answered(consultation), text=PLAIN).text_state == "shown"
    assert PLAIN in public_list(consultation)
    Consultation.objects.filter(pk=consultation.pk).update(premoderated=True)
    assert objected(said_and_answered(consultation), text=PLAIN).text_state == "held"


def test_the_organiser_publishes_or_hides(consultation: Consultation, secretary: Client) -> None:
    objection = objected(said_and_answered(consultation), text=NUMBER)
    assert (
        reverse("conclusions:reviewers", args=[consultation.pk])
        in secretary.get(reverse("desk:home")).content.decode()
    )
    assert NUMBER in secretary.get(text_url(objection)).content.decode()
    assert secretary.post(text_url(objection), {"ground": "no_such"}).status_code == 422
    assert secretary.post(text_url(objection), {"ground": ""}).status_code == 302
    assert NUMBER in public_list(consultation)
    assert secretary.post(text_url(objection), {"ground": "personal_data"}).status_code == 302
    shown = public_list(consultation)
    assert NUMBER not in shown
    objection.refresh_from_db()
    assert objection.text_ground in shown
    states = JournalEntry.objects.filter(kind="answer_objection.text_judged")
    assert sorted(entry.body["state"] for entry in states) == ["hidden", "shown"]
    assert NUMBER not in str(list(states.values_list("body", flat=True)))


def test_judging_twice_or_by_others_is_refused(consultation: Consultation, client: Client) -> None:
    objection = objected(said_and_answered(consultation), text=PLAIN)
    with pytest.raises(ObjectionRefused) as twice:
        judge_objection_text(actor=None, objection=objection, ground="", now=timezone.now())
    assert twice.value.code == ObjectionProblem.JUDGED_SO_ALREADY
    for role, body in (
        (MembershipRole.SECRETARY, ConsultationFactory().organiser),
        (MembershipRole.MEMBER, consultation.organiser),
        (MembershipRole.CLERK, consultation.responder),
    ):
        client.force_login(staff(body, role))
        assert client.post(text_url(objection), {"ground": ""}).status_code == 403
