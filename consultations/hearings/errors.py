"""Why something about minutes was not done: codes (see messages.py)."""

from collections.abc import Sequence
from enum import StrEnum

from consultations.hearings.domain.minutes import Found, MinutesData


class HearingsProblem(StrEnum):
    NOT_HEARING = "not_hearing"  # neither hearings nor a discussion
    CONCLUDED = "concluded"
    NOT_BEGUN = "not_begun"
    NO_DRAFT = "no_draft"
    SIGNED_ALREADY = "signed_already"
    NOT_SIGNED = "not_signed"
    NO_REASON = "no_reason"
    DRAFTED_ALREADY = "drafted_already"


class HearingsError(Exception):
    """Nothing was written; `code` says why."""

    def __init__(self, code: HearingsProblem) -> None:
        super().__init__(str(code))
        self.code = code


class BadMinutes(Exception):
    """Something in the minutes cannot be so, or is missing before the signature."""

    def __init__(self, found: Sequence[Found]) -> None:
        super().__init__([(str(each.fault), each.row) for each in found])
        self.found = tuple(found)


class StaleMinutes(Exception):
    """Somebody else has saved the draft meanwhile: `data` is its present text."""

    def __init__(self, data: MinutesData, version: int) -> None:
        super().__init__(version)
        self.data = data
        self.version = version
