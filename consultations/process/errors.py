"""Why a consultation or a referral was not made: codes, never sentences."""

from enum import StrEnum

from consultations.process.domain.lifecycle import WindowProblem


class ProcessProblem(StrEnum):
    VERSION_NOT_PUBLISHED = "version_not_published"
    NOT_CONTROL_SUBJECT = "not_control_subject"  # 212-FZ, art. 9: the organiser, or a council
    NOT_RESPONSIBLE_COMMITTEE = "not_responsible_committee"
    NO_QUESTION = "no_question"
    NO_RESULTS_METHOD = "no_results_method"
    NO_RULES = "no_rules"  # the rules set no term for the committee's answers
    NO_CALENDAR = "no_calendar"  # the working days of that year are not loaded
    NO_CONSENT_TEXTS = "no_consent_texts"  # citizens could not agree to anything (152-FZ, art. 9)
    BAD_SLUG = "bad_slug"
    SLUG_TAKEN = "slug_taken"
    NOT_REFERRABLE_NOW = "not_referrable_now"  # the window has closed
    NO_OPINION_HERE = "no_opinion_here"  # a monitoring or an inspection: no document holds it
    ALREADY_REFERRED = "already_referred"
    NO_SUBJECT = "no_subject"  # of a monitoring or an inspection
    NO_PROCEDURE = "no_procedure"  # of a monitoring: the organiser sets it (212-FZ, art. 19)
    NO_INSPECTED_BODY = "no_inspected_body"
    NOT_INSPECTED = "not_inspected"  # a body that is inspected, and no inspection
    PARENT_NOT_MONITORING = "parent_not_monitoring"
    PARENT_IS_RUNNING = "parent_is_running"
    PARENT_OF_OTHER_BILL = "parent_of_other_bill"
    DUE_OUTSIDE_WINDOW = "due_outside_window"
    BAD_TERM = "bad_term"  # shorter than a day, or beyond any calendar
    ALREADY_DECIDED = "already_decided"  # accepted, declined, withdrawn or answered before
    OWN_INITIATIVE = "own_initiative"  # what nobody has asked for cannot be declined
    NO_REASON = "no_reason"
    REASON_TOO_LONG = "reason_too_long"
    BEFORE_SENT = "before_sent"  # a decision before the referral itself
    CONCLUDED = "concluded"  # the summary conclusion is signed


class ProcessError(Exception):
    """Nothing was written; `code` says why, `params` what its sentence names (the year)."""

    def __init__(self, code: ProcessProblem | WindowProblem, **params: object) -> None:
        super().__init__(str(code))
        self.code = code
        self.params = params
