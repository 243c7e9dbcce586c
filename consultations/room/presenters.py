"""Words of a room for people: what differs, what a table lacks, who said what of whom."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils.text import format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from consultations.expertise.models import Importance
from consultations.room.domain.judging import JudgedRow
from consultations.room.domain.tables import Column, Reading
from consultations.room.messages import COLUMNS, ROW_FAULTS, SEATS
from consultations.room.models import Stance
from consultations.room.selectors.seats import Seat
from drafts.domain.citations import citation

FIELD_LABELS: Final = {
    "stance": gettext_lazy("Position"),
    "text": gettext_lazy("Text"),
    "proposed_text": gettext_lazy("Proposed wording"),
    "importance": gettext_lazy("Importance"),
    "norm": gettext_lazy("Norm that it rests on"),
}
_WORDS: Final = {"stance": dict(Stance.choices), "importance": dict(Importance.choices)}


@dataclass(frozen=True, slots=True)
class Difference:
    """A field in which the own words and the saved ones differ."""

    label: Any
    mine: str
    theirs: str


def differences(mine: Mapping[str, Any], theirs: Mapping[str, Any]) -> list[Difference]:
    """Fields that differ, values in words."""
    return [
        Difference(label, shown(name, mine[name]), shown(name, theirs[name]))
        for name, label in FIELD_LABELS.items()
        if name in theirs and shown(name, mine.get(name, "")) != shown(name, theirs[name])
    ]


def shown(name: str, value: Any) -> str:
    """A value of a field in words."""
    words = _WORDS.get(name)
    return str(words.get(value, value)) if words else str(value)


@dataclass(frozen=True, slots=True)
class Line:
    label: Any
    text: str


def content_lines(content: Mapping[str, Any]) -> list[Line]:
    """What a revision holds, in words; empty fields are left out."""
    return [
        Line(label, shown(name, content[name]))
        for name, label in FIELD_LABELS.items()
        if content.get(name)
    ]


def reading_problem(reading: Reading, *, has_default: bool) -> str:
    """Why a table cannot be used and what to do; empty if it can."""
    if not reading.has_header:
        return _(
            "There is no table with headings such as “Provision” and “Remark” in the file. "
            "Take the template below as an example."
        )
    if reading.missing:
        names = ", ".join(f"«{COLUMNS[column]}»" for column in reading.missing)
        return _("The table lacks a column: %(names)s. Add it and send the file again.") % {
            "names": names
        }
    if reading.too_many:
        return _("There are more than 500 rows. Divide the table into several files.")
    if not reading.rows:
        return _("There is no row with a remark under the headings.")
    if not reading.has_author and not has_default:
        return _(
            "The table lacks a column: %(names)s. Add it, or choose below whose remarks they are."
        ) % {"names": f"«{COLUMNS[Column.AUTHOR]}»"}
    return ""


@dataclass(frozen=True, slots=True)
class TableLine:
    """A row of the preview."""

    judged: JudgedRow
    place: str
    author: str
    faults: list[Any]

    @property
    def row(self) -> Any:
        return self.judged.row

    @property
    def importance(self) -> Any:
        return dict(Importance.choices)[self.judged.importance]


def table_lines(
    rows: Iterable[JudgedRow], paths: Mapping[int, str], people: Mapping[int, Seat]
) -> list[TableLine]:
    """Rows with what they were understood as."""
    return [_table_line(judged, paths, people) for judged in rows]


def _table_line(
    judged: JudgedRow, paths: Mapping[int, str], people: Mapping[int, Seat]
) -> TableLine:
    seat = people.get(judged.author_id or 0)
    place = paths.get(judged.provision_id or 0, "")
    return TableLine(
        judged,
        citation(place) if place else "",
        str(seat.user) if seat else "",
        [ROW_FAULTS[fault] for fault in judged.faults],
    )


def seat_choices(seats: Iterable[Seat]) -> list[tuple[int, Any]]:
    """People with their capacity, for a list to choose from."""
    return [
        (seat.user_id, format_lazy("{name}, {seat}", name=str(seat.user), seat=SEATS[seat.kind]))
        for seat in seats
    ]
