"""What pages read of the work of councils; a constant number of queries."""

import datetime as dt
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Max, QuerySet
from django.db.models.functions import ExtractYear

from cms.registers.activity.domain.table import Line, sums, table
from cms.registers.activity.models import ControlForm, ControlWork, Meeting
from cms.registers.kit.words import all_words
from consultations.process.numbers import form_numbers
from core.accounts.models import Council
from core.accounts.models.bodies import CONTROL_SUBJECTS
from core.journal.subjects import SubjectLink
from core.web.paging import Page, keyset_page

PER_PAGE: Final = 30
ORDER: Final = ("-held_on", "-pk")
# How many meetings and lines the page of a council names.
RECENT: Final = 5
FORMS: Final = tuple(ControlForm.values)


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed by; empty values narrow nothing."""

    words: str = ""
    council: int | None = None
    form: str = ""
    year: int | None = None


# --- Meetings ----------------------------------------------------------------------------------


def public_meetings() -> QuerySet[Meeting]:
    return Meeting.objects.public().select_related("council").order_by(*ORDER)


def meetings_page(filters: Filters, *, cursor: str | None) -> Page[Meeting]:
    """The latest first; one query."""
    found = _narrowed(public_meetings(), filters)
    found = found.filter(all_words(filters.words, "agenda", "decisions", "place"))
    return keyset_page(found, order=ORDER, cursor=cursor, per_page=PER_PAGE)


def _narrowed(found: QuerySet[Any], filters: Filters) -> QuerySet[Any]:
    if filters.council is not None:
        found = found.filter(council=filters.council)
    if filters.form:
        found = found.filter(form=filters.form)
    if filters.year is not None:
        found = found.filter(held_on__year=filters.year)
    return found


def meeting_councils() -> list[Council]:
    """Councils that have public meetings, by name."""
    wanted = Meeting.objects.public().values("council")
    return list(Council.objects.filter(pk__in=wanted).order_by("name", "pk"))


def meeting_years() -> list[int]:
    days = Meeting.objects.public().dates("held_on", "year", order="DESC")
    return [day.year for day in days]


def find_meeting(pk: int) -> Meeting | None:
    found = Meeting.objects.public().filter(pk=pk)
    return found.select_related("council", "protocol").first()


def last_meeting_change() -> dt.datetime | None:
    rows = Meeting.objects.public()
    return rows.aggregate(at=Max("last_published_at"))["at"]  # type: ignore[no-any-return]


def journal_meetings(ids: Collection[str]) -> dict[str, SubjectLink]:
    """For the pages of the journal; one query."""
    found = Meeting.objects.public().filter(pk__in=ids)
    return {str(row.pk): SubjectLink(str(row), row.get_absolute_url()) for row in found}


def council_meetings(council: Council, today: dt.date) -> tuple[list[Meeting], list[Meeting]]:
    """Its public meetings: those ahead, the next first, and the last ones that were held; two
    queries."""
    rows = Meeting.objects.public().filter(council=council)
    ahead = rows.filter(held_on__gte=today).order_by("held_on", "pk")
    held = rows.filter(held_on__lt=today).order_by(*ORDER)
    return list(ahead[:RECENT]), list(held[:RECENT])


# --- Forms of public control -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class FormTable:
    """Lines with their councils, and all of them together."""

    lines: list[tuple[Council, Line]]
    totals: list[int]
    opinions: int
    years: list[int]


def form_table(*, council: int | None, year: int | None) -> FormTable:
    """What councils have used, by years, the latest first, councils by name. Of all councils only
    one year is shown: `year` or the latest one. Four queries."""
    councils = control_councils()
    wanted = [row for row in councils if council is None or row.pk == council]
    lines = form_lines([row.pk for row in wanted])
    years = sorted({line.year for line in lines}, reverse=True)
    shown = year if year is not None or council is not None else next(iter(years), None)
    if shown is not None:
        lines = [line for line in lines if line.year == shown]
    place = {row.pk: (number, row) for number, row in enumerate(wanted)}
    lines.sort(key=lambda line: (-line.year, place[line.council][0]))
    totals, opinions = sums(FORMS, lines)
    return FormTable([(place[line.council][1], line) for line in lines], totals, opinions, years)


def control_councils() -> list[Council]:
    """Subjects of public control, by name."""
    return list(Council.objects.filter(kind__in=CONTROL_SUBJECTS).order_by("name", "pk"))


def form_lines(councils: Collection[int]) -> list[Line]:
    """Of these councils (ids), all years; three queries."""
    counted = form_numbers(councils)
    entered: dict[tuple[int, int], dict[str, int]] = defaultdict(dict)
    rows = ControlWork.objects.public().filter(council__in=councils).order_by()
    years = rows.values_list("council", ExtractYear("held_on"), "form")
    for council, year, form, count in years.annotate(Count("pk")):
        entered[council, year][form] = count
    return table(FORMS, held=counted.held, entered=entered, opinions=counted.opinions)


def public_works() -> QuerySet[ControlWork]:
    rows = ControlWork.objects.public().select_related("council", "document")
    return rows.order_by(*ORDER)


def works_page(filters: Filters, *, cursor: str | None) -> Page[ControlWork]:
    """What was entered by hand, the latest first; one query."""
    found = _narrowed(public_works(), filters)
    return keyset_page(found, order=ORDER, cursor=cursor, per_page=PER_PAGE)


def last_work_change() -> dt.datetime | None:
    rows = ControlWork.objects.public()
    return rows.aggregate(at=Max("last_published_at"))["at"]  # type: ignore[no-any-return]
