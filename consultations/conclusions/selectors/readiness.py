"""What stands between now and the signatures: the committee's first, then the organiser's."""

import datetime as dt
from dataclasses import replace
from typing import Final

from django.db.models import Count, Max, QuerySet
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.comments.models import AnswerSheet, Objection, PendingComment, ProvisionComment
from consultations.comments.selectors import waiting_joins
from consultations.conclusions.domain.blockers import (
    Blocker,
    BlockerItem,
    Found,
    Situation,
    blockers,
    of_organiser,
)
from consultations.conclusions.models import ArgumentGroup
from consultations.conclusions.selectors.documents import basis_of
from consultations.hearings.models import MINUTED_FORMS
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation, Referral

SHOWN: Final = 20


def finalise_blockers(consultation: Consultation, now: dt.datetime) -> list[Blocker]:
    """What must happen before the committee can sign its summary; empty: it can.

    At most thirteen queries, three more where there are hearings. Each blocker counts exactly and
    lists the first twenty things with links. A council whose term has passed does not block: the
    documents say so instead. After the conclusion nothing is in the way but answers that have not
    stood up to an objection.
    """
    return blockers(_situation(consultation, now))


def conclusion_blockers(consultation: Consultation, now: dt.datetime) -> list[Blocker]:
    """What must happen before the organiser can sign the conclusion: the same, and the committee's
    signature under a summary on which it may be built (`basis_of`); two queries more."""
    situation = _situation(consultation, now)
    return blockers(replace(situation, summary=_summary(consultation, now)))


def lapsed_blockers(consultation: Consultation, now: dt.datetime) -> list[Blocker]:
    """What the organiser must do itself before it signs without the committee's position."""
    return of_organiser(finalise_blockers(consultation, now))


def _situation(consultation: Consultation, now: dt.datetime) -> Situation:
    phase = consultation.phase_at(now)
    if phase is Phase.CONCLUDED:
        contested = ArgumentGroup.objects.filter(consultation=consultation, is_contested=True)
        groups, nothing = _groups(contested.answerable().order_by("position", "pk")), Found()
        return Situation(None, groups, nothing, nothing, nothing, nothing, nothing)
    is_open = phase in (Phase.ANNOUNCED, Phase.OPEN)
    return Situation(
        window_day=consultation.closes_on if is_open else None,
        proposals=_proposals(_open_groups(consultation)),
        remarks=_groups(_open_groups(consultation).with_remarks()),
        held=_held(consultation),
        objections=_objections(consultation),
        unconfirmed=_unconfirmed(consultation, now),
        opinions=_opinions(consultation, timezone.localdate(now)),
        sheets=_sheets(consultation, now),
        joins=_joins(consultation, now),
        recommendations=_recommendations(consultation),
    )


def _summary(consultation: Consultation, now: dt.datetime) -> Found:
    """Whether the committee must sign first."""
    if consultation.is_control or basis_of(consultation, now) is not None:
        return Found()
    if consultation.phase_at(now) is Phase.CONCLUDED and not consultation.summaries.exists():
        return Found()  # of a time in which there were none
    responder = consultation.responder
    url = reverse("conclusions:sign_summary", args=[consultation.pk])
    return Found(1, (BlockerItem(responder.name, url=url, day=consultation.answer_due_on),))


def _open_groups(consultation: Consultation) -> QuerySet[ArgumentGroup]:
    groups = ArgumentGroup.objects.filter(consultation=consultation)
    return groups.needing_answer().order_by("position", "pk")


def _recommendations(consultation: Consultation) -> Found:
    """Of hearings; no query for a form that has none."""
    if consultation.form not in MINUTED_FORMS:
        return Found()
    return _groups(_open_groups(consultation).with_recommendations())


def _proposals(groups: QuerySet[ArgumentGroup]) -> Found:
    """Those with comments. There are many of them and few of the others, so these are counted."""
    found = _groups(groups.with_comments(), is_counted=False)
    if found.count < SHOWN:
        return found
    others = groups.without_comments()
    return replace(found, count=groups.count() - others.count())


def _groups(groups: QuerySet[ArgumentGroup], *, is_counted: bool = True) -> Found:
    shown = groups.with_items()[:SHOWN]
    items = tuple(
        BlockerItem(
            title=_who(group),
            path=group.provision.path if group.provision else "",
            url=reverse("conclusions:answer", args=[group.pk]),
        )
        for group in shown
    )
    goes_on = is_counted and len(items) == SHOWN
    return Found(groups.count() if goes_on else len(items), items)


def _who(group: ArgumentGroup) -> str:
    """Whose proposal or remark it is; of several, the first."""
    for item in group.shown_items:
        if item.remark is not None:
            return item.remark.opinion.council.name
        if item.recommendation is not None:
            return _("Participants of the hearings")
        if item.comment is not None and item.comment.is_visible:
            return item.comment.author_name
    return ""


def _held(consultation: Consultation) -> Found:
    held = ProvisionComment.objects.in_consultation(consultation.pk).held()
    shown = held.with_author().order_by("pk")[:SHOWN]
    items = tuple(
        BlockerItem(
            title=comment.author_name,
            path=comment.provision.path if comment.provision else "",
            url=_address("comments:moderate", comment.pk),
        )
        for comment in shown
    )
    return Found(held.count() if len(items) == SHOWN else len(items), items)


def _objections(consultation: Consultation) -> Found:
    """Of authors to moderation, that wait for a decision."""
    waiting = Objection.objects.filter(comment__consultation=consultation, outcome="")
    items = tuple(
        BlockerItem(
            title=objection.comment.receipt_code,
            path=objection.comment.provision.path if objection.comment.provision else "",
            url=_address("comments:objection_decide", objection.pk),
            day=objection.due_on,
        )
        for objection in waiting.select_related("comment__provision")[:SHOWN]
    )
    return Found(waiting.count() if len(items) == SHOWN else len(items), items)


def _unconfirmed(consultation: Consultation, now: dt.datetime) -> Found:
    """Sent in time, still to be confirmed: they count from the moment of sending."""
    waiting = PendingComment.objects.waiting(now).filter(consultation=consultation)
    last = waiting.aggregate(last=Max("expires_at"))["last"]
    count = waiting.count() if last else 0
    return Found(count, day=timezone.localdate(last) if last else None)


def _sheets(consultation: Consultation, now: dt.datetime) -> Found:
    """Answers to the organiser's questions, sent in time, still to be confirmed; one query."""
    waiting = AnswerSheet.objects.filter(consultation=consultation, expires_at__gt=now)
    found = waiting.aggregate(count=Count("pk"), last=Max("expires_at"))
    return Found(found["count"], day=timezone.localdate(found["last"]) if found["last"] else None)


def _joins(consultation: Consultation, now: dt.datetime) -> Found:
    """People who have asked in time to join a proposal and may still confirm it."""
    count, last = waiting_joins(consultation, now)
    return Found(count, day=timezone.localdate(last) if last else None)


def _opinions(consultation: Consultation, today: dt.date) -> Found:
    waiting = Referral.objects.waiting().filter(consultation=consultation, due_on__gte=today)
    items = tuple(
        BlockerItem(
            title=referral.council.name,
            url=_address("desk:consultation", consultation.pk),
            day=referral.due_on,
        )
        for referral in waiting.select_related("council").order_by("due_on", "pk")
    )
    return Found(len(items), items)


def _address(name: str, pk: int) -> str:
    """An address of another app; empty where that app is not installed."""
    try:
        return reverse(name, args=[pk])
    except NoReverseMatch:
        return ""
