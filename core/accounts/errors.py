"""Why a request by e-mail was not carried out: codes, never sentences (see messages.py)."""

from collections.abc import Mapping
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


class CouncilProblem(StrEnum):
    """Why the composition of a council was not changed."""

    DATES_BACKWARDS = "dates_backwards"
    NO_NAME = "no_name"
    NOT_A_COUNCIL_ROLE = "not_a_council_role"
    MEMBER_TWICE = "member_twice"
    OTHER_COUNCIL = "other_council"  # a rule forbids to sit in both; details: council, basis
    NO_SEAT = "no_seat"  # as many members as seats
    CHAIR_TAKEN = "chair_taken"
    BEFORE_FORMATION = "before_formation"
    COUNCIL_TERM_OVER = "council_term_over"
    AFTER_COUNCIL_TERM = "after_council_term"
    MEMBERSHIP_OVER = "membership_over"
    BEFORE_TERM = "before_term"
    NO_REASON = "no_reason"
    END_IN_FUTURE = "end_in_future"
    FEWER_SEATS = "fewer_seats"  # than there are members
    NO_SEATS = "no_seats"
    BAD_QUORUM = "bad_quorum"
    NO_ACT = "no_act"
    NO_SECRETARY = "no_secretary"  # nobody could work for the new composition
    NOT_LATER = "not_later"  # the new composition must be formed after the former
    ABSENCE_OUTSIDE_TERM = "absence_outside_term"
    ABSENCE_TWICE = "absence_twice"
    NO_GROUND = "no_ground"
    ABSENCE_CANCELLED = "absence_cancelled"
    NOT_OWN_RECORD = "not_own_record"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"
    UNKNOWN_GROUND = "unknown_ground"
    HIDDEN_ALREADY = "hidden_already"
    NO_CONSENT = "no_consent"
    NO_CONSENT_TEXT = "no_consent_text"


class CouncilError(Exception):
    """Nothing was changed; `code` says why, `details` what its sentence names."""

    def __init__(self, code: CouncilProblem, details: Mapping[str, str] | None = None) -> None:
        super().__init__(str(code))
        self.code = code
        self.details = details or {}
