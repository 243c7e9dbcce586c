"""Why nothing was changed: codes, never sentences (see messages.py)."""

from enum import StrEnum


class AmendmentsProblem(StrEnum):
    NO_SPONSOR = "no_sponsor"
    NO_PLACE = "no_place"
    NO_TEXT = "no_text"
    NO_REASON = "no_reason"
    TOO_LONG = "too_long"
    UNKNOWN_DECISION = "unknown_decision"
    NOTHING_CHOSEN = "nothing_chosen"
    NOTHING_TO_TABLE = "nothing_to_table"
    NOTHING_TABLED = "nothing_tabled"
    UNCHANGED = "unchanged"
    WITHDRAWN = "withdrawn"
    STALE = "stale"
    ROLE_OVER = "role_over"


class AmendmentsError(Exception):
    """Nothing was changed; `code` says why."""

    def __init__(self, code: AmendmentsProblem) -> None:
        super().__init__(str(code))
        self.code = code
