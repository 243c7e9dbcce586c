"""Lists of saved searches with their forms."""

from dataclasses import dataclass

from search.alerts.forms import ChangeForm
from search.alerts.selectors import Row, searches_of


@dataclass(frozen=True, slots=True)
class Card:
    """A saved search with the form that changes it; `is_open`: the form must be seen."""

    row: Row
    form: ChangeForm
    is_open: bool


def cards(person: str, refused: tuple[int, ChangeForm] | None = None) -> list[Card]:
    """What a person has saved; `refused`: (id, form) of one whose change was not accepted."""
    found = []
    for row in searches_of(person):
        is_open = refused is not None and refused[0] == row.search.pk
        form = refused[1] if refused is not None and is_open else change_form(row.search.pk, row)
        found.append(Card(row, form, is_open))
    return found


def change_form(pk: int, row: Row) -> ChangeForm:
    given = {"name": row.search.name, "frequency": row.search.frequency}
    return ChangeForm(initial=given, auto_id=f"id_{pk}_%s")
