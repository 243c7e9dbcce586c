"""Drafts that nobody may publish after the conclusion stand in nobody's way."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem
from consultations.conclusions.models import Agreement, Answer, AnswerDraft, ArgumentGroup
from consultations.conclusions.services import agree_answers, draft_answer
from core.accounts.models import MembershipRole
from tests.factories.accounts import staff
from tests.factories.conclusions import answered, group_of, published, signed
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

ONE = AnswerData("noted", "later_work", "Ещё одна правка ответа на первый довод о сроке подачи.")
TWO = AnswerData("noted", "later_work", "Казначейские счета и отчётность сёл учтём в законе.")


def agree(draft: AnswerDraft) -> Agreement:
    return agree_answers(
        actor=None, consultation=draft.group.consultation,
        versions={draft.group_id: draft.version},
        sitting_on=timezone.localdate(), minutes_number="7", now=timezone.now(),
    )  # fmt: skip


def test_after_the_conclusion_only_contested_answers_are_in_the_batches(client: Client) -> None:
    consultation, now = ConsultationFactory(closed=True), timezone.now()
    one, two, three = (
        group_of(published(consultation, comment=words))
        for words in ("Нужен срок в пять дней.", "Деньги бюджета некому считать.", "Шум во дворах.")
    )
    for group in (one, two, three):
        answered(group)
    agree(draft_answer(actor=None, group=one, data=ONE, now=now))
    unagreed = draft_answer(actor=None, group=three, data=ONE, now=now)
    signed(consultation)
    ArgumentGroup.objects.filter(pk=two.pk).update(is_contested=True)
    two.refresh_from_db()
    client.force_login(staff(consultation.responder, MembershipRole.CLERK))
    draft = draft_answer(actor=None, group=two, data=TWO, now=now)
    pages = {
        name: reverse(f"conclusions:{name}", args=[consultation.pk])
        for name in ("agree", "publish")
    }
    lines = client.get(pages["agree"]).context["lines"]
    assert [line.draft.group_id for line in lines] == [two.pk]
    with pytest.raises(ConclusionsError) as refusal:
        agree(unagreed)
    assert refusal.value.code == ConclusionsProblem.CONCLUDED
    agree(draft)
    lines = client.get(pages["publish"]).context["sound"]
    assert [line.draft.group_id for line in lines] == [two.pk]
    ticked = [f"{line.draft.group_id}:{line.draft.version}" for line in lines]
    assert client.post(pages["publish"], {"drafts": ticked}).status_code == 302
    assert Answer.objects.filter(group=two, revision=2).exists()
    # Nobody's words are lost.
    assert AnswerDraft.objects.filter(group__in=[one, three]).count() == 2
