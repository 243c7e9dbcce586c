"""Why something cannot be followed: codes, never sentences (see messages.py)."""

from enum import StrEnum


class FollowingProblem(StrEnum):
    NOTHING_THERE = "nothing_there"  # what was to be followed is not public, or not there
    FORGED = "forged"
    TOO_MANY = "too_many"


class FollowingError(Exception):
    """Nothing was changed; `code` says why."""

    def __init__(self, code: FollowingProblem) -> None:
        super().__init__(str(code))
        self.code = code
