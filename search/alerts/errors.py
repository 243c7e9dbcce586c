"""Why a search cannot be saved: codes, never sentences (see messages.py)."""

from enum import StrEnum


class AlertProblem(StrEnum):
    NOTHING_ASKED = "nothing_asked"  # neither words nor filters that can be searched for
    TOO_LONG = "too_long"
    TOO_MANY = "too_many"


class AlertError(Exception):
    """Nothing was changed; `code` says why."""

    def __init__(self, code: AlertProblem) -> None:
        super().__init__(str(code))
        self.code = code
