"""The terms of public control by the rules in force: which days follow from which."""

import datetime as dt
from dataclasses import dataclass
from typing import Final

from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.models import Consultation, Form
from core.rules import selectors as rules
from core.rules.domain.calendar import CalendarError
from core.rules.errors import RulesError, UnknownRuleError

# Codes of terms in core.rules.
EXPERTISE_MAX: Final = "expertise.maximum"
EXPERTISE_USUAL: Final = "expertise.default"
INSPECTION_MAX: Final = "inspection.maximum"
DISCUSSION_ADVISED: Final = "discussion.suggested"
ANSWERS: Final = "committee.answer"
REMINDER: Final = "referral.reminder"
BEFORE_CLOSING: Final = "referral.before_closing"

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
        raise ProcessError(ProcessProblem.NO_CALENDAR) from error


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
