"""Objections of authors to answers: filed once, decided by a council's member with reasoning."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from consultations.comments.models import ProvisionComment
from consultations.comments.services.checking import reasons_in_texts
from consultations.conclusions import objection_mail
from consultations.conclusions.errors import ObjectionProblem, ObjectionRefused
from consultations.conclusions.events import (
    ANSWER_OBJECTION_DECIDED_KIND,
    ANSWER_OBJECTION_FILED_KIND,
    ANSWER_OBJECTION_TEXT_KIND,
)
from consultations.conclusions.models import (
    Answer,
    AnswerObjection,
    AnswerObjectionOutcome,
    ArgumentGroup,
    TextState,
)
from consultations.conclusions.selectors.objections import (
    DECIDING_TERM,
    REVISION_TERM,
    present_answer,
    standing_of,
)
from consultations.conclusions.selectors.reviewers import may_review
from consultations.conclusions.services.groups import add_open, lock, refresh
from consultations.conclusions.services.reviewing import hand_to, next_reviewer
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.selectors import email_hash
from core.journal import services as journal
from core.rules import selectors as rules

MAX_TEXT: Final = 4000
REMINDER: Final = "objection.answer.reminder"


@transaction.atomic
def file_answer_objection(
    *, actor: User | None, comment: ProvisionComment, text: str, now: dt.datetime
) -> AnswerObjection:
    """The author of a published proposal objects to the answer, once, also after the conclusion.

    Whoever calls it knows that it is the author (by the link, or by the account). It goes to a
    named member, or waits until one is named; the term runs either way. A text that would be held
    as a comment is not public until the organiser has looked at it. Raises ObjectionRefused
    (no_text, too_long, objected_already, not_published, no_answer, no_term, term_over).
    """
    text = _checked(text, ObjectionProblem.NO_TEXT)
    consultation = lock(comment.consultation_id)
    current = ProvisionComment.objects.select_related("contact").get(pk=comment.pk)
    standing = standing_of(current, now=now)
    if standing.problem is not None:
        raise ObjectionRefused(standing.problem)
    today = timezone.localdate(now)
    deciding = rules.explain_dues([(DECIDING_TERM, today)])[0]
    if deciding is None or standing.group is None or standing.answer is None:
        raise ObjectionRefused(ObjectionProblem.NO_TERM)
    objection = AnswerObjection.objects.create(
        consultation=consultation,
        group=standing.group,
        answer=standing.answer,
        comment=current,
        person=current.contact.email_hash,
        text=text,
        text_state=TextState.HELD if _is_held(consultation, text) else TextState.SHOWN,
        filed_at=now,
        due_on=deciding.day,
    )
    _note(objection, ANSWER_OBJECTION_FILED_KIND, now)
    hand_to(objection, next_reviewer(consultation, objection.person, now), now)
    return objection


@transaction.atomic
def decide_answer_objection(
    *,
    actor: User,
    objection: AnswerObjection,
    outcome: str,
    reasoning: str,
    now: dt.datetime,
    seen_answer: int | None = None,
) -> AnswerObjection:
    """The named member upholds an objection, and another answer is due, or rejects it, or says
    that it was justified and the committee has answered anew in the meantime.

    `seen_answer`: id of the answer to the proposal that the member saw; needed for anything but a
    rejection if it is another one than the author objected to. The author gets a letter, and of an
    upheld one the committee as well; everybody can read the reasoning. Raises ObjectionRefused
    (no_outcome, no_reasoning, too_long, decided_already, not_yours, no_reviewer, own_objection,
    answered_since, not_answered_since).
    """
    if outcome not in AnswerObjectionOutcome.values:
        raise ObjectionRefused(ObjectionProblem.NO_OUTCOME)
    reasoning = _checked(reasoning, ObjectionProblem.NO_REASONING)
    consultation = lock(objection.consultation_id)
    current = (
        AnswerObjection.objects.select_for_update(of=("self",))
        .select_related("reviewer", "comment__contact")
        .get(pk=objection.pk)
    )
    _check_decider(current, consultation, actor, now)
    present = present_answer(current)
    _check_seen(current, outcome, present, seen_answer)
    current.outcome, current.reasoning, current.decided_at = outcome, reasoning, now
    current.save(update_fields=["outcome", "reasoning", "decided_at"])
    if outcome == AnswerObjectionOutcome.UPHELD:
        contest_answer(consultation=consultation, objection=current, answer=present)
        due = rules.explain_dues([(REVISION_TERM, timezone.localdate(now))])[0]
        objection_mail.tell_committee(current, due.day if due else None)
    _note(current, ANSWER_OBJECTION_DECIDED_KIND, now)
    objection_mail.tell_author(current)
    return current


@transaction.atomic
def judge_objection_text(
    *, actor: User | None, objection: AnswerObjection, ground: str, now: dt.datetime
) -> AnswerObjection:
    """Publishes the text of an objection (`ground` empty), or hides it on a ground of the rules;
    the objection itself goes on. Raises ObjectionRefused (unknown_ground, judged_so_already)."""
    lock(objection.consultation_id)
    current = AnswerObjection.objects.select_for_update().get(pk=objection.pk)
    grounds = rules.moderation_grounds(timezone.localdate(now))
    found = next((one for one in grounds if one.code == ground), None)
    if ground and found is None:
        raise ObjectionRefused(ObjectionProblem.UNKNOWN_GROUND)
    state = TextState.HIDDEN if found is not None else TextState.SHOWN
    title = found.title if found is not None else ""
    if (current.text_state, current.text_ground) == (state, title):
        raise ObjectionRefused(ObjectionProblem.JUDGED_SO_ALREADY)
    current.text_state, current.text_ground = state, title
    current.save(update_fields=["text_state", "text_ground"])
    journal.record(
        kind=ANSWER_OBJECTION_TEXT_KIND,
        subject_type="argument",
        subject_id=current.group_id,
        body={
            "consultation": current.consultation_id,
            "objection": current.pk,
            "state": str(state),
            "ground": ground,
        },
        at=now,
        actor_role="secretary" if actor else "",
    )
    return current


def _is_held(consultation: Consultation, text: str) -> bool:
    """By the rules for comments (moderation does not stand on who writes)."""
    return consultation.premoderated or bool(reasons_in_texts([text]))


def contest_answer(
    *, consultation: Consultation, objection: AnswerObjection, answer: Answer | None
) -> None:
    """The `answer` to a proposal has not stood up: another one is due, in the group where the
    proposal is by now. Before the conclusion the group is open again; after it nothing is counted
    anew, but the committee may revise the answer. Under the caller's lock of the consultation."""
    objection.faulted = answer
    objection.save(update_fields=["faulted"])
    group = ArgumentGroup.objects.get(items__comment=objection.comment_id)
    add_open(consultation, refresh(group))


def _check_seen(
    objection: AnswerObjection, outcome: str, present: Answer | None, seen_answer: int | None
) -> None:
    """Nobody sends the committee back to its desk without having read what it says by now."""
    is_anew = present is not None and present.pk != objection.answer_id
    if outcome == AnswerObjectionOutcome.ANSWERED and not is_anew:
        raise ObjectionRefused(ObjectionProblem.NOT_ANSWERED_SINCE)
    if outcome == AnswerObjectionOutcome.REJECTED or present is None or not is_anew:
        return
    if seen_answer != present.pk:
        raise ObjectionRefused(ObjectionProblem.ANSWERED_SINCE)


def remind_reviewers(*, now: dt.datetime) -> int:
    """One letter before the term of an objection ends; returns how many were new."""
    today = timezone.localdate(now)
    soon = rules.duration(REMINDER, today)
    waiting = AnswerObjection.objects.waiting().filter(
        reviewer__isnull=False, due_on__gte=today, due_on__lte=today + soon
    )
    return sum(objection_mail.remind_reviewer(one) for one in waiting.with_sources())


def _checked(text: str, missing: ObjectionProblem) -> str:
    text = text.strip()
    if not text:
        raise ObjectionRefused(missing)
    if len(text) > MAX_TEXT:
        raise ObjectionRefused(ObjectionProblem.TOO_LONG)
    return text


def _check_decider(
    objection: AnswerObjection, consultation: Consultation, actor: User, now: dt.datetime
) -> None:
    if objection.outcome:
        raise ObjectionRefused(ObjectionProblem.DECIDED_ALREADY)
    if objection.reviewer is None or objection.reviewer.user_id != actor.pk:
        raise ObjectionRefused(ObjectionProblem.NOT_YOURS)
    if not may_review(consultation, actor, now=now):
        raise ObjectionRefused(ObjectionProblem.NO_REVIEWER)
    if email_hash(actor.email) == objection.person:
        raise ObjectionRefused(ObjectionProblem.OWN_OBJECTION)


def _note(objection: AnswerObjection, kind: str, now: dt.datetime) -> None:
    journal.record(
        kind=kind,
        subject_type="argument",
        subject_id=objection.group_id,
        body={
            "consultation": objection.consultation_id,
            "objection": objection.pk,
            "outcome": str(objection.outcome),
        },
        at=now,
        actor_role="member" if objection.outcome else "",
    )
    Consultation.objects.filter(pk=objection.consultation_id).public_changed()
