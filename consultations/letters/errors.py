"""Why nothing was changed: codes, never sentences (see messages.py)."""

from enum import StrEnum


class LettersProblem(StrEnum):
    FORGED = "forged"


class LettersError(Exception):
    """Nothing was changed; `code` says why."""

    def __init__(self, code: LettersProblem) -> None:
        super().__init__(str(code))
        self.code = code
