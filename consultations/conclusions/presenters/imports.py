"""The report of a file of answers: rows, verdicts and faults in words."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Any, Final

from django.utils.dateparse import parse_datetime
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.conclusions.domain.answers import AnswerFault
from consultations.conclusions.domain.importing import (
    GOOD,
    MAX_NORM,
    MAX_TEXT,
    RowFault,
    Verdict,
)
from consultations.conclusions.domain.sheets import (
    ANSWER,
    HEADINGS,
    MAX_ROWS,
    POSITIONS,
    Column,
    SheetProblem,
    SheetReading,
    plain_words,
)
from consultations.conclusions.domain.substance import Flaw
from consultations.conclusions.errors import ConclusionsProblem
from consultations.conclusions.messages import FAULTS, problem_message
from consultations.conclusions.models import AnswerImport, ImportedRow
from consultations.conclusions.selectors.imports import ReportCounts
from core.accounts.models import User
from core.web.templatetags.veche import local_datetime
from drafts.domain.citations import citation

VERDICTS: Final[dict[str, Promise]] = {
    Verdict.NEW: gettext_lazy("new answer"),
    Verdict.CHANGED: gettext_lazy("changed answer"),
    Verdict.SAME: gettext_lazy("as it is now"),
    Verdict.UNTOUCHED: gettext_lazy("not changed in the file"),
    Verdict.EMPTY: gettext_lazy("not filled in"),
    Verdict.FAULT: gettext_lazy("faulty"),
}
_KINDS: Final = {Verdict.NEW: "success", Verdict.CHANGED: "success", Verdict.FAULT: "error"}

_FAULTS: Final[dict[str, Promise]] = {
    RowFault.NO_KEY: gettext_lazy(
        "The row has no key: take it from a new file and fill it in again."
    ),
    RowFault.CHANGED_KEY: gettext_lazy(
        "The key of the row has been changed: take it from a new file."
    ),
    RowFault.OTHER_EVENT: gettext_lazy("The row comes from the file of another event."),
    RowFault.KEY_TWICE: gettext_lazy(
        "The file has another row with this key: leave one of the two."
    ),
    RowFault.FORMULA: gettext_lazy(
        "There is a formula in the column “%(detail)s”: write plain text instead."
    ),
    RowFault.NESTED_TABLE: gettext_lazy(
        "There is a table inside the cell “%(detail)s”: write it as plain text."
    ),
    RowFault.NO_POSITION: gettext_lazy("Choose the position: one of %(positions)s."),
    RowFault.UNKNOWN_POSITION: gettext_lazy(
        "“%(detail)s” is no position: choose one of %(positions)s."
    ),
    RowFault.UNKNOWN_REASON_WORDS: gettext_lazy(
        "“%(detail)s” is none of the reasons: choose one from the list."
    ),
    RowFault.NEEDLESS_WORDING: gettext_lazy(
        "Nothing is accepted: take the expected wording out, or choose another position."
    ),
    RowFault.TOO_LONG: gettext_lazy(
        "The text in the column “%(detail)s” is too long: at most %(limit)s characters."
    ),
    RowFault.STALE: gettext_lazy("A colleague has changed the answer since the file was made."),
    RowFault.MERGED: gettext_lazy(
        "The group has been put into another one since: answer that one."
    ),
    RowFault.HIDDEN: gettext_lazy(
        "Nothing of the group is published any more: it needs no answer."
    ),
}
_FLAWS: Final[dict[str, Promise]] = {
    Flaw.EMPTY: gettext_lazy("The reasoning is an empty phrase: it explains nothing."),
    Flaw.REPEATED: gettext_lazy("Another argument is answered with the same text."),
}


def fault_message(code: str, detail: str = "") -> str:
    """One sentence that says what is wrong with a row and what to do."""
    if code == RowFault.NOT_SAVED:
        return problem_message(ConclusionsProblem(detail))
    if code not in _FAULTS:
        return str(FAULTS[AnswerFault(code)])
    limit = MAX_NORM if detail == Column.NORM else MAX_TEXT
    shown = HEADINGS[Column(detail)] if detail in list(Column) else detail
    return str(_FAULTS[code]) % {
        "detail": shown,
        "limit": limit,
        "positions": ", ".join(f"«{name}»" for name in POSITIONS.values()),
    }


def reading_message(reading: SheetReading) -> str:
    """Why nothing can be read out of a file; empty if something can."""
    match reading.problem:
        case None:
            return ""
        case SheetProblem.MISSING:
            named = ", ".join(f"«{HEADINGS[column]}»" for column in reading.missing)
            return _("The table lacks columns: %(columns)s. Take a new file.") % {"columns": named}
        case SheetProblem.TOO_MANY:
            return _("There are more than %(most)d rows in the file: divide it.") % {
                "most": MAX_ROWS
            }
        case SheetProblem.NO_ROWS:
            return _("There is no row with a key in the file.")
    return _(
        "There is no table of answers in the file: send the one that was downloaded here, filled "
        "in."
    )


class RowLine:
    """A row of the report. `people`: colleagues by id, for who has answered meanwhile."""

    def __init__(self, row: ImportedRow, people: dict[int, User]) -> None:
        self.row = row
        self.group = row.group
        self.people = people

    @property
    def place(self) -> str:
        if self.group is None:
            return ""
        if self.group.provision is None:
            return _("The bill as a whole")
        words = citation(self.group.provision.path)
        return words[:1].upper() + words[1:]

    @property
    def verdict(self) -> str:
        if self.row.is_saved:
            return _("saved")
        return str(VERDICTS[self.row.verdict])

    @property
    def kind(self) -> str:
        if self.row.verdict in GOOD and self.row.is_flagged:
            return "warning"
        return _KINDS.get(self.row.verdict, "")

    @property
    def faults(self) -> list[str]:
        return [fault_message(code, detail) for code, detail in self.row.faults]

    @property
    def flaws(self) -> list[str]:
        return [str(_FLAWS[code]) for code in self.row.flaws]

    @property
    def target(self) -> int | None:
        """The group into which this one has been put since."""
        found = (detail for code, detail in self.row.faults if code == RowFault.MERGED)
        return next((int(detail) for detail in found), None)

    @property
    def before(self) -> list[tuple[str, str]]:
        """What stood there when the row was judged, as terms and values: of a changed answer only
        what differs."""
        return _facts({column: self._stood[column] for column in self._compared})

    @property
    def _stood(self) -> dict[str, str]:
        stood: dict[str, Any] = self.row.before
        words = {str(column): str(stood.get(column, "")) for column in ANSWER}
        return {**words, Column.POSITION: POSITIONS.get(stood.get("disposition", ""), "")}

    @property
    def _compared(self) -> list[Column]:
        if self.row.verdict != Verdict.CHANGED:
            return list(ANSWER)
        stood, written = self._stood, self.row.cells
        return [
            column
            for column in ANSWER
            if plain_words(stood[column]) != plain_words(written.get(column, ""))
        ]

    @property
    def by(self) -> str:
        """Who has written what stood there; empty if that is not known any more."""
        person = self.people.get(self.row.before.get("by") or 0)
        return str(person) if person is not None else ""

    @property
    def at(self) -> dt.datetime | None:
        """When it was written."""
        return parse_datetime(self.row.before["at"]) if self.row.before else None

    @property
    def after(self) -> list[tuple[str, str]]:
        """What the row says, of a changed answer only what differs; nothing where nothing comes of
        it."""
        if self.row.verdict in (Verdict.SAME, Verdict.UNTOUCHED):
            return []
        return _facts({column: self.row.cells.get(column, "") for column in self._compared})

    @property
    def is_shown_beside(self) -> bool:
        """Whether what stood there differs from what comes."""
        return self.row.verdict in (Verdict.CHANGED, Verdict.FAULT)

    @property
    def todo(self) -> str:
        """What is to be mended, for the file of faulty rows."""
        lines = self.faults
        if any(code == RowFault.STALE for code, _detail in self.row.faults):
            said = "; ".join(f"{term}: {value}" for term, value in self.before)
            words = _(
                "Now there is (%(who)s): %(said)s. Leave the row as it is only if yours is to take "
                "its place."
            )
            if said:
                who = ", ".join(filter(None, [self.by, local_datetime(self.at)]))
                lines.append(words % {"who": who, "said": said})
        return "\n".join(lines)


def _facts(cells: Mapping[Any, str]) -> list[tuple[str, str]]:
    return [(HEADINGS[column], cells[column]) for column in ANSWER if cells.get(column)]


def row_lines(rows: Collection[ImportedRow]) -> list[RowLine]:
    """Lines of rows; one query for the colleagues."""
    keys = {row.before["by"] for row in rows if row.before and row.before["by"]}
    people = {person.pk: person for person in User.objects.filter(pk__in=keys)} if keys else {}
    return [RowLine(row, people) for row in rows]


def report_figures(report: AnswerImport, counts: ReportCounts) -> list[dict[str, Any]]:
    """The counts of a report, as key figures; what is zero is left out but for the first."""
    first = (
        (counts.saved, _("saved as drafts"))
        if report.applied_at
        else (counts.good, _("can be saved"))
    )
    others = [
        (counts.faults, _("faulty")),
        (counts.flagged, _("to be looked at once more")),
        (counts.same, _("as they are now")),
        (counts.untouched, _("not changed in the file")),
        (counts.empty, _("not filled in")),
    ]
    return [
        {"value": value, "label": label}
        for value, label in [first, *[one for one in others if one[0]]]
    ]


def report_tabs(counts: ReportCounts, only: str, address: str) -> list[dict[str, Any]]:
    """Views of a report that have something in them, and the present one."""
    others = counts.total - counts.good - counts.faults
    found = [
        ("", _("All rows"), counts.total),
        ("faults", _("Faults"), counts.faults),
        ("warnings", _("Warnings"), counts.flagged),
        ("good", _("Fine"), counts.good),
        ("other", _("Left as they are"), others),
    ]
    return [
        {
            "label": label,
            "count": count,
            "url": f"{address}?only={code}" if code else address,
            "current": code == only,
        }
        for code, label, count in found
        if count or code == only
    ]
