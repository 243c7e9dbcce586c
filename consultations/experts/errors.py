"""Why something about experts was not done: codes, never sentences (see messages.py)."""

from enum import StrEnum


class ExpertsProblem(StrEnum):
    # The register
    NO_NAME = "no_name"
    NO_EDUCATION = "no_education"
    NO_KNOWLEDGE = "no_knowledge"
    ACCREDITATION_IN_PART = "accreditation_in_part"
    ACCREDITATION_BACKWARDS = "accreditation_backwards"
    NO_CONSENT = "no_consent"
    NO_CONSENT_TEXT = "no_consent_text"
    APPLIED_ALREADY = "applied_already"
    IN_REGISTER_ALREADY = "in_register_already"
    NOT_IN_REGISTER = "not_in_register"
    NO_REASON = "no_reason"
    # Appointments
    CONCLUDED = "concluded"
    REFERRAL_OVER = "referral_over"  # the council has declined it, or its sender has withdrawn it
    APPOINTED_ALREADY = "appointed_already"
    IS_MEMBER = "is_member"  # sits in that council anyway
    LEADER_TAKEN = "leader_taken"
    ENDED_ALREADY = "ended_already"
    NO_STATEMENT = "no_statement"  # on conflict of interest (212-FZ, art. 23)
    CONFLICT = "conflict"
    # Calls
    NOT_CALLABLE_NOW = "not_callable_now"
    NO_REQUIREMENTS = "no_requirements"
    DATES_BACKWARDS = "dates_backwards"
    AFTER_WINDOW = "after_window"
    CALL_OVER = "call_over"
    NO_MOTIVATION = "no_motivation"
    DECIDED_ALREADY = "decided_already"
    # Organisations
    NO_ORGANISATION = "no_organisation"
    BAD_OGRN = "bad_ogrn"
    NO_INTEREST = "no_interest"
    ENTRY_CLOSED = "entry_closed"
    ASKED_ALREADY = "asked_already"


class ExpertsError(Exception):
    """Nothing was written; `code` says why."""

    def __init__(self, code: ExpertsProblem) -> None:
        super().__init__(str(code))
        self.code = code
