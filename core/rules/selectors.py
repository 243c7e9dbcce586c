"""What the rules say on a given day. Each function costs a fixed number of queries."""

import datetime as dt
from collections.abc import Iterable
from typing import Final, TypeVar

from core.rules.domain.calendar import (
    CalendarError,
    ComputedDate,
    TermUnit,
    WorkCalendar,
    add_months,
    due,
    explained,
)
from core.rules.errors import UnknownRuleError, WrongUnitError
from core.rules.models import (
    CalendarDay,
    CalendarYear,
    ChecklistItem,
    DayKind,
    LegalCitation,
    ModerationGround,
    ReasonCode,
    StockPhrase,
    Term,
)
from core.rules.models.rules import Rule

R = TypeVar("R", bound=Rule)
CALENDAR_WARNING: Final = "calendar.warning"


def term(code: str, on: dt.date) -> Term:
    """The term `code` as the latest set in force on `on` has it (one query). Raises
    UnknownRuleError."""
    found = Term.objects.in_force(on).filter(code=code).first()
    if found is None:
        raise UnknownRuleError(code, on)
    return found


def due_on(code: str, start: dt.date, *, calendar: WorkCalendar | None = None) -> dt.date:
    """The last day of the term `code` that begins on `start`, by the rules of that day.

    One query, and two more for the calendar if it is needed and not given (give it in loops).
    Raises UnknownRuleError, WrongUnitError for a term in hours, YearNotLoadedError.
    """
    rule = term(code, start)
    unit = TermUnit(rule.unit)
    if unit is TermUnit.HOUR:
        raise WrongUnitError(f"{code} is counted in hours")
    if calendar is None:
        needed = rule.shift or unit is TermUnit.WORKING
        calendar = work_calendar() if needed else WorkCalendar()
    return due(start, rule.amount, unit, rule.shift, calendar=calendar)


def explain_due(code: str, start: dt.date, *, calendar: WorkCalendar | None = None) -> ComputedDate:
    """`due_on` with what explains it: the rule, its term, the start, the shift, the citation.

    One query, one more for a citation, and two for the calendar if it is needed and not given.
    Raises as `due_on` does.
    """
    rule = term(code, start)
    if rule.unit == TermUnit.HOUR:
        raise WrongUnitError(f"{code} is counted in hours")
    if calendar is None:
        needed = rule.shift or rule.unit == TermUnit.WORKING
        calendar = work_calendar() if needed else WorkCalendar()
    cited = citations(start).get(rule.citation, "") if rule.citation else ""
    return _explained(rule, start, calendar, cited)


def explain_day(code: str, start: dt.date, day: dt.date | None) -> ComputedDate | None:
    """How a day that is written down was counted from `start`; None where it does not follow from
    the rules and the calendar as they are now: the day itself stays. Four queries at most."""
    found = explain_dues([(code, start)])[0]
    return found if found is not None and found.day == day else None


def explain_dues(
    wanted: Iterable[tuple[str, dt.date]], *, calendar: WorkCalendar | None = None
) -> list[ComputedDate | None]:
    """`explain_due` for several (code, start) pairs in their order: four queries at most. None
    stands where the rules give no date: unknown, in hours, or a year that is not loaded."""
    pairs = list(wanted)
    if not pairs:
        return []
    rows = list(
        Term.objects.filter(code__in={code for code, _start in pairs})
        .select_related("ruleset")
        .order_by("-ruleset__effective_from", "-ruleset_id", "pk")
    )
    found = [_in_force(rows, code, start) for code, start in pairs]
    cited = {rule.citation for rule in found if rule is not None and rule.citation}
    texts = _texts(cited)
    calendar = calendar if calendar is not None else work_calendar()
    return [
        _or_none(rule, start, calendar, texts)
        for rule, (_code, start) in zip(found, pairs, strict=True)
    ]


def _in_force(rows: list[Term], code: str, on: dt.date) -> Term | None:
    for row in rows:
        last = row.ruleset.effective_to
        if row.code == code and row.ruleset.effective_from <= on and (last is None or on <= last):
            return row
    return None


def _texts(codes: set[str]) -> dict[str, str]:
    """The latest texts of citations; one query, none if none are wanted."""
    if not codes:
        return {}
    rows = LegalCitation.objects.filter(code__in=codes).order_by("ruleset__effective_from", "pk")
    return dict(rows.values_list("code", "text"))


def _or_none(
    rule: Term | None, start: dt.date, calendar: WorkCalendar, texts: dict[str, str]
) -> ComputedDate | None:
    if rule is None or rule.unit == TermUnit.HOUR:
        return None
    try:
        return _explained(rule, start, calendar, texts.get(rule.citation, ""))
    except CalendarError:
        return None


def _explained(rule: Term, start: dt.date, calendar: WorkCalendar, citation: str) -> ComputedDate:
    return explained(
        start,
        rule.amount,
        TermUnit(rule.unit),
        rule.shift,
        calendar=calendar,
        title=rule.label,
        citation=citation,
    )


def duration(code: str, on: dt.date) -> dt.timedelta:
    """The length of a term in hours or calendar days (one query). Raises UnknownRuleError, and
    WrongUnitError for terms that have no fixed length."""
    rule = term(code, on)
    if rule.unit == TermUnit.HOUR:
        return dt.timedelta(hours=rule.amount)
    if rule.unit == TermUnit.CALENDAR:
        return dt.timedelta(days=rule.amount)
    raise WrongUnitError(f"{code} has no fixed length")


def reason_codes(on: dt.date) -> list[ReasonCode]:
    """Reasons for answers, by position and order (one query)."""
    return _prevailing(ReasonCode.objects.in_force(on), lambda r: (r.disposition, r.order, r.code))


def stock_phrases(on: dt.date) -> list[str]:
    """Phrases that say nothing by themselves (one query)."""
    rows = _prevailing(StockPhrase.objects.in_force(on), lambda row: (row.order, row.code))
    return [row.title for row in rows]


def moderation_grounds(on: dt.date) -> list[ModerationGround]:
    """The closed list of grounds in its order (one query)."""
    return _prevailing(ModerationGround.objects.in_force(on), lambda g: (g.order, g.code))


def checklist(name: str, on: dt.date) -> list[ChecklistItem]:
    """The items of a checklist in their order (one query); empty if there is no such list."""
    items = ChecklistItem.objects.in_force(on).filter(checklist=name)
    return _prevailing(items, lambda item: (item.order, item.code))


def citations(on: dt.date) -> dict[str, str]:
    """Texts of legal citations by code (one query)."""
    rows = _prevailing(LegalCitation.objects.in_force(on), lambda row: row.code)
    return {row.code: row.text for row in rows}


def work_calendar() -> WorkCalendar:
    """The loaded years with their days (two queries, whatever is loaded). Not kept between calls:
    an edit must count at once in every process, and the rows are few."""
    years = CalendarYear.objects.values_list("year", flat=True)
    days = list(CalendarDay.objects.values_list("date", "kind"))
    return WorkCalendar(
        years=frozenset(years),
        off=frozenset(day for day, kind in days if kind != DayKind.WORKING),
        working=frozenset(day for day, kind in days if kind == DayKind.WORKING),
    )


def _prevailing(rows: Iterable[R], key) -> list[R]:  # type: ignore[no-untyped-def]
    """One row for each code, that of the latest set, sorted by `key`."""
    first: dict[str, R] = {}
    for row in rows:
        first.setdefault(row.code, row)
    return sorted(first.values(), key=key)


def missing_year(today: dt.date) -> int | None:
    """The year whose calendar should be loaded by now (rules: calendar.warning), or None; two
    queries. Where nothing is loaded at all it is the present one."""
    last = CalendarYear.objects.order_by("-year").values_list("year", flat=True).first()
    if last is None:
        return today.year
    rule = Term.objects.in_force(today).filter(code=CALENDAR_WARNING).first()
    months = rule.amount if rule is not None and rule.unit == TermUnit.MONTH else 0
    begins = dt.date(last + 1, 1, 1)
    return last + 1 if today >= add_months(begins, -months) else None


def loaded_years() -> list[CalendarYear]:
    """The years whose working days are known, in their order (one query)."""
    return list(CalendarYear.objects.all())


def days_of(year: int) -> dict[dt.date, str]:
    """The days of a loaded year that differ from their place in the week: date → kind (one
    query)."""
    return dict(CalendarDay.objects.filter(year_id=year).values_list("date", "kind"))
