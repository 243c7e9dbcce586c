"""Argument groups and the count of what is still open. Called by receivers in the transaction of
the change itself, because somebody could sign in the second in which the count is wrong."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any, Final

from django.db import transaction
from django.db.models import (
    BooleanField,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
)
from django.db.models.functions import Greatest
from django.utils import timezone

from consultations.comments.events import CommentStatusChanged
from consultations.comments.models import CommentStatus, Objection, ProvisionComment
from consultations.comments.services import mark_answered
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem
from consultations.conclusions.events import GroupChanged, group_changed
from consultations.conclusions.models import (
    Answer,
    AnswerDraft,
    ArgumentGroup,
    ArgumentItem,
    ChangeKind,
    GroupChange,
    GroupMove,
)
from consultations.conclusions.models.groups import WHOLE_BILL
from consultations.conclusions.querysets import contested_q, shown_q
from consultations.conclusions.services import placing
from consultations.conclusions.services.placing import Found, Spoken
from consultations.expertise.events import OpinionAdopted
from consultations.expertise.models import Remark
from consultations.hearings.models import Recommendation
from consultations.process.models import Consultation, ConsultationStatus
from drafts.models import Provision

SHOWN: Final = shown_q("items__")


@dataclass(slots=True)
class Placed:
    """By how much the number of open groups changed, and the answer (its id) that the members who
    came to an answered group have to hear of."""

    opened: int = 0
    answer: int | None = None


@transaction.atomic
def place_comment(*, event: CommentStatusChanged) -> int | None:
    """Keeps groups and open items true after the status of a comment changed.

    A published comment finds the group that says the same, or gets one of its own; a hidden or
    withdrawn one leaves the count and comes back with its restoring; a held one (a reply as well)
    counts as open itself. Returns the id of an answer that its author has to hear of, because the
    group has been answered already. Raises ConclusionsError (concluded) if something would wait
    for an answer after the conclusion.
    """
    consultation = lock(event.consultation_id)
    delta = (event.new == CommentStatus.HELD) - (event.old == CommentStatus.HELD)
    placed = Placed() if event.is_reply else _placed(event, consultation)
    add_open(consultation, delta + placed.opened)
    return placed.answer


def _placed(event: CommentStatusChanged, consultation: Consultation) -> Placed:
    item = ArgumentItem.objects.filter(comment_id=event.comment_id).select_related("group").first()
    if item is not None:
        opened = refresh(item.group)
        # It may have been answered while it was hidden, and its author not told.
        is_back = event.new == CommentStatus.PUBLISHED
        return Placed(opened, hear(item.group, [event.comment_id]) if is_back else None)
    if event.new != CommentStatus.PUBLISHED:
        return Placed()
    comment = ProvisionComment.objects.select_related("provision").get(pk=event.comment_id)
    return _place(consultation, placing.comment_spoken(comment), comment=comment)


@transaction.atomic
def place_remark(*, event: OpinionAdopted) -> None:
    """Gives each remark of an adopted opinion its group; safe to repeat.

    A remark that a correction takes over word for word keeps its group with its answer; the others
    of the superseded opinion no longer wait for one.
    """
    consultation = lock(event.consultation_id)
    closed = 0 if event.superseded_id is None else _follow(event.opinion_id, event.superseded_id)
    if event.superseded_id is not None:
        outdate_summary(consultation.pk)
    remarks = Remark.objects.filter(opinion_id=event.opinion_id, argument=None)
    placed = _place_remarks(consultation, remarks)
    add_open(consultation, closed + placed)
    Consultation.objects.filter(pk=consultation.pk).public_changed()


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

    Groups that are missing, wrongly marked or wrongly counted are put right, so that nothing
    published can be left without an answer by a fault elsewhere.
    """
    current = lock(consultation.pk)
    _place_remarks(
        current,
        Remark.objects.filter(
            opinion__consultation=current, opinion__status="adopted", argument=None
        ),
    )
    place_rows(current, Recommendation.objects.to_answer().filter(minutes__consultation=current))
    comments = ProvisionComment.objects.in_consultation(current.pk)
    missing = comments.published().proposals().filter(argument=None).select_related("provision")
    for comment in missing.order_by("pk"):
        _place(current, placing.comment_spoken(comment), comment=comment)
    groups = ArgumentGroup.objects.filter(consultation=current)
    groups.filter(contested_q(), is_contested=False).update(is_contested=True)
    due = _due(groups)
    groups.filter(is_open=False, pk__in=due.values("pk")).update(is_open=True)
    groups.filter(is_open=True).exclude(pk__in=due.values("pk")).update(is_open=False)
    _recount_sizes(groups)
    objections = Objection.objects.filter(comment__consultation=current, outcome="").count()
    total = groups.filter(is_open=True).count() + comments.held().count() + objections
    if total:
        outdate_summary(current.pk)
    Consultation.objects.filter(pk=current.pk).update(open_items=total)
    Consultation.objects.filter(pk=current.pk).public_changed()
    return total


def _recount_sizes(groups: QuerySet[ArgumentGroup]) -> None:
    counted = groups.annotate(shown=Count("items", filter=SHOWN)).exclude(size=F("shown"))
    wrong = list(counted.order_by())
    for group in wrong:
        group.size = group.shown
    ArgumentGroup.objects.bulk_update(wrong, ["size"], batch_size=500)
    for group in wrong:
        tell(group.pk)


def lock(consultation_id: int) -> Consultation:
    """The consultation, locked until the end of the transaction: every change of groups and of
    the count takes its turn here. (On SQLite the transaction itself locks the database.)"""
    return Consultation.objects.locked().get(pk=consultation_id)


def refresh(group: ArgumentGroup, *, is_left: bool = False) -> int:
    """Marks and counts the group by what is in it now, a contest that came with its members as
    well; returns 1 if it opened, -1 if it closed, else 0. One query, two if something changed.

    `is_left`: members have gone from it, and a contest that was theirs alone with them.
    """
    rows = ArgumentGroup.objects.filter(pk=group.pk).annotate(
        shown=Count("items", filter=SHOWN),
        is_answered=Exists(Answer.objects.current().filter(group=OuterRef("pk"))),
        is_owed=ExpressionWrapper(contested_q(), output_field=BooleanField()),
    )
    kept = ("is_open", "size", "is_contested")
    now = rows.values("shown", "is_answered", "is_owed", "consultation__status", *kept).get()
    is_contested = now["is_owed"] or (now["is_contested"] and not is_left)
    stands = not is_contested or now["consultation__status"] == ConsultationStatus.CONCLUDED
    is_due = now["shown"] > 0 and not (now["is_answered"] and stands)
    marks = {"is_open": is_due, "size": now["shown"], "is_contested": is_contested}
    if marks != {name: now[name] for name in kept}:
        ArgumentGroup.objects.filter(pk=group.pk).update(**marks)
    group.is_open, group.size, group.is_contested = marks.values()
    tell(group.pk)
    return int(is_due) - int(now["is_open"])


def tell(group_id: int) -> None:
    """Sends the event of a change of a group to the floors above."""
    group_changed.send(sender=GroupChanged, event=GroupChanged(group_id))


def add_open(consultation: Consultation, delta: int) -> None:
    """Moves the counter. What opens after the committee's summary asks for another one. Raises
    ConclusionsError (concluded)."""
    if not delta:
        return
    if delta > 0 and consultation.status == ConsultationStatus.CONCLUDED:
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    moved = Greatest(F("open_items") + delta, 0, output_field=IntegerField())
    found = Consultation.objects.filter(pk=consultation.pk)
    if delta > 0:
        found.update(open_items=moved, summary_signed_at=None)
    else:
        found.update(open_items=moved)


def outdate_summary(consultation_id: int) -> None:
    """Notes that the committee's newest summary does not say what stands now, although nothing is
    open: it signs another one before the conclusion. (After it, `uncovered` says so.)"""
    running = Consultation.objects.filter(pk=consultation_id, status=ConsultationStatus.RUNNING)
    running.filter(summary_signed_at__isnull=False).update(summary_signed_at=None)


def move_items(
    change: GroupChange, items: Collection[ArgumentItem], target: ArgumentGroup
) -> Placed:
    """Puts members (read with their groups) into another group and writes down where they were. If
    it is answered, so are they now."""
    GroupMove.objects.bulk_create(
        GroupMove(change=change, item=item, source=item.group, target=target) for item in items
    )
    sources = {item.group_id: item.group for item in items if item.group_id != target.pk}
    keys = [item.pk for item in items]
    ArgumentItem.objects.filter(pk__in=keys).update(group=target)
    opened = sum(refresh(group, is_left=True) for group in sources.values()) + refresh(target)
    return Placed(opened, hear(target, [item.comment_id for item in items if item.comment_id]))


def hear(group: ArgumentGroup, comments: Collection[int]) -> int | None:
    """Notes that something came to a group that is answered, `comments` of citizens among it; the
    id of the answer that their authors have to hear of, if there are any."""
    answer = Answer.objects.current().filter(group=group).values_list("pk", flat=True).first()
    if answer is None:
        return None
    outdate_summary(group.consultation_id)
    Consultation.objects.filter(pk=group.consultation_id).public_changed()
    if not comments:
        return None
    mark_answered(comment_ids=comments, at=timezone.now())
    return answer


def _due(groups: QuerySet[ArgumentGroup]) -> QuerySet[ArgumentGroup]:
    """Those with something that the public sees, and no answer that stands."""
    items = ArgumentItem.objects.filter(shown_q(), group=OuterRef("pk"))
    return groups.filter(Exists(items), ~_answered())


def _answered() -> Q:
    """Groups whose answer stands. After the conclusion an upheld objection opens nothing: the
    answer is revised, and with it the documents."""
    answers = Answer.objects.current().filter(group=OuterRef("pk"))
    stands = Q(is_contested=False) | Q(consultation__status=ConsultationStatus.CONCLUDED)
    return Q(Exists(answers)) & stands


def _place_remarks(consultation: Consultation, remarks: QuerySet[Remark]) -> int:
    placed = [
        _place(consultation, placing.remark_spoken(remark, consultation.pk), remark=remark)
        for remark in remarks.select_related("provision").order_by("opinion", "position")
    ]
    return sum(one.opened for one in placed)


def place_rows(consultation: Consultation, rows: QuerySet[Recommendation]) -> int:
    """Gives recommendations of hearings that have no group theirs; by how much the number of open
    groups changed."""
    missing = rows.filter(argument=None).select_related("provision").order_by("minutes", "position")
    return sum(
        _place(
            consultation, placing.recommendation_spoken(row, consultation.pk), recommendation=row
        ).opened
        for row in missing
    )


def _place(consultation: Consultation, spoken: Spoken, **member: Any) -> Placed:
    """Puts a new member (`comment`, `remark` or `recommendation`) into the group that says the
    same, or into a group of its own. Groups that it shows to be one are put together."""
    found = placing.find_groups(spoken)
    if not found.groups:
        group = new_group(consultation, next(iter(member.values())), is_shown=True)
        placing.remember(ArgumentItem.objects.create(group=group, **member), found)
        return Placed(1)
    group, joined = found.groups[0], _join(consultation, found)
    placing.remember(ArgumentItem.objects.create(group=group, **member), found)
    opened = joined + refresh(group)
    comment = member.get("comment")
    return Placed(opened, hear(group, [comment.pk] if comment else []))


def new_group(
    consultation: Consultation,
    member: ProvisionComment | Remark | Recommendation,
    *,
    is_shown: bool,
) -> ArgumentGroup:
    """For one member, which may not be shown at the moment."""
    provision: Provision | None = member.provision
    return ArgumentGroup.objects.create(
        consultation=consultation,
        provision=provision,
        position=provision.position if provision else WHOLE_BILL,
        is_open=is_shown,
        size=int(is_shown),
    )


def _join(consultation: Consultation, found: Found) -> int:
    """Puts the other groups of a text together with the first: a chain of same texts leads through
    it. Groups that a person has settled or that have an answer or a draft are left as they are.
    Returns the change in open groups."""
    target, *others = found.groups
    free = _free([target, *others])
    sources = [group for group in others if group.pk in free]
    if target.pk not in free or not sources:
        return 0
    change = GroupChange.objects.create(
        consultation=consultation, group=target, kind=ChangeKind.JOINED
    )
    items = ArgumentItem.objects.filter(group__in=sources).select_related("group")
    placed = move_items(change, list(items), target)
    ArgumentGroup.objects.filter(pk__in=[group.pk for group in sources]).update(merged_into=target)
    return placed.opened


def _free(groups: Iterable[ArgumentGroup]) -> set[int]:
    keys = {group.pk for group in groups if not group.is_settled}
    answered = Answer.objects.filter(group__in=keys).values_list("group", flat=True)
    drafted = AnswerDraft.objects.filter(group__in=keys).values_list("group", flat=True)
    return keys - set(answered) - set(drafted)
