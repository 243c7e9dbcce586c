"""Argument groups and the count of what is still open. Called by receivers in the transaction of
the change itself, because somebody could sign in the second in which the count is wrong."""

from collections.abc import Collection
from typing import Final

from django.db import transaction
from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet
from django.db.models.functions import Greatest

from consultations.comments.events import CommentStatusChanged
from consultations.comments.models import CommentStatus, Objection, ProvisionComment
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem
from consultations.conclusions.models import Answer, ArgumentGroup, ArgumentItem
from consultations.conclusions.models.groups import WHOLE_BILL
from consultations.conclusions.querysets import shown_q
from consultations.expertise.events import OpinionAdopted
from consultations.expertise.models import Remark
from consultations.process.models import Consultation, ConsultationStatus
from drafts.models import Provision

_PORTION: Final = 500


@transaction.atomic
def place_comment(*, event: CommentStatusChanged) -> None:
    """Keeps groups and open items true after the status of a comment changed.

    A published comment of its own gets a group; a hidden or withdrawn one leaves the count and
    comes back with its restoring; a held one (a reply as well) counts as open itself. Raises
    ConclusionsError (concluded) if something would wait for an answer after the conclusion.
    """
    consultation = lock(event.consultation_id)
    delta = (event.new == CommentStatus.HELD) - (event.old == CommentStatus.HELD)
    if not event.is_reply:
        delta += _place(event)
    add_open(consultation, delta)


def _place(event: CommentStatusChanged) -> int:
    """By how much the number of open groups changed."""
    item = ArgumentItem.objects.filter(comment_id=event.comment_id).select_related("group").first()
    if item is not None:
        return refresh(item.group)
    if event.new != CommentStatus.PUBLISHED:
        return 0
    group = ArgumentGroup.objects.create(
        consultation_id=event.consultation_id,
        provision_id=event.provision_id,
        position=_positions([event.provision_id]).get(event.provision_id, WHOLE_BILL),
    )
    ArgumentItem.objects.create(group=group, comment_id=event.comment_id)
    return 1


@transaction.atomic
def place_remark(*, event: OpinionAdopted) -> None:
    """Gives each remark of an adopted opinion a group of its own; safe to repeat.

    A remark that a correction takes over word for word keeps its group with its answer; the others
    of the superseded opinion no longer wait for one.
    """
    consultation = lock(event.consultation_id)
    closed = 0 if event.superseded_id is None else _follow(event.opinion_id, event.superseded_id)
    remarks = Remark.objects.filter(opinion_id=event.opinion_id, argument=None)
    add_open(consultation, closed + _group_remarks(consultation, remarks))


def _follow(opinion_id: int, superseded_id: int) -> int:
    """By how much the number of open groups changed."""
    remarks = Remark.objects.filter(opinion=opinion_id, origin__argument__isnull=False)
    for remark in remarks.filter(argument=None).select_related("origin__argument"):
        if remark.origin is not None and _words(remark) == _words(remark.origin):
            item = remark.origin.argument
            item.remark = remark
            item.save(update_fields=["remark"])
    # All of them: those that followed were closed while their old remark was on its way out.
    opinions = [opinion_id, superseded_id]
    groups = ArgumentGroup.objects.filter(items__remark__opinion__in=opinions).distinct()
    return sum(refresh(group) for group in groups)


def _words(remark: Remark) -> tuple[object, ...]:
    """What an answer speaks to."""
    return (remark.provision_id, remark.text, remark.proposed_text, remark.norm, remark.importance)


@transaction.atomic
def recount_open_items(*, consultation: Consultation) -> int:
    """Counts anew what is open, whatever the counter says; returns it.

    Groups that are missing or wrongly marked are put right, so that nothing published can be left
    without an answer by a fault elsewhere.
    """
    current = lock(consultation.pk)
    _group_remarks(
        current,
        Remark.objects.filter(
            opinion__consultation=current, opinion__status="adopted", argument=None
        ),
    )
    comments = ProvisionComment.objects.in_consultation(current.pk)
    _group_comments(current, comments.published().proposals().filter(argument=None).order_by("pk"))
    groups = ArgumentGroup.objects.filter(consultation=current)
    due = _due(groups)
    groups.filter(is_open=False, pk__in=due.values("pk")).update(is_open=True)
    groups.filter(is_open=True).exclude(pk__in=due.values("pk")).update(is_open=False)
    objections = Objection.objects.filter(comment__consultation=current, outcome="").count()
    total = groups.filter(is_open=True).count() + comments.held().count() + objections
    Consultation.objects.filter(pk=current.pk).update(open_items=total)
    return total


def lock(consultation_id: int) -> Consultation:
    """The consultation, locked until the end of the transaction: every change of groups and of
    the count takes its turn here. (On SQLite the transaction itself locks the database.)"""
    return Consultation.objects.locked().get(pk=consultation_id)


def refresh(group: ArgumentGroup) -> int:
    """Marks the group by what is in it now; returns 1 if it opened, -1 if it closed, else 0."""
    is_due = _due(ArgumentGroup.objects.filter(pk=group.pk)).exists()
    delta = int(is_due) - int(group.is_open)
    if delta:
        ArgumentGroup.objects.filter(pk=group.pk).update(is_open=is_due)
        group.is_open = is_due
    return delta


def add_open(consultation: Consultation, delta: int) -> None:
    """Moves the counter. Raises ConclusionsError (concluded)."""
    if not delta:
        return
    if delta > 0 and consultation.status == ConsultationStatus.CONCLUDED:
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    moved = Greatest(F("open_items") + delta, 0, output_field=IntegerField())
    Consultation.objects.filter(pk=consultation.pk).update(open_items=moved)


def _due(groups: QuerySet[ArgumentGroup]) -> QuerySet[ArgumentGroup]:
    """Those with a published comment or a remark, and no answer yet."""
    items = ArgumentItem.objects.filter(shown_q(), group=OuterRef("pk"))
    return groups.filter(
        Exists(items), ~Exists(Answer.objects.current().filter(group=OuterRef("pk")))
    )


def _positions(provision_ids: Collection[int | None]) -> dict[int | None, int]:
    found = Provision.objects.filter(pk__in={pk for pk in provision_ids if pk is not None})
    return dict(found.values_list("pk", "position"))


def _group_remarks(consultation: Consultation, remarks: QuerySet[Remark]) -> int:
    rows = list(remarks.order_by("opinion", "position").values_list("pk", "provision_id"))
    groups = _groups(consultation, [provision for _pk, provision in rows])
    ArgumentItem.objects.bulk_create(
        [
            ArgumentItem(group=group, remark_id=pk)
            for group, (pk, _provision) in zip(groups, rows, strict=True)
        ],
        batch_size=_PORTION,
    )
    return len(groups)


def _group_comments(consultation: Consultation, comments: QuerySet[ProvisionComment]) -> int:
    rows = list(comments.values_list("pk", "provision_id"))
    groups = _groups(consultation, [provision for _pk, provision in rows])
    ArgumentItem.objects.bulk_create(
        [
            ArgumentItem(group=group, comment_id=pk)
            for group, (pk, _provision) in zip(groups, rows, strict=True)
        ],
        batch_size=_PORTION,
    )
    return len(groups)


def _groups(
    consultation: Consultation, provision_ids: Collection[int | None]
) -> list[ArgumentGroup]:
    """New groups of one, in the order given."""
    positions = _positions(provision_ids)
    return ArgumentGroup.objects.bulk_create(
        [
            ArgumentGroup(
                consultation=consultation,
                provision_id=provision_id,
                position=positions.get(provision_id, WHOLE_BILL),
            )
            for provision_id in provision_ids
        ],
        batch_size=_PORTION,
    )
