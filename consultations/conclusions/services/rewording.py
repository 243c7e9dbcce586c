"""What becomes of a group when an author replaces the words of a proposal in it."""

from django.db import transaction

from consultations.comments.events import CommentRevised
from consultations.comments.models import CommentStatus
from consultations.comments.services import mark_unanswered
from consultations.conclusions.models import Answer, AnswerDraft, ArgumentGroup, ArgumentItem
from consultations.conclusions.services import placing
from consultations.conclusions.services.drafting import next_version
from consultations.conclusions.services.groups import add_open, hear, lock, new_group, refresh
from consultations.conclusions.services.placing import Found


@transaction.atomic
def place_again(*, event: CommentRevised) -> int | None:
    """Looks for the group of a comment whose words its author has replaced.

    Where a person has put it, or where it is alone, it stays; but then the committee has not seen
    these words: an agreement is lifted, and whoever has the answer open is told. An answer that
    stands was given to other words: the comment leaves it and waits for one of its own. Returns the
    id of an answer that its author has to hear of, because the new words are answered already.
    """
    item = (
        ArgumentItem.objects.filter(comment_id=event.comment_id)
        .select_related("group", "comment__provision")
        .first()
    )
    if item is None or item.comment is None:
        return None
    consultation = lock(event.consultation_id)
    before = (item.corner, item.exact)
    found = placing.find_groups(placing.comment_spoken(item.comment), apart_from=item.pk)
    placing.forget(item)
    placing.remember(item, found)
    # A print of nothing says nothing of the words.
    if item.group in found.groups or (item.exact and before == (item.corner, item.exact)):
        return None
    left, is_answered = item.group, _is_answered(item.group)
    if not is_answered and _stays(item, found):
        _unsee(left)
        return None
    if is_answered:
        mark_unanswered(comment_ids=[item.comment.pk])
    item.group = (
        found.groups[0] if found.groups else new_group(consultation, item.comment, is_shown=False)
    )
    item.save(update_fields=["group"])
    add_open(consultation, refresh(left, is_left=True) + refresh(item.group))
    is_shown = item.comment.status == CommentStatus.PUBLISHED
    return hear(item.group, [item.comment.pk]) if is_shown else None


def _stays(item: ArgumentItem, found: Found) -> bool:
    is_alone = not item.group.items.exclude(pk=item.pk).exists()
    return item.is_placed or (is_alone and not found.groups)


def _is_answered(group: ArgumentGroup) -> bool:
    """Whether an answer stands; a contested one is given anew in any case."""
    return not group.is_contested and Answer.objects.current().filter(group=group).exists()


def _unsee(group: ArgumentGroup) -> None:
    """Nobody has seen these words: what was agreed is to be agreed again, what is open is stale."""
    version = next_version(ArgumentGroup.objects.get(pk=group.pk))
    AnswerDraft.objects.filter(group=group).update(agreement=None, version=version)
