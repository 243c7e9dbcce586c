"""Statuses as pages show them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.utils.translation import gettext_lazy as _

from cms.registers.tracker.models import Assignment, Status

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Kinds of components/tag.html.
KINDS: Final = {
    Status.NEW: "",
    Status.IN_WORK: "info",
    Status.DONE: "success",
    Status.PARTLY: "warning",
    Status.DECLINED: "error",
}
_CLOSED: Final = frozenset({Status.DONE, Status.DECLINED})


@dataclass(frozen=True, slots=True)
class StandingLine:
    """An assignment as lists show it. `note` says whose word the status is."""

    assignment: Assignment
    words: "StrOrPromise"
    kind: str
    note: "StrOrPromise"
    is_overdue: bool


def standing_line(assignment: Assignment, today: dt.date) -> StandingLine:
    status = Status(assignment.status)
    note: StrOrPromise = ""
    if assignment.is_assessed:
        note = _("so it was assessed")
    elif status != Status.NEW:
        note = _("by the addressee's own report, not assessed yet")
    due_on = assignment.due_on
    is_overdue = due_on is not None and due_on < today and status not in _CLOSED
    return StandingLine(assignment, status.label, KINDS[status], note, is_overdue)


def standing_lines(assignments: Iterable[Assignment], today: dt.date) -> list[StandingLine]:
    return [standing_line(each, today) for each in assignments]
