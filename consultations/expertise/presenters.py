"""The draft as the desk shows it: what is missing, what differs, who wrote what, in words."""

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from typing import Any, Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.expertise.domain.adoption import AdoptionFault, AdoptionWarning
from consultations.expertise.domain.changes import Change, ChangeKind, changes
from consultations.expertise.domain.merging import Conflict
from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.domain.parts import ORDER, ROW_KEYS, SECTION_OF, Section
from consultations.expertise.messages import (
    FAULT_FIELDS,
    FAULTS,
    SECTION_ANCHORS,
    SECTION_TITLES,
    WARNING_ANCHORS,
    WARNINGS,
)
from consultations.expertise.models import (
    Attendance,
    Ballot,
    Choice,
    Consideration,
    ConsideredComment,
    CorruptionFinding,
    Dissent,
    Importance,
    MeetingForm,
    Opinion,
    Recommendation,
    Remark,
    Verdict,
)
from consultations.expertise.models.checklist import Assessment


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A fault or a warning in words with the anchor of the place that mends it."""

    text: Any
    anchor: str


def fault_lines(faults: Iterable[AdoptionFault]) -> list[FaultLine]:
    return [FaultLine(FAULTS[fault], _anchor(FAULT_FIELDS[fault])) for fault in faults]


def warning_lines(warnings: Iterable[AdoptionWarning]) -> list[FaultLine]:
    return [FaultLine(WARNINGS[warning], WARNING_ANCHORS[warning]) for warning in warnings]


def _anchor(name: str) -> str:
    return SECTION_ANCHORS.get(name, f"id_{name}")


@dataclass(frozen=True, slots=True)
class SectionTitle:
    """A heading of the document with its number and anchor."""

    code: str
    number: int
    title: Any


def section_titles() -> dict[str, SectionTitle]:
    """By code, in the order of the document."""
    return {
        str(section): SectionTitle(str(section), number, SECTION_TITLES[section])
        for number, section in enumerate(Section, start=1)
    }


@dataclass(frozen=True, slots=True)
class Difference:
    """A value in which two drafts differ, in words. `kind` is a code of ChangeKind; long texts are
    shown as a redline."""

    label: str
    old: str
    new: str
    kind: str = "changed"

    @property
    def is_long(self) -> bool:
        return len(self.old) > 40 or len(self.new) > 40


def differences(old: OpinionData, new: OpinionData, names: "Names") -> list[Difference]:
    """What `new` has changed, in the order of the document."""
    return [names.difference(change) for change in changes(old, new)]


@dataclass(frozen=True)
class ConflictLine:
    """A conflict in words: both texts, and what the choice is made with."""

    label: str
    mine: str
    theirs: str
    fields: list[Any]

    @property
    def is_long(self) -> bool:
        return len(self.mine) > 40 or len(self.theirs) > 40


@dataclass(frozen=True)
class Names:
    """Words for the ids of a draft: units of the text, people, items of checklists, proposals."""

    provisions: Mapping[int, str] = field(default_factory=dict)
    people: Mapping[int, str] = field(default_factory=dict)
    users: Mapping[int, str] = field(default_factory=dict)
    items: Mapping[str, str] = field(default_factory=dict)
    comments: Mapping[int, str] = field(default_factory=dict)

    def value(self, name: str, value: Any) -> str:
        """A field of a draft or of a row of it."""
        if value is None or value == "":
            return ""
        if name in _CHOICES:
            return str(dict(_CHOICES[name]).get(value, value))
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, dt.date):
            return date_format(value)
        if isinstance(value, frozenset):
            return ", ".join(sorted(self.users.get(pk, str(pk)) for pk in value))
        return str(self._known(name).get(value, value))

    def _known(self, name: str) -> Mapping[Any, str]:
        return {
            "provision_id": self.provisions,
            "rapporteur_id": self.people,
            "member_id": self.people,
            "comment_id": self.comments,
            "code": self.items,
            "factor": self.items,
        }.get(name, {})

    def row(self, part: str, row: Any) -> str:
        """A row in lines: each value that is there, without what it is named by."""
        if row is None:
            return ""
        names = [name for name in row.__dataclass_fields__ if name != ROW_KEYS[part]]
        return "\n".join(filter(None, (self.value(name, getattr(row, name)) for name in names)))

    def about(self, part: str, row: Any) -> str:
        """Which row: «Remark: article 5»."""
        words = str(_ROWS[part]())
        if row is None:
            return words
        place = self._place(part, row)
        return f"{words}: {place}" if place else words

    def _place(self, part: str, row: Any) -> str:
        if part in ("remarks", "factors"):
            if row.provision_id is None:
                return _("The bill as a whole")
            return self.provisions.get(row.provision_id, "")
        key = {"assessments": "code", "considered": "comment_id"}.get(part, "member_id")
        return self.value(key, getattr(row, key))

    def difference(self, change: Change) -> Difference:
        if change.part not in _ROWS:
            old, new = (self.value(change.part, value) for value in (change.old, change.new))
            return Difference(label_of(change.part), old, new)
        if change.kind is ChangeKind.MOVED:
            return Difference(str(_LISTS[change.part]()), "", _("another order"))
        label = self.about(change.part, change.new or change.old)
        return Difference(
            label,
            self.row(change.part, change.old),
            self.row(change.part, change.new),
            str(change.kind),
        )

    def conflict(self, conflict: Conflict, fields: list[Any]) -> ConflictLine:
        show: Callable[[Any], str] = partial(self.value, conflict.field or conflict.part)
        if conflict.part not in _ROWS:
            label = label_of(conflict.part)
        elif conflict.is_row:
            show = partial(self._row_or_gone, conflict.part)
            label = self.about(conflict.part, conflict.base or conflict.mine or conflict.theirs)
        else:
            label = f"{_ROWS[conflict.part]()}: {_row_label(conflict.part, conflict.field)}"
        return ConflictLine(label, show(conflict.mine), show(conflict.theirs), fields)

    def _row_or_gone(self, part: str, row: Any) -> str:
        return self.row(part, row) or _("removed")


_CHOICES: Final[dict[str, Iterable[tuple[str, Any]]]] = {
    "recommendation": Recommendation.choices,
    "meeting_form": MeetingForm.choices,
    "importance": Importance.choices,
    "verdict": Verdict.choices,
    "result": Consideration.choices,
    "attendance": Attendance.choices,
    "vote": Choice.choices,
}
_ROWS: Final[dict[str, Callable[[], str]]] = {
    "assessments": lambda: _("Item of the checklist"),
    "factors": lambda: _("Corruption factor"),
    "remarks": lambda: _("Remark"),
    "considered": lambda: _("Proposal considered"),
    "ballots": lambda: _("Member at the meeting"),
    "dissents": lambda: _("Dissenting opinion"),
}
_LISTS: Final[dict[str, Callable[[], str]]] = {
    "assessments": lambda: _("Checklist"),
    "factors": lambda: _("Corruption factors"),
    "remarks": lambda: _("Remarks by provisions"),
    "considered": lambda: _("Citizens' proposals considered"),
    "ballots": lambda: _("Members at the meeting"),
    "dissents": lambda: _("Dissenting opinions"),
}
_MODELS: Final[dict[str, Any]] = {
    "assessments": Assessment,
    "factors": CorruptionFinding,
    "remarks": Remark,
    "considered": ConsideredComment,
    "ballots": Ballot,
    "dissents": Dissent,
}


def label_of(part: str) -> str:
    """The name of a plain field."""
    return _named(Opinion, part)


def _row_label(part: str, name: str) -> str:
    return _named(_MODELS[part], name)


def _named(model: Any, name: str) -> str:
    words = str(model._meta.get_field(name.removesuffix("_id")).verbose_name)  # noqa: SLF001
    return words[:1].upper() + words[1:]


def changed_sections(changed: Iterable[Mapping[str, Any]]) -> list[str]:
    """Titles of the sections that a revision changed, in the order of the document."""
    parts = {change.get("part", "") for change in changed}
    found = dict.fromkeys(SECTION_OF[part] for part in ORDER if part in parts)
    return [str(SECTION_TITLES[section]) for section in found]
