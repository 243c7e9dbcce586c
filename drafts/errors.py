"""Why a bill's version was not changed: codes, never sentences."""

from enum import StrEnum


class DraftProblem(StrEnum):
    NOT_DRAFT = "not_draft"  # published already: it cannot change
    NO_PROVISIONS = "no_provisions"  # nothing to speak on
    NO_TITLE = "no_title"  # neither typed nor found in the act
    NO_COMMITTEE = "no_committee"  # a new bill needs the responsible committee
    SLUG_TAKEN = "slug_taken"


class DraftError(Exception):
    """Nothing was written; `code` says why."""

    def __init__(self, code: DraftProblem) -> None:
        super().__init__(str(code))
        self.code = code
