"""The committee agrees an answer to one text, and the author replaces the text by another."""

from typing import Any

import pytest

from consultations.comments.models import ProvisionComment
from consultations.comments.services import revise_comment
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, StaleDraft
from consultations.conclusions.models import AnswerDraft, ArgumentItem
from consultations.conclusions.services import agree_answers, draft_answer, publish_answers
from consultations.process.models import Consultation
from tests.comments import NOW, RATIONALE, author, confirm, running, text, waiting
from tests.factories.conclusions import answered, group_of

pytestmark = pytest.mark.django_db

DATA = AnswerData("noted", "later_work", "Рассмотрим при подготовке следующего законопроекта.")
OTHER = "Совершенно иное: деньги бюджета некому считать."


@pytest.fixture
def consultation() -> Consultation:
    return running()


def said(consultation: Consultation) -> tuple[ProvisionComment, str]:
    done = confirm(waiting(consultation, words=text(RATIONALE)), NOW)
    return done.comment, done.secret


def agreed(comment: ProvisionComment) -> AnswerDraft:
    group = group_of(comment)
    draft = draft_answer(actor=None, group=group, data=DATA, now=NOW)
    agree_answers(
        actor=None, consultation=group.consultation, versions={group.pk: draft.version},
        sitting_on=NOW.date(), minutes_number="1", now=NOW,
    )  # fmt: skip
    return draft


@pytest.mark.parametrize("is_placed", [False, True])
def test_other_words_lift_the_agreement(is_placed: bool, consultation: Consultation) -> None:
    comment, secret = said(consultation)
    ArgumentItem.objects.update(is_placed=is_placed)
    group, draft = group_of(comment), agreed(comment)
    revise_comment(secret=secret, text=text(OTHER), now=NOW)
    assert group_of(comment) == group
    now_there = AnswerDraft.objects.get(group=group)
    assert (now_there.agreement, now_there.text) == (None, DATA.text)
    group.refresh_from_db()
    assert now_there.version == group.answer_version == draft.version + 1
    with pytest.raises(StaleDraft):
        draft_answer(actor=None, group=group, data=DATA, now=NOW, seen_version=draft.version)
    with pytest.raises(ConclusionsError) as refusal:
        publish_answers(
            actor=None, consultation=consultation, versions={group.pk: now_there.version},
            now=NOW, despite_flaws=[group.pk],
        )  # fmt: skip
    assert refusal.value.code == ConclusionsProblem.NOT_AGREED


def test_the_same_words_in_other_letters_lift_nothing(consultation: Consultation) -> None:
    comment, secret = said(consultation)
    draft = agreed(comment)
    revise_comment(secret=secret, text=text(RATIONALE.upper()), now=NOW)
    kept = AnswerDraft.objects.get()
    assert kept.agreement is not None
    assert kept.version == draft.version


def test_other_words_leave_an_answer_to_the_earlier_ones(consultation: Consultation) -> None:
    """The comments refuse it once it is answered; if that note is missing the answer is not taken
    over all the same."""
    comment, secret = said(consultation)
    group = group_of(comment)
    answered(group, DATA, now=NOW)
    ProvisionComment.objects.update(answered_at=None)
    revise_comment(secret=secret, text=text(OTHER), now=NOW)
    consultation.refresh_from_db()
    assert group_of(comment) != group
    assert group_of(comment).is_open
    assert consultation.open_items == 1
    assert ProvisionComment.objects.get().answered_at is None


def test_other_words_that_are_answered_already_are_answered(consultation: Consultation) -> None:
    comment, secret = said(consultation)
    done: Any = confirm(waiting(consultation, words=text(OTHER), by=_other()), NOW)
    answered(group_of(done.comment), DATA, now=NOW)
    revise_comment(secret=secret, text=text(OTHER), now=NOW)
    comment.refresh_from_db()
    assert group_of(comment) == group_of(done.comment)
    assert comment.answered_at is not None


def _other() -> Any:
    return author("other@veche.example")
