"""Why something about a monitoring or an inspection was not done: codes (see messages.py)."""

from collections.abc import Sequence
from enum import StrEnum

from consultations.control.domain.closing import ClosingData, Required


class ControlProblem(StrEnum):
    NOT_CONTROL = "not_control"  # neither a monitoring nor an inspection
    NOT_INSPECTION = "not_inspection"
    CONCLUDED = "concluded"
    # Inspectors
    NO_CERTIFICATE = "no_certificate"
    NO_ORDER = "no_order"
    NO_STATEMENT = "no_statement"
    CONFLICT = "conflict"
    INSPECTOR_TWICE = "inspector_twice"
    WORKS_FOR_INSPECTED = "works_for_inspected"
    NO_CONSENT = "no_consent"  # inspectors are named in public (152-FZ, art. 10.1)
    NO_CONSENT_TEXT = "no_consent_text"
    NO_NAME = "no_name"
    NO_SUCH_ACCOUNT = "no_such_account"
    NO_REASON = "no_reason"
    ENDED_ALREADY = "ended_already"
    # Observations
    NOT_STARTED = "not_started"
    WINDOW_OVER = "window_over"
    OUTSIDE_TERM = "outside_term"
    SEEN_IN_FUTURE = "seen_in_future"
    NO_PLACE = "no_place"
    NO_FACT = "no_fact"
    NO_TOPIC = "no_topic"
    FOREIGN_PROVISION = "foreign_provision"
    WITHDRAWN_ALREADY = "withdrawn_already"
    # The closing document
    NO_NUMBER = "no_number"
    NO_DRAFT = "no_draft"
    SIGNED_ALREADY = "signed_already"
    NOT_SIGNED = "not_signed"
    NO_INSPECTORS = "no_inspectors"
    NO_TEXT = "no_text"
    RECEIVED_IN_FUTURE = "received_in_future"
    RECEIVED_BEFORE_START = "received_before_start"


class ControlError(Exception):
    """Nothing was written; `code` says why."""

    def __init__(self, code: ControlProblem) -> None:
        super().__init__(str(code))
        self.code = code


class StaleDraft(Exception):
    """Somebody else has saved the draft meanwhile: `data` is its present text."""

    def __init__(self, data: ClosingData, revision: int) -> None:
        super().__init__(revision)
        self.data = data
        self.revision = revision


class NotSignable(Exception):
    """The document cannot be signed: empty required blocks, and what must happen before."""

    def __init__(self, missing: Sequence[Required], waiting: Sequence[str]) -> None:
        super().__init__([item.code for item in missing], list(waiting))
        self.missing = tuple(missing)
        self.waiting = tuple(waiting)
