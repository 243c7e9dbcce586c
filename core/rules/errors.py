"""What the rules refuse."""


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


class YearLoadedError(RulesError):
    """The working days of this year are loaded already, and nobody has said to replace them."""

    def __init__(self, year: int) -> None:
        super().__init__(f"the working-day calendar of {year} is loaded already")
        self.year = year
