"""What becomes of drafts and agreements when people change groups: nothing written is lost."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.errors import ConclusionsError, StaleDraft
from consultations.conclusions.models import AnswerDraft, ArgumentGroup, ArgumentItem, GroupChange
from consultations.conclusions.selectors.drafts import left_drafts
from consultations.conclusions.services import (
    agree_answers,
    draft_answer,
    merge_groups,
    move_members,
    publish_answers,
    split_group,
    undo_change,
)
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.conclusions import answered, group_of, published
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db

ONE = AnswerData("rejected", "federal_law", "Первый: мешает статья 15 закона.")
TWO = AnswerData("rejected", "federal_law", "Второй: мешает статья 16 закона.")


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def groups(consultation: Consultation) -> list[ArgumentGroup]:
    """Two of different words on the bill as a whole."""
    texts = ("Сократить срок до пяти дней.", "Запретить шум во дворах школ.")
    return [group_of(published(consultation, comment=text)) for text in texts]


def drafted(group: ArgumentGroup, data: AnswerData = ONE) -> AnswerDraft:
    return draft_answer(actor=None, group=group, data=data, now=timezone.now())


def agree(draft: AnswerDraft) -> None:
    agree_answers(
        actor=None, consultation=draft.group.consultation,
        versions={draft.group_id: draft.version},
        sitting_on=timezone.localdate(), minutes_number="7", now=timezone.now(),
    )  # fmt: skip


def merge(target: ArgumentGroup, *sources: ArgumentGroup) -> GroupChange:
    return merge_groups(actor=None, target=target, sources=sources, now=timezone.now())


def texts_of(group: ArgumentGroup) -> list[str]:
    return list(AnswerDraft.objects.filter(group=group).values_list("text", flat=True))


def test_a_draft_comes_with_the_members(groups: list[ArgumentGroup]) -> None:
    target, source = groups
    draft = drafted(source)
    agree(draft)
    merge(target, source)
    draft.refresh_from_db()
    target.refresh_from_db()
    assert (draft.group, draft.origin, draft.agreement) == (target, source, None)
    assert draft.version == target.answer_version


def test_a_group_with_words_of_its_own_keeps_them_and_the_other_stays_visible(
    groups: list[ArgumentGroup], consultation: Consultation, client: Client
) -> None:
    target, source = groups
    drafted(target, ONE)
    drafted(source, TWO)
    merge(target, source)
    assert texts_of(target) == [ONE.text]
    (left,) = left_drafts(consultation.pk)[target.pk]
    assert left.text == TWO.text
    place = MembershipFactory(body=consultation.responder, role=MembershipRole.CLERK)
    client.force_login(place.user)
    for url in (
        reverse("conclusions:answer", args=[target.pk]),
        reverse("conclusions:answers", args=[consultation.pk]),
    ):
        assert TWO.text in client.get(url).content.decode()
    # It is in no batch: only its words are kept.
    assert AnswerDraft.objects.in_consultation(consultation.pk).count() == 1


def test_an_answered_group_keeps_its_answer(
    groups: list[ArgumentGroup], consultation: Consultation
) -> None:
    target, source = groups
    answered(target, ONE)
    drafted(source, TWO)
    merge(target, source)
    assert texts_of(target) == []
    assert [draft.text for draft in left_drafts(consultation.pk)[target.pk]] == [TWO.text]


def test_what_is_left_is_found_however_far_the_members_went(consultation: Consultation) -> None:
    first, second, third = (
        group_of(published(consultation, comment=text))
        for text in ("Убрать штраф.", "Дворы открыть.", "Снег вывозить днём.")
    )
    drafted(first, ONE)
    drafted(second, TWO)
    drafted(third, AnswerData("noted", "opinion", "Третий ответ о снеге."))
    merge(second, first)
    merge(third, second)
    assert {draft.text for draft in left_drafts(consultation.pk)[third.pk]} == {ONE.text, TWO.text}


@pytest.mark.parametrize("how", ["merge", "move"])
def test_what_comes_in_lifts_the_agreement(how: str, groups: list[ArgumentGroup]) -> None:
    target, source = groups
    draft = drafted(target)
    agree(draft)
    shown = {target.pk: draft.version}
    if how == "merge":
        merge(target, source)
    else:
        move_members(
            actor=None, group=source, items=list(source.items.all()), target=target,
            now=timezone.now(),
        )  # fmt: skip
    draft.refresh_from_db()
    assert draft.agreement is None
    # Whoever has the page of before the change open is told.
    with pytest.raises(StaleDraft):
        publish_answers(
            actor=None, consultation=target.consultation, versions=shown, now=timezone.now()
        )


def test_what_leaves_takes_nothing_from_what_was_agreed(consultation: Consultation) -> None:
    group = group_of(published(consultation, comment="Дворы открыть до ночи."))
    item = ArgumentItem.objects.create(group=group, comment=_apart(consultation))
    draft = drafted(group)
    agree(draft)
    change = split_group(actor=None, group=group, items=[item], now=timezone.now())
    draft.refresh_from_db()
    assert draft.agreement is not None
    assert texts_of(change.group) == []
    # The other half gets a draft, then both are one again: the agreed words stay, the others too.
    drafted(change.group, TWO)
    undo_change(actor=None, change=change, now=timezone.now())
    assert texts_of(group) == [ONE.text]
    assert [one.text for one in left_drafts(consultation.pk)[group.pk]] == [TWO.text]


def _apart(consultation: Consultation) -> Any:
    comment = published(consultation, comment="Совсем о другом: снег вывозить днём.")
    group = group_of(comment)
    ArgumentItem.objects.filter(comment=comment).delete()
    group.delete()
    return comment


def test_copies_that_come_by_themselves_lift_nothing(consultation: Consultation) -> None:
    words = "Сократить срок ответа до пяти дней, сейчас ждут месяц."
    group = group_of(published(consultation, comment=words))
    draft = drafted(group)
    agree(draft)
    assert group_of(published(consultation, comment=words)) == group
    draft.refresh_from_db()
    assert draft.agreement is not None


def test_undone_the_draft_goes_back(groups: list[ArgumentGroup]) -> None:
    target, source = groups
    drafted(source)
    change = merge(target, source)
    undo_change(actor=None, change=change, now=timezone.now())
    assert (texts_of(source), texts_of(target)) == ([ONE.text], [])
    draft = AnswerDraft.objects.get()
    source.refresh_from_db()
    assert (draft.origin, draft.version) == (None, source.answer_version)


def test_words_changed_for_the_new_group_stay_with_it(groups: list[ArgumentGroup]) -> None:
    target, source = groups
    drafted(source)
    change = merge(target, source)
    drafted(target, TWO)
    undo_change(actor=None, change=change, now=timezone.now())
    assert (texts_of(source), texts_of(target)) == ([], [TWO.text])


def test_the_assignee_comes_along_where_there_is_none(groups: list[ArgumentGroup]) -> None:
    target, source = groups
    first, second = UserFactory(), UserFactory()
    ArgumentGroup.objects.filter(pk=source.pk).update(assignee=first)
    merge(target, source)
    target.refresh_from_db()
    assert target.assignee == first
    other = group_of(published(target.consultation, comment="Снег вывозить днём."))
    ArgumentGroup.objects.filter(pk=other.pk).update(assignee=second)
    merge(target, other)
    target.refresh_from_db()
    assert target.assignee == first


def test_a_draft_left_behind_is_not_published(groups: list[ArgumentGroup]) -> None:
    target, source = groups
    drafted(target)
    left = drafted(source, TWO)
    merge(target, source)
    with pytest.raises(ConclusionsError) as refused:
        publish_answers(
            actor=None, consultation=target.consultation,
            versions={source.pk: left.version}, now=timezone.now(),
        )  # fmt: skip
    assert str(refused.value.code) == "nothing_drafted"
