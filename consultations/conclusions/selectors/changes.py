"""What is different between a revision of a signed document and the one before it."""

from collections.abc import Iterable
from typing import Any, Final

from consultations.conclusions.domain.revisions import Comparison, compare
from consultations.conclusions.domain.rowchanges import GroupChange
from consultations.conclusions.domain.snapshot import Snapshot
from consultations.conclusions.exports.resolving.answers import answer_texts
from consultations.conclusions.exports.resolving.rows import Text
from consultations.conclusions.models import SignedDocument
from core.web.kept import Kept

# Signed documents never change, so neither does what is different between them. Large ones take
# most of a second to compare.
_kept: Final = Kept[Comparison](16)

# The texts of an answer before and now; None where there is none, or it may not be shown.
TextPair = tuple[Text | None, Text | None]


def comparison(old: SignedDocument, new: SignedDocument) -> Comparison:
    """What is different in `new`; their snapshots need not be loaded. One query, none where the
    two have been compared already."""
    key = (old.snapshot_sha256, new.snapshot_sha256)
    return _kept.get(key, lambda: _compared(old, new))


def _compared(old: SignedDocument, new: SignedDocument) -> Comparison:
    model: Any = type(new)
    rows = model.objects.filter(pk__in=[old.pk, new.pk]).values_list("pk", "snapshot")
    found = {pk: Snapshot.from_dict(snapshot) for pk, snapshot in rows}
    return compare(found[old.pk], found[new.pk])


def changed_answers(
    old: SignedDocument, new: SignedDocument, changes: Iterable[GroupChange]
) -> dict[int, TextPair]:
    """The texts of those answers that were given anew, by the id of the group. Four queries at
    most, however many changes."""
    answers = {
        change.group_id: (change.answer.old, change.answer.new)
        for change in changes
        if change.answer and change.answer.old and change.answer.new
    }
    before = answer_texts(old, [pair[0] for pair in answers.values()])
    after = answer_texts(new, [pair[1] for pair in answers.values()])
    return {group: (before.get(was.id), after.get(now.id)) for group, (was, now) in answers.items()}


def forget_comparisons() -> None:
    """For tests."""
    _kept.clear()
