"""Who decides objections to answers: named by the organiser, each gets the next one in turn."""

import datetime as dt

from django.db import transaction

from consultations.conclusions import objection_mail
from consultations.conclusions.errors import ObjectionProblem, ObjectionRefused
from consultations.conclusions.events import (
    ANSWER_OBJECTION_MOVED_KIND,
    REVIEWER_NAMED_KIND,
    REVIEWER_RELEASED_KIND,
)
from consultations.conclusions.models import AnswerObjection, Reviewer
from consultations.conclusions.selectors.reviewers import candidates, reviewers
from consultations.conclusions.services.groups import lock
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.accounts.policy import office
from core.accounts.selectors import email_hash
from core.journal import services as journal

MAX_REASON = 500


@transaction.atomic
def name_reviewer(
    *, actor: User | None, consultation: Consultation, user: User, now: dt.datetime
) -> Reviewer:
    """Makes a member decide objections; those that wait for somebody are given out at once.

    Raises ObjectionRefused (no_reviewer, named_already, role_over).
    """
    locked = lock(consultation.pk)
    _check_organiser(actor, locked, now)
    found = candidates(locked, now=now, only=[user.pk])
    if not found:
        raise ObjectionRefused(ObjectionProblem.NO_REVIEWER)
    if Reviewer.objects.standing().filter(consultation=locked, user=user).exists():
        raise ObjectionRefused(ObjectionProblem.NAMED_ALREADY)
    reviewer = Reviewer.objects.create(
        consultation=locked,
        user=user,
        council_id=found[0].council_id,
        named_at=now,
        named_by=actor,
    )
    _note(REVIEWER_NAMED_KIND, reviewer, actor, now)
    for objection in AnswerObjection.objects.with_nobody().filter(consultation=locked):
        hand_to(objection, next_reviewer(locked, objection.person, now), now)
    return reviewer


@transaction.atomic
def release_reviewer(*, actor: User | None, reviewer: Reviewer, now: dt.datetime) -> Reviewer:
    """Releases a member; what the member had to decide goes to the others, or waits.

    Raises ObjectionRefused (released_already, role_over).
    """
    consultation = lock(reviewer.consultation_id)
    _check_organiser(actor, consultation, now)
    current = Reviewer.objects.select_for_update(of=("self",)).get(pk=reviewer.pk)
    if current.released_at is not None:
        raise ObjectionRefused(ObjectionProblem.RELEASED_ALREADY)
    current.released_at = now
    current.save(update_fields=["released_at"])
    _note(REVIEWER_RELEASED_KIND, current, actor, now)
    for objection in current.objections.waiting():
        hand_to(objection, next_reviewer(consultation, objection.person, now), now)
    return current


@transaction.atomic
def reassign_objection(
    *,
    actor: User | None,
    objection: AnswerObjection,
    reviewer: Reviewer,
    reason: str,
    now: dt.datetime,
) -> AnswerObjection:
    """Gives an objection to another of the named members; the reason is public.

    Raises ObjectionRefused (no_reason, too_long, decided_already, same_reviewer, no_reviewer,
    own_objection, role_over).
    """
    reason = reason.strip()
    if not reason:
        raise ObjectionRefused(ObjectionProblem.NO_REASON)
    if len(reason) > MAX_REASON:
        raise ObjectionRefused(ObjectionProblem.TOO_LONG)
    consultation = lock(objection.consultation_id)
    _check_organiser(actor, consultation, now)
    current = AnswerObjection.objects.select_for_update(of=("self",)).get(pk=objection.pk)
    if current.outcome:
        raise ObjectionRefused(ObjectionProblem.DECIDED_ALREADY)
    if current.reviewer_id == reviewer.pk:
        raise ObjectionRefused(ObjectionProblem.SAME_REVIEWER)
    _check_reviewer(consultation, reviewer, current, now)
    hand_to(current, reviewer, now, reason=reason)
    return current


@transaction.atomic
def hand_over_stranded(*, now: dt.datetime) -> int:
    """Objections of members who may not decide any more (their term has ended, or a conflict was
    declared) go to the others, or wait visibly; returns how many."""
    waiting = AnswerObjection.objects.waiting().filter(reviewer__isnull=False)
    places = list(waiting.order_by().values_list("consultation", flat=True).distinct())
    moved = 0
    for consultation in Consultation.objects.filter(pk__in=places).order_by("pk"):
        may = {one.user.pk for one in candidates(consultation, now=now)}
        stranded = waiting.filter(consultation=consultation).exclude(reviewer__user__in=may)
        for objection in stranded:
            hand_to(objection, next_reviewer(consultation, objection.person, now), now)
            moved += 1
    return moved


def next_reviewer(consultation: Consultation, person: str, now: dt.datetime) -> Reviewer | None:
    """The member with the fewest objections to decide, the one named first among equals; never
    the author (`person`: hash of the e-mail), nor who may not decide any more."""
    named = reviewers(consultation)
    users = [one.user_id for one in named]
    may = {one.user.pk for one in candidates(consultation, now=now, only=users)} if named else ()
    free = [one for one in named if one.user_id in may and email_hash(one.user.email) != person]
    return min(free, key=lambda one: (one.open_count, one.named_at, one.pk), default=None)


def hand_to(
    objection: AnswerObjection, reviewer: Reviewer | None, now: dt.datetime, *, reason: str = ""
) -> None:
    """Gives an objection to a member, who gets a letter, or back to the organiser (None)."""
    if objection.reviewer_id == (reviewer.pk if reviewer else None):
        return
    had_somebody = objection.reviewer_id is not None
    objection.reviewer, objection.assigned_at = reviewer, now if reviewer else None
    objection.handover_reason = reason
    objection.save(update_fields=["reviewer", "assigned_at", "handover_reason"])
    if had_somebody:
        journal.record(
            kind=ANSWER_OBJECTION_MOVED_KIND,
            subject_type="argument",
            subject_id=objection.group_id,
            body={
                "consultation": objection.consultation_id,
                "objection": objection.pk,
                "reviewer": reviewer.pk if reviewer else None,
            },
            at=now,
            actor_role="secretary" if reason else "",
        )
    if reviewer is not None:
        objection_mail.tell_reviewer(objection)


def _check_organiser(actor: User | None, consultation: Consultation, now: dt.datetime) -> None:
    """Whoever names and releases holds the place now, whatever the page said a minute ago."""
    roles = (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    if actor is not None and office(actor, consultation.organiser_id, roles, now=now) is None:
        raise ObjectionRefused(ObjectionProblem.ROLE_OVER)


def _check_reviewer(
    consultation: Consultation, reviewer: Reviewer, objection: AnswerObjection, now: dt.datetime
) -> None:
    stands = reviewer.released_at is None and reviewer.consultation_id == consultation.pk
    if not stands or not candidates(consultation, now=now, only=[reviewer.user_id]):
        raise ObjectionRefused(ObjectionProblem.NO_REVIEWER)
    if email_hash(reviewer.user.email) == objection.person:
        raise ObjectionRefused(ObjectionProblem.OWN_OBJECTION)


def _note(kind: str, reviewer: Reviewer, actor: User | None, now: dt.datetime) -> None:
    journal.record(
        kind=kind,
        subject_type="consultation",
        subject_id=reviewer.consultation_id,
        body={"reviewer": reviewer.pk, "council": reviewer.council_id},
        at=now,
        actor_role="secretary" if actor else "",
    )
