"""What becomes of drafts when people change groups: nothing that anybody wrote is lost.

A draft of a group that is put into another one goes with its members, if that group has neither a
draft nor an answer; else it stays where it was, and the page of the group shows it
(`selectors.drafts.left_drafts`). What comes into a group by a person's hand is something that the
committee has not had before it, so that an agreement is lifted; what leaves it takes nothing from
what was agreed. Copies of the same text that come by themselves say nothing new and lift nothing.
Called under the lock of the consultation.
"""

import datetime as dt
from collections.abc import Collection

from consultations.conclusions.models import Answer, AnswerDraft, ArgumentGroup
from consultations.conclusions.services.drafting import next_version


def carry_draft(target: ArgumentGroup, sources: Collection[ArgumentGroup]) -> None:
    """Gives `target` the draft and the assignee of the first of `sources` that have them, where it
    has none; then `lift_agreement`."""
    keys = [group.pk for group in sources]
    has_words = (
        AnswerDraft.objects.filter(group=target).exists()
        or Answer.objects.current().filter(group=target).exists()
    )
    if not has_words:
        drafts = AnswerDraft.objects.filter(group__in=keys)
        _move(drafts.order_by("group__position", "group").first(), target)
    taken = ArgumentGroup.objects.filter(pk__in=keys, assignee__isnull=False)
    first = taken.order_by("position", "pk").values_list("assignee", flat=True).first()
    if first is not None:
        ArgumentGroup.objects.filter(pk=target.pk, assignee=None).update(assignee=first)
    lift_agreement(target)


def bring_back(
    target: ArgumentGroup, sources: Collection[ArgumentGroup], *, since: dt.datetime
) -> None:
    """A draft that came into `target` with the members of one of `sources` goes back with them,
    unless somebody has changed its words for `target` since."""
    drafts = AnswerDraft.objects.filter(group=target, origin__in=sources, saved_at__lte=since)
    draft = drafts.select_related("origin").first()
    if draft is None or draft.origin is None:
        return
    if AnswerDraft.objects.filter(group=draft.origin).exists():
        return
    _move(draft, draft.origin)
    next_version(ArgumentGroup.objects.get(pk=target.pk))


def lift_agreement(group: ArgumentGroup) -> None:
    """Other proposals have come into the group: its draft is to be agreed (again), and whoever
    saw it before is told."""
    draft = AnswerDraft.objects.filter(group=group).first()
    if draft is None:
        return
    draft.agreement = None
    draft.version = next_version(ArgumentGroup.objects.get(pk=group.pk))
    draft.save(update_fields=["agreement", "version"])


def _move(draft: AnswerDraft | None, target: ArgumentGroup) -> None:
    if draft is None:
        return
    next_version(ArgumentGroup.objects.get(pk=draft.group_id))
    draft.origin_id = None if draft.origin_id == target.pk else draft.group_id
    draft.group = target
    draft.agreement = None
    draft.version = next_version(ArgumentGroup.objects.get(pk=target.pk))
    draft.save(update_fields=["group", "origin", "agreement", "version"])
