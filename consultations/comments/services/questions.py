"""The organiser's questions: written before the event opens, fixed until the first answer."""

import datetime as dt
from typing import Any, Final

from django.db import transaction
from django.db.models import Max

from consultations.comments.domain.questions import MAX_QUESTIONS, QuestionText, wording
from consultations.comments.errors import QuestionError, QuestionProblem
from consultations.comments.events import (
    QUESTION_ADDED_KIND,
    QUESTION_CHANGED_KIND,
    QUESTION_MOVED_KIND,
    QUESTION_REMOVED_KIND,
)
from consultations.comments.models import Question, QuestionAnswer, QuestionKind, QuestionOption
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import User
from core.journal import services as journal
from drafts.models import Provision

_WRITABLE: Final = (Phase.ANNOUNCED, Phase.OPEN)
_NOWHERE: Final = 0  # places begin at 1


@transaction.atomic
def add_question(
    *,
    actor: User | None,
    consultation: Consultation,
    provision: Provision | None,
    text: QuestionText,
    now: dt.datetime,
) -> Question:
    """Puts a question at the end of the list; no provision means the bill as a whole.

    Raises QuestionError (too_late, frozen, too_many_questions, wrong_place, and the faults of
    `QuestionText.problem`).
    """
    current = _writable(consultation.pk, now)
    text = _checked(current, provision, text)
    mine = Question.objects.filter(consultation=current)
    if mine.count() >= MAX_QUESTIONS:
        raise QuestionError(QuestionProblem.TOO_MANY_QUESTIONS)
    last = mine.aggregate(last=Max("position"))["last"] or 0
    question = Question.objects.create(
        consultation=current,
        provision=provision,
        position=last + 1,
        kind=text.kind,
        text=text.text,
    )
    _set_options(question, text)
    _note(QUESTION_ADDED_KIND, question, text, actor, now)
    return question


@transaction.atomic
def change_question(
    *,
    actor: User | None,
    question: Question,
    provision: Provision | None,
    text: QuestionText,
    now: dt.datetime,
) -> Question:
    """Other words, options or another provision; raises as `add_question` does."""
    current = _writable(question.consultation_id, now)
    text = _checked(current, provision, text)
    question.provision, question.kind, question.text = provision, text.kind, text.text
    question.save(update_fields=["provision", "kind", "text"])
    _set_options(question, text)
    _note(QUESTION_CHANGED_KIND, question, text, actor, now)
    return question


@transaction.atomic
def remove_question(*, actor: User | None, question: Question, now: dt.datetime) -> None:
    """Takes a question off the list that nobody has answered. Raises QuestionError (too_late,
    frozen)."""
    _writable(question.consultation_id, now)
    _note(QUESTION_REMOVED_KIND, question, None, actor, now)
    question.delete()


@transaction.atomic
def move_question(*, actor: User | None, question: Question, up: bool, now: dt.datetime) -> bool:
    """Changes places with the question before (`up`) or after it; False if there is none. Raises
    QuestionError (too_late, frozen)."""
    _writable(question.consultation_id, now)
    question.refresh_from_db(fields=["position"])
    others = Question.objects.filter(consultation=question.consultation_id)
    if up:
        other = others.filter(position__lt=question.position).order_by("-position").first()
    else:
        other = others.filter(position__gt=question.position).order_by("position").first()
    if other is None:
        return False
    here, there = question.position, other.position
    for moved, place in ((question, _NOWHERE), (other, here), (question, there)):
        moved.position = place
        moved.save(update_fields=["position"])
    _note(QUESTION_MOVED_KIND, question, None, actor, now)
    return True


def _writable(pk: int, now: dt.datetime) -> Consultation:
    """The consultation under its lock. Answers are written under it too, so that no question
    changes while somebody answers it."""
    consultation = Consultation.objects.locked().get(pk=pk)
    if consultation.phase_at(now) not in _WRITABLE:
        raise QuestionError(QuestionProblem.TOO_LATE)
    if QuestionAnswer.objects.filter(question__consultation=consultation).exists():
        raise QuestionError(QuestionProblem.FROZEN)
    return consultation


def _checked(
    consultation: Consultation, provision: Provision | None, text: QuestionText
) -> QuestionText:
    if provision is not None and provision.version_id != consultation.version_id:
        raise QuestionError(QuestionProblem.WRONG_PLACE)
    if text.kind not in QuestionKind.values:
        raise QuestionError(QuestionProblem.UNKNOWN_KIND)
    text = text.cleaned()
    problem = text.problem()
    if problem is not None:
        raise QuestionError(QuestionProblem(problem))
    return text


def _set_options(question: Question, text: QuestionText) -> None:
    question.options.all().delete()
    QuestionOption.objects.bulk_create(
        QuestionOption(question=question, position=place, text=option)
        for place, option in enumerate(text.options, start=1)
    )


def _note(
    kind: str, question: Question, text: QuestionText | None, actor: User | None, now: dt.datetime
) -> None:
    """The journal holds no words, but their hash: what was asked first can be shown."""
    body: dict[str, Any] = {"question": question.pk, "position": question.position}
    if text is not None:
        body["wording"] = wording([(text.kind, text.text, *text.options)])
        body |= {"provision": question.provision_id, "options": len(text.options)}
    journal.record(
        kind=kind,
        subject_type="consultation",
        subject_id=question.consultation_id,
        body=body,
        at=now,
        actor_role="organiser" if actor else "",
    )
