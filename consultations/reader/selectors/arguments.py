"""What the public reads of one argument: who says it, in which words, and how it is answered."""

from typing import Any

from consultations.amendments.selectors import row_of_group
from consultations.comments.selectors import load_files
from consultations.conclusions.models import ArgumentGroup
from consultations.conclusions.presenters import GroupLine, WordingLine, count_rows
from consultations.conclusions.selectors import grouping
from consultations.conclusions.selectors.positions import sponsor_positions
from consultations.process.models import Consultation

PER_PAGE = 30


def argument(consultation: Consultation, pk: int) -> ArgumentGroup | None:
    """A group of this consultation, also one that has been merged away; one query and those of its
    first members."""
    groups = ArgumentGroup.objects.filter(consultation=consultation, pk=pk)
    found = groups.select_related("consultation__responder").with_items().first()
    if found is not None:
        found.consultation = consultation
    return found


def argument_page(group: ArgumentGroup, *, cursor: str | None) -> dict[str, Any]:
    """For consultations/reader/argument.html."""
    line = GroupLine(group)
    counts = grouping.counts_of(group)
    found = grouping.wordings(group)
    load_files([one.item.comment for one in found if one.item.comment is not None])
    page = grouping.members_page(group, cursor=cursor, per_page=PER_PAGE)
    return {
        "group": group,
        "line": line,
        "counts": counts,
        "count_rows": count_rows(counts),
        "wordings": [WordingLine(line.member(one.item), one.count) for one in found],
        "page": page,
        "sponsor_position": sponsor_positions([group.pk]).get(group.pk),
        "members": [line.member(item) for item in page.items],
        "amendment": row_of_group(group.pk),
    }
