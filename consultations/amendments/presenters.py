"""The tables in pages of rows, with their numbers; heads of the files."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from django.core.paginator import Paginator
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import override

from consultations.amendments.domain.editions import PARTS
from consultations.amendments.exports.tables import Head
from consultations.amendments.models import AmendmentTable, Decision
from consultations.amendments.services import printed_head
from consultations.process.models import Consultation

PER_PAGE: Final = 50


@dataclass(frozen=True, slots=True)
class Portion:
    """A page of one table. `previous` and `following`: numbers of pages, 0 for none."""

    rows: list[tuple[int, Any]]
    page: int
    pages: int
    previous: int
    following: int

    def renumbered(self, numbers: Mapping[int, int]) -> "Portion":
        """With the numbers that rows have in their tables, where they are not counted through."""
        return replace(self, rows=[(numbers[row.pk], row) for _number, row in self.rows])


def part_asked(value: str) -> str:
    """The decision that the address names («?table=2»); the first table otherwise."""
    by_number = {str(number): decision for decision, number in PARTS.items()}
    return by_number.get(value, Decision.ADOPT)


def page_asked(asked: Mapping[str, str]) -> str:
    """The page that the address names, or the one on which a number of the table stands."""
    number = asked.get("number", "")
    if number.isascii() and number.isdigit() and len(number) < 10:
        return str(max(int(number) - 1, 0) // PER_PAGE + 1)
    return asked.get("page", "1")


def portion(found: Any, page: str) -> Portion:
    """The rows of a page with their numbers in the table; two queries."""
    shown = Paginator(found, PER_PAGE).get_page(page)
    start = shown.start_index()
    return Portion(
        rows=list(enumerate(shown.object_list, start=max(start, 1))),
        page=shown.number,
        pages=shown.paginator.num_pages,
        previous=shown.previous_page_number() if shown.has_previous() else 0,
        following=shown.next_page_number() if shown.has_next() else 0,
    )


def head_of(
    consultation: Consultation, *, now: dt.datetime, table: AmendmentTable | None = None
) -> Head:
    """The head of a file of the tables: of an edition, as it was on the day of its publication, or
    of the draft on the desk."""
    facts = table.head_facts if table else None
    moment = table.published_at if table else now
    with override("ru"):
        day = date_format(timezone.localtime(moment), "j E Y")
    return Head(
        facts=facts or printed_head(consultation, moment),
        day=f"{day} г.",
        edition=table.edition if table else 0,
        created=moment,
        sha256=table.sha256 if table else "",
    )
