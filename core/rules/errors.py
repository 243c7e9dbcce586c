"""What the rules refuse."""

from enum import StrEnum


class RulesError(Exception):
    """Base of the errors of the rules."""


class UnknownRuleError(RulesError, LookupError):
    """No rule with this code is in force on this day."""

    def __init__(self, code: str, on: object) -> None:
        super().__init__(f"no rule {code!r} is in force on {on}")
        self.code = code


class WrongUnitError(RulesError, ValueError):
    """A term in hours was asked for a date, or a term in days for a length of time."""


class BadDataError(RulesError, ValueError):
    """A data file of rules or of a calendar that cannot be used; names the file and the fault."""


class CalendarFault(StrEnum):
    """What is wrong with the file of a calendar."""

    NO_FILE = "no_file"
    NOT_TOML = "not_toml"
    WRONG_KEYS = "wrong_keys"
    BAD_YEAR = "bad_year"
    NOT_DATES = "not_dates"
    OTHER_YEAR = "other_year"
    TWICE = "twice"
    WORKING_WEEKDAY = "working_weekday"  # a working day that is Monday to Friday anyway
    OFF_WEEKEND = "off_weekend"  # a day off that is a weekend anyway


class BadCalendarError(BadDataError):
    """The file `name` cannot be used: `fault`, and what it names (day, value) in `params`."""

    def __init__(self, name: str, fault: CalendarFault, said: str, **params: object) -> None:
        super().__init__(f"{name}: {said}")
        self.fault = fault
        self.params = params


class YearLoadedError(RulesError):
    """The working days of this year are loaded already, and nobody has said to replace them."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the working-day calendar of {year} is loaded already")
        self.year = year
