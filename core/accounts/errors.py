"""Why a request by e-mail was not carried out: codes, never sentences (see messages.py)."""

from enum import StrEnum


class ConfirmationProblem(StrEnum):
    FORGED = "forged"
    EXPIRED = "expired"
    DONE = "done"  # confirmed before
    TOO_SOON = "too_soon"  # the letter has just been sent


class ConfirmationError(Exception):
    """Nothing was changed; `code` says why."""

    def __init__(self, code: ConfirmationProblem) -> None:
        super().__init__(str(code))
        self.code = code
