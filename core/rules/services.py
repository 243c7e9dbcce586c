"""Filling the tables of rules. What people have edited is never overwritten."""

import datetime as dt
import hashlib
from collections.abc import Iterable, Mapping
from typing import Any, Final

from django.db import DEFAULT_DB_ALIAS, transaction

from core.rules.errors import YearLoadedError
from core.rules.events import CalendarLoaded, calendar_loaded
from core.rules.files import CalendarData, default_calendars, default_rulesets
from core.rules.models import (
    CalendarDay,
    CalendarYear,
    ChecklistItem,
    LegalCitation,
    ModerationGround,
    ReasonCode,
    RuleSet,
    StockPhrase,
    Term,
)
from core.rules.models.rules import Ordered, Rule

_TABLES: Final[dict[str, type[Rule]]] = {
    "term": Term,
    "reason": ReasonCode,
    "ground": ModerationGround,
    "item": ChecklistItem,
    "citation": LegalCitation,
    "phrase": StockPhrase,
}


def load_defaults(*, using: str = DEFAULT_DB_ALIAS) -> int:
    """Inserts the default rules and calendars that are absent, known by their codes and years;
    returns how many rows. Safe to repeat: what is there stays as it is, edited or not."""
    with transaction.atomic(using=using):
        return _load_rules(using) + _load_calendars(using)


@transaction.atomic
def load_calendar(
    *, role: str = "", calendar: CalendarData, replace: bool = False, now: dt.datetime
) -> int:
    """Makes the working days of a year known, with an entry in the journal; returns how many days
    differ from their place in the week. `role`: a code of who does it, empty for a command.

    Raises YearLoadedError if the year is loaded and `replace` is not set. What was counted before
    keeps its day.
    """
    years = CalendarYear.objects.select_for_update()
    loaded = years.filter(pk=calendar.year).first()
    if loaded is not None and not replace:
        raise YearLoadedError(calendar.year)
    CalendarYear.objects.update_or_create(year=calendar.year, defaults={"source": calendar.source})
    CalendarDay.objects.filter(year_id=calendar.year).delete()
    CalendarDay.objects.bulk_create(_days(calendar))
    lines = "\n".join(f"{day} {kind}" for day, kind in sorted(calendar.days.items()))
    event = CalendarLoaded(
        year=calendar.year,
        days=len(calendar.days),
        sha256=hashlib.sha256(lines.encode()).hexdigest(),
        replaced=loaded is not None,
        role=role,
        at=now,
    )
    calendar_loaded.send(sender=CalendarLoaded, event=event)
    return len(calendar.days)


def _load_rules(using: str) -> int:
    data = default_rulesets()
    codes = [item.fields["code"] for item in data]
    sets = RuleSet.objects.using(using)
    present = set(sets.filter(code__in=codes).values_list("code", flat=True))
    new = [RuleSet(**item.fields) for item in data if item.fields["code"] not in present]
    sets.bulk_create(new)
    ids = dict(sets.filter(code__in=codes).values_list("code", "pk"))
    count = len(new)
    for table, model in _TABLES.items():
        rows = [
            row
            for item in data
            for row in _rows(model, ids[item.fields["code"]], item.tables.get(table, ()))
        ]
        count += _insert_absent(model, rows, using)
    return count


def _rows(model: type[Rule], ruleset_id: int, rows: Iterable[Mapping[str, Any]]) -> list[Rule]:
    """Unsaved rows; those that have an order keep the one of the file."""
    made = []
    for place, row in enumerate(rows, start=1):
        order = {"order": place} if issubclass(model, Ordered) else {}
        made.append(model(ruleset_id=ruleset_id, **order, **row))
    return made


def _insert_absent(model: type[Rule], rows: list[Rule], using: str) -> int:
    objects = model.objects.using(using)
    present = set(objects.values_list("ruleset_id", "code"))
    new = [row for row in rows if (row.ruleset_id, row.code) not in present]
    objects.bulk_create(new)
    return len(new)


def _load_calendars(using: str) -> int:
    years = CalendarYear.objects.using(using)
    loaded = set(years.values_list("year", flat=True))
    new = [calendar for calendar in default_calendars() if calendar.year not in loaded]
    years.bulk_create([CalendarYear(year=item.year, source=item.source) for item in new])
    days = [day for item in new for day in _days(item)]
    CalendarDay.objects.using(using).bulk_create(days)
    return len(new) + len(days)


def _days(calendar: CalendarData) -> list[CalendarDay]:
    return [
        CalendarDay(year_id=calendar.year, date=day, kind=kind)
        for day, kind in sorted(calendar.days.items())
    ]
