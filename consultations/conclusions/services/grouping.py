"""What people do with argument groups: put together, divide, move, name, take back.

Each verb may be used until the summary conclusion is signed. A group with an answer takes others
in, and their authors hear of the answer; it is never put into another one. Drafts go with the
members, and an agreement is lifted where others come in (services.carrying).
"""

import datetime as dt
from collections.abc import Collection, Iterable
from typing import Final

from django.db import transaction

from consultations.comments.services import mark_unanswered
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, MembersMoved
from consultations.conclusions.events import (
    GROUP_NAMED_KIND,
    GROUP_UNDONE_KIND,
    GROUPS_DIVIDED_KIND,
    GROUPS_MERGED_KIND,
    MEMBERS_MOVED_KIND,
    AuthorsToTell,
    authors_to_tell,
)
from consultations.conclusions.models import (
    Answer,
    ArgumentGroup,
    ArgumentItem,
    ChangeKind,
    GroupChange,
)
from consultations.conclusions.services.carrying import bring_back, carry_draft, lift_agreement
from consultations.conclusions.services.groups import (
    Placed,
    add_open,
    hear,
    lock,
    move_items,
    refresh,
    tell,
)
from consultations.process.models import Consultation, ConsultationStatus
from core.accounts.models import User
from core.journal import services as journal

LONGEST_TITLE: Final = 300


@transaction.atomic
def merge_groups(
    *,
    actor: User | None,
    target: ArgumentGroup,
    sources: Collection[ArgumentGroup],
    now: dt.datetime,
) -> GroupChange:
    """Puts the members of `sources` into `target`; the emptied groups lead there.

    Raises ConclusionsError (concluded, nothing_chosen, other_place, source_answered, group_gone).
    """
    consultation = _open(target)
    target, *others = _current([target.pk, *(group.pk for group in sources)])
    _check_merge(target, others)
    change = _change(ChangeKind.MERGED, consultation, target, actor, now)
    placed = move_items(change, _items(others), target)
    carry_draft(target, others)
    keys = [group.pk for group in others]
    ArgumentGroup.objects.filter(pk__in=keys).update(merged_into=target, is_settled=True)
    _settle([target])
    _note(GROUPS_MERGED_KIND, change, consultation, {"groups": keys})
    _finish(consultation, placed)
    return change


@transaction.atomic
def split_group(
    *,
    actor: User | None,
    group: ArgumentGroup,
    items: Collection[ArgumentItem],
    now: dt.datetime,
    title: str = "",
) -> GroupChange:
    """Makes a group of its own of some members; it has no answer yet, whatever the other has.

    Raises ConclusionsError (concluded, nothing_chosen, everything_chosen, not_members,
    title_too_long).
    """
    consultation = _open(group)
    chosen = _members(group, items)
    if len(chosen) == group.items.count():
        raise ConclusionsError(ConclusionsProblem.EVERYTHING_CHOSEN)
    made = ArgumentGroup.objects.create(
        consultation=consultation,
        provision=group.provision,
        position=group.position,
        title=_title(title),
        is_open=False,
    )
    change = _change(ChangeKind.SPLIT, consultation, made, actor, now)
    placed = move_items(change, chosen, made)
    _unanswer(group, chosen)
    _settle([group, made], chosen)
    _note(GROUPS_DIVIDED_KIND, change, consultation, {"from": group.pk, "members": len(chosen)})
    _finish(consultation, placed)
    return change


@transaction.atomic
def move_members(
    *,
    actor: User | None,
    group: ArgumentGroup,
    items: Collection[ArgumentItem],
    target: ArgumentGroup,
    now: dt.datetime,
) -> GroupChange:
    """Moves some members to another group of the same place.

    Raises ConclusionsError (concluded, nothing_chosen, not_members, other_place, same_group,
    group_gone).
    """
    consultation = _open(group)
    (target,) = _current([target.pk])
    if target.pk == group.pk:
        raise ConclusionsError(ConclusionsProblem.SAME_GROUP)
    _check_place(target, [group])
    chosen = _members(group, items)
    change = _change(ChangeKind.MOVED, consultation, target, actor, now)
    _unanswer(group, chosen)
    placed = move_items(change, chosen, target)
    if group.items.exists():
        lift_agreement(target)
    else:
        carry_draft(target, [group])
        ArgumentGroup.objects.filter(pk=group.pk).update(merged_into=target)
    _settle([group, target], chosen)
    _note(MEMBERS_MOVED_KIND, change, consultation, {"from": group.pk, "members": len(chosen)})
    _finish(consultation, placed)
    return change


@transaction.atomic
def rename_group(
    *, actor: User | None, group: ArgumentGroup, title: str, now: dt.datetime
) -> GroupChange | None:
    """Says in short what the argument is; everybody reads it. None if it is called so already.

    Raises ConclusionsError (concluded, group_gone, title_too_long).
    """
    consultation = _open(group)
    (current,) = _current([group.pk])
    wanted = _title(title)
    if wanted == current.title:
        return None
    change = _change(ChangeKind.RENAMED, consultation, current, actor, now)
    change.title_before, change.title_after = current.title, wanted
    change.save(update_fields=["title_before", "title_after"])
    ArgumentGroup.objects.filter(pk=current.pk).update(title=wanted)
    tell(current.pk)
    _note(GROUP_NAMED_KIND, change, consultation, {})
    _finish(consultation, Placed())
    return change


@transaction.atomic
def undo_change(*, actor: User | None, change: GroupChange, now: dt.datetime) -> GroupChange:
    """Takes a change of groups back as a whole or not at all.

    Raises MembersMoved (with the members that are elsewhere by now) and ConclusionsError
    (concluded, undone_already, answered_since, renamed_since).
    """
    consultation = _open(change.group)
    current = GroupChange.objects.select_for_update().get(pk=change.pk)
    if current.undone_at is not None:
        raise ConclusionsError(ConclusionsProblem.UNDONE_ALREADY)
    placed = _unrename(current) if current.kind == ChangeKind.RENAMED else _move_back(current)
    current.undone_at, current.undone_by = now, actor
    current.save(update_fields=["undone_at", "undone_by"])
    _note(GROUP_UNDONE_KIND, current, consultation, {"change": str(current.kind)})
    _finish(consultation, placed)
    return current


def _unrename(change: GroupChange) -> Placed:
    named = ArgumentGroup.objects.filter(pk=change.group_id, title=change.title_after)
    if not named.update(title=change.title_before):
        raise ConclusionsError(ConclusionsProblem.RENAMED_SINCE)
    tell(change.group_id)
    return Placed()


def _move_back(change: GroupChange) -> Placed:
    moves = list(change.moves.select_related("item__group", "source", "target", "item__comment"))
    elsewhere = [move.item for move in moves if move.item.group_id != move.target_id]
    if elsewhere:
        raise MembersMoved(elsewhere)
    answers = Answer.objects.filter(group=change.group_id, published_at__gt=change.made_at)
    if answers.exists():
        raise ConclusionsError(ConclusionsProblem.ANSWERED_SINCE)
    sources = {move.source_id: move.source for move in moves}
    for source in sources.values():
        members = [move.item_id for move in moves if move.source_id == source.pk]
        ArgumentItem.objects.filter(pk__in=members).update(group=source)
    ArgumentGroup.objects.filter(pk__in=sources).update(merged_into=None, is_settled=True)
    bring_back(change.group, list(sources.values()), since=change.made_at)
    _empty(change.group, sources.values())
    _unanswer(change.group, [move.item for move in moves])
    opened = sum(map(refresh, sources.values())) + refresh(change.group, is_left=True)
    # Only what was divided can come back to an answer: then all of it comes to one group.
    came = [move.item.comment_id for move in moves if move.item.comment_id]
    heard = [hear(source, came) for source in sources.values()]
    return Placed(opened, next(filter(None, heard), None))


def _empty(group: ArgumentGroup, sources: Iterable[ArgumentGroup]) -> None:
    """A group that was made by the change leads to where its members are again."""
    first = next(iter(sources), None)
    if first is not None and not group.items.exists():
        carry_draft(first, [group])
        ArgumentGroup.objects.filter(pk=group.pk).update(merged_into=first)


# --- What is allowed -----------------------------------------------------------------------------


def _open(group: ArgumentGroup) -> Consultation:
    consultation = lock(group.consultation_id)
    if consultation.status == ConsultationStatus.CONCLUDED:
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    return consultation


def _current(keys: list[int]) -> list[ArgumentGroup]:
    """The groups as they are now, in this order; those that were merged away are gone."""
    found = ArgumentGroup.objects.filter(merged_into=None).in_bulk(keys)
    if len(found) != len(set(keys)):
        raise ConclusionsError(ConclusionsProblem.GROUP_GONE)
    return [found[key] for key in dict.fromkeys(keys)]


def _check_merge(target: ArgumentGroup, others: list[ArgumentGroup]) -> None:
    if not others:
        raise ConclusionsError(ConclusionsProblem.NOTHING_CHOSEN)
    _check_place(target, others)
    if Answer.objects.current().filter(group__in=others).exists():
        raise ConclusionsError(ConclusionsProblem.SOURCE_ANSWERED)


def _check_place(target: ArgumentGroup, others: Iterable[ArgumentGroup]) -> None:
    place = (target.consultation_id, target.provision_id)
    if any((group.consultation_id, group.provision_id) != place for group in others):
        raise ConclusionsError(ConclusionsProblem.OTHER_PLACE)


def _members(group: ArgumentGroup, items: Collection[ArgumentItem]) -> list[ArgumentItem]:
    if not items:
        raise ConclusionsError(ConclusionsProblem.NOTHING_CHOSEN)
    keys = {item.pk for item in items}
    found = list(group.items.filter(pk__in=keys).select_related("group"))
    if len(found) != len(keys):
        raise ConclusionsError(ConclusionsProblem.NOT_MEMBERS)
    return found


def _title(title: str) -> str:
    title = " ".join(title.split())
    if len(title) > LONGEST_TITLE:
        raise ConclusionsError(ConclusionsProblem.TITLE_TOO_LONG)
    return title


# --- What follows --------------------------------------------------------------------------------


def _items(groups: Collection[ArgumentGroup]) -> list[ArgumentItem]:
    return list(ArgumentItem.objects.filter(group__in=groups).select_related("group"))


def _unanswer(group: ArgumentGroup, items: Collection[ArgumentItem]) -> None:
    """What leaves an answered group has no answer."""
    comments = [item.comment_id for item in items if item.comment_id]
    if Answer.objects.current().filter(group=group).exists():
        mark_unanswered(comment_ids=comments)


def _settle(groups: Collection[ArgumentGroup], items: Collection[ArgumentItem] = ()) -> None:
    ArgumentGroup.objects.filter(pk__in=[group.pk for group in groups]).update(is_settled=True)
    ArgumentItem.objects.filter(pk__in=[item.pk for item in items]).update(is_placed=True)


def _change(
    kind: ChangeKind,
    consultation: Consultation,
    group: ArgumentGroup,
    actor: User | None,
    now: dt.datetime,
) -> GroupChange:
    return GroupChange.objects.create(
        consultation=consultation, group=group, kind=kind, made_by=actor, made_at=now
    )


def _note(
    kind: str, change: GroupChange, consultation: Consultation, body: dict[str, object]
) -> None:
    journal.record(
        kind=kind,
        subject_type="argument",
        subject_id=change.group_id,
        body={"consultation": consultation.pk, **body},
        at=change.undone_at or change.made_at,
        actor_role="clerk" if change.made_by_id or change.undone_by_id else "",
    )


def _finish(consultation: Consultation, placed: Placed) -> None:
    add_open(consultation, placed.opened)
    Consultation.objects.filter(pk=consultation.pk).public_changed()
    if placed.answer is not None:
        event = AuthorsToTell(answer_id=placed.answer)
        authors_to_tell.send(sender=AuthorsToTell, event=event)
