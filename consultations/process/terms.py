"""The terms of public control by the rules in force: which days follow from which."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext

from consultations.process.domain.lifecycle import GivenTerm
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.models import Consultation, Form, Referral
from core.rules import selectors as rules
from core.rules.domain.calendar import (
    CalendarError,
    ComputedDate,
    TermUnit,
    WorkCalendar,
    due,
    explained,
)
from core.rules.errors import RulesError, UnknownRuleError

# Codes of terms in core.rules.
EXPERTISE_MAX: Final = "expertise.maximum"
EXPERTISE_USUAL: Final = "expertise.default"
INSPECTION_MAX: Final = "inspection.maximum"
DISCUSSION_ADVISED: Final = "discussion.suggested"
ANSWERS: Final = "committee.answer"
REMINDER: Final = "referral.reminder"
BEFORE_CLOSING: Final = "referral.before_closing"

# In what a sender may count a term, and how long it may be.
GIVEN_UNITS: Final = (TermUnit.CALENDAR, TermUnit.WORKING)
LONGEST_TERM: Final = 366

_UNLESS_SET: Final = dt.timedelta(days=3)


def latest_closing(form: str, announced_on: dt.date, opens_on: dt.date) -> dt.date | None:
    """The last day that the law allows; None: no maximum is set for this form.

    An expertise is counted from its announcement, an inspection from its own beginning.
    """
    if form == Form.EXPERTISE:
        return _due(EXPERTISE_MAX, announced_on)
    if form == Form.INSPECTION:
        return _due(INSPECTION_MAX, opens_on)
    return None


def advised_closing(form: str, opens_on: dt.date) -> dt.date | None:
    """The last day before which closing is unwise: people would hardly have the time."""
    return _due(DISCUSSION_ADVISED, opens_on) if form == Form.DISCUSSION else None


def is_short(form: str, opens_on: dt.date, closes_on: dt.date) -> bool:
    """Whether a window is allowed but shorter than advised: a warning, never an error."""
    advised = advised_closing(form, opens_on)
    return advised is not None and closes_on < advised


def answer_due(closes_on: dt.date) -> dt.date:
    """The day by which the committee answers what came in by `closes_on`.

    Raises ProcessError (no_rules, no_calendar) where the rules do not give it: a day that binds
    the committee is never guessed.
    """
    try:
        return rules.due_on(ANSWERS, closes_on)
    except UnknownRuleError as error:
        raise ProcessError(ProcessProblem.NO_RULES) from error
    except CalendarError as error:
        raise _no_calendar(error) from error


def end_of(term: GivenTerm, start: dt.date) -> dt.date:
    """The last day of a term that a sender has given, counted from the day after `start`; a last
    day off moves on (Civil Code, art. 193). Raises ProcessError (bad_term, no_calendar)."""
    if not 1 <= term.amount <= LONGEST_TERM or term.unit not in GIVEN_UNITS:
        raise ProcessError(ProcessProblem.BAD_TERM)
    try:
        return due(start, term.amount, TermUnit(term.unit), calendar=rules.work_calendar())
    except CalendarError as error:
        raise _no_calendar(error) from error


def _no_calendar(error: CalendarError) -> ProcessError:
    year = getattr(error, "year", None)
    named = {} if year is None else {"year": str(year)}
    return ProcessError(ProcessProblem.NO_CALENDAR, **named)


def explain_consultation(consultation: Consultation) -> "ExplainedTerms":
    """How the days of a consultation follow from the rules; at most four queries. What no longer
    follows from the rules as they are (they were edited since) is not explained."""
    wanted = [(ANSWERS, consultation.closes_on)]
    if consultation.form == Form.EXPERTISE:
        wanted.append((EXPERTISE_MAX, consultation.announced_on))
    if consultation.form == Form.INSPECTION:
        wanted.append((INSPECTION_MAX, consultation.opens_on))
    answers, *rest = rules.explain_dues(wanted)
    if answers is not None and answers.day != consultation.answer_due_on:
        answers = None
    return ExplainedTerms(answers=answers, latest=rest[0] if rest else None)


@dataclass(frozen=True, slots=True)
class ExplainedTerms:
    """`answers`: when the committee must have answered; `latest`: the last day that the law allows
    for the whole event. None: there is no such rule."""

    answers: ComputedDate | None
    latest: ComputedDate | None


def explain_suggestion(form: str, today: dt.date) -> list[ComputedDate]:
    """How the dates of `suggestion` were found, for the form of an announcement."""
    opens_on = today + dt.timedelta(days=1)
    wanted = {
        Form.EXPERTISE: [(EXPERTISE_USUAL, opens_on), (EXPERTISE_MAX, today)],
        Form.DISCUSSION: [(DISCUSSION_ADVISED, opens_on)],
        Form.INSPECTION: [(INSPECTION_MAX, opens_on)],
    }.get(Form(form), [])
    closes_on = suggestion(form, today).closes_on
    found = rules.explain_dues([*wanted, (ANSWERS, closes_on)])
    return [item for item in found if item is not None]


def explain_referral(referral: Referral, calendar: WorkCalendar) -> ComputedDate | None:
    """How the last day of a referral was found, if its sender gave a term and not a day; no query.
    None also where the calendar has changed since: the day itself stays."""
    if referral.term_amount is None:
        return None
    try:
        found = explained(
            referral.sent_on,
            referral.term_amount,
            TermUnit(referral.term_unit),
            calendar=calendar,
            title=gettext("Term set by the sender"),
        )
    except CalendarError:
        return None
    return found if found.day == referral.due_on else None


def remind_within(today: dt.date) -> dt.timedelta:
    """How long before its term a council is reminded."""
    return _length(REMINDER, today)


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Dates to begin a form with."""

    announced_on: dt.date
    opens_on: dt.date
    closes_on: dt.date


def suggestion(form: str, today: dt.date) -> Suggestion:
    """Announce today, open tomorrow, close as this form usually does."""
    opens_on = today + dt.timedelta(days=1)
    closes_on = advised_closing(form, opens_on) or _due(EXPERTISE_USUAL, opens_on) or opens_on
    latest = latest_closing(form, today, opens_on)
    return Suggestion(today, opens_on, min(closes_on, latest) if latest else closes_on)


def referral_due(consultation: Consultation, today: dt.date) -> dt.date:
    """When a council's opinion is usually due: some days before the window closes, so that it can
    be read while people still speak; never before tomorrow, never after the window."""
    before_closing = consultation.closes_on - _length(BEFORE_CLOSING, today)
    earliest = max(today, consultation.opens_on) + dt.timedelta(days=1)
    return min(max(before_closing, earliest), consultation.closes_on)


def _length(code: str, today: dt.date) -> dt.timedelta:
    """A length by which only a convenience is counted: three days where the rules are silent."""
    try:
        return rules.duration(code, today)
    except RulesError:
        return _UNLESS_SET


def _due(code: str, start: dt.date) -> dt.date | None:
    try:
        return rules.due_on(code, start)
    except (UnknownRuleError, CalendarError):
        return None
