"""Why a bill's version was not changed: codes, never sentences."""

from enum import StrEnum


class DraftProblem(StrEnum):
    NOT_DRAFT = "not_draft"  # published already: it cannot change
    NO_PROVISIONS = "no_provisions"  # nothing to speak on
    NO_TITLE = "no_title"  # neither typed nor found in the act
    NO_COMMITTEE = "no_committee"  # a new bill needs the responsible committee
    TOO_LONG = "too_long"  # the title, the number or the sponsor
    STALE = "stale"  # the text was replaced after it had been looked at
    BAD_SLUG = "bad_slug"
    SLUG_TAKEN = "slug_taken"
    NOT_A_SPONSOR = "not_a_sponsor"  # this body cannot have introduced the bill


class DraftError(Exception):
    """Nothing was written; `code` says why."""

    def __init__(self, code: DraftProblem) -> None:
        super().__init__(str(code))
        self.code = code
