"""After the conclusion: who is told what to do when an answer has not stood up to an objection."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import AnswerObjection
from consultations.conclusions.selectors.revisions import Stage, revisions_due
from consultations.conclusions.services import decide_answer_objection, finalise_conclusion
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from core.rules.selectors import due_on
from tests.factories.accounts import staff
from tests.factories.conclusions import answered, group_of, signed, summarised
from tests.factories.objections import named, objected, said_and_answered
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db
OTHER = AnswerData("noted", "later_work", "Рассмотрим при подготовке следующего закона.")


def stage_of(consultation: Consultation) -> tuple[Stage, int] | None:
    both = {consultation.responder_id}, {consultation.organiser_id}
    found = revisions_due(*both, at_most=5)
    return (found[0].stage, found[0].count) if found else None


def desk(client: Client, consultation: Consultation) -> list[str]:
    pages = ("/desk/", reverse("desk:consultation", args=[consultation.pk]))
    return [client.get(page).content.decode() for page in pages]


def test_two_cycles_are_led_by_the_desk(client: Client) -> None:
    consultation = ConsultationFactory(closed=True)
    comments = [
        said_and_answered(consultation, comment=text) for text in ("О сроке.", "О деньгах.")
    ]
    reviewer = named(consultation)
    signed(consultation)
    clerk = staff(consultation.responder, MembershipRole.CLERK)
    chair = staff(consultation.responder, MembershipRole.CHAIR)
    secretary = staff(consultation.organiser, MembershipRole.SECRETARY)
    assert stage_of(consultation) is None
    for number, comment in enumerate(comments, 2):
        decide_answer_objection(
            actor=reviewer.user,
            objection=objected(comment),
            outcome="upheld",
            reasoning="Да",
            now=timezone.now(),
        )
        assert stage_of(consultation) == (Stage.ANSWER, 1)
        client.force_login(clerk)
        page = f"{reverse('conclusions:answers', args=[consultation.pk])}?state=all&amp;"
        assert all(page in text for text in desk(client, consultation))
        answered(group_of(comment), OTHER)
        assert stage_of(consultation) == (Stage.SUMMARY, 0)
        client.force_login(chair)
        page = reverse("conclusions:sign_summary", args=[consultation.pk])
        assert all(page in text for text in desk(client, consultation))
        summarised(consultation)
        assert stage_of(consultation) == (Stage.CONCLUSION, 0)
        client.force_login(secretary)
        page = reverse("conclusions:sign", args=[consultation.pk])
        assert all(f'"{page}"' in text for text in desk(client, consultation))
        finalise_conclusion(
            actor=None, consultation=consultation, number=str(number), now=timezone.now()
        )
        assert stage_of(consultation) is None


def test_an_overdue_revision_is_public(client: Client) -> None:
    consultation = ConsultationFactory(closed=True)
    comment = said_and_answered(consultation)
    reviewer = named(consultation)
    signed(consultation)
    objection = objected(comment)
    decide_answer_objection(
        actor=reviewer.user,
        objection=objection,
        outcome="upheld",
        reasoning="Да",
        now=timezone.now(),
    )
    name = consultation.responder.name
    (found,) = revisions_due({consultation.responder_id}, set(), at_most=5)
    assert found.due_on == due_on("answer.revision", timezone.localdate())
    assert name not in client.get("/overdue/").content.decode()
    before = timezone.now() - dt.timedelta(days=40)
    AnswerObjection.objects.filter(pk=objection.pk).update(decided_at=before)
    assert name in client.get("/overdue/").content.decode()
