"""Why nothing was done with a request: codes, never sentences."""

from enum import StrEnum

from consultations.requests.domain.decisions import DecisionProblem, WordsProblem


class RequestProblem(StrEnum):
    NO_CHAMBER = "no_chamber"  # no Public Chamber takes requests on this site
    NO_RULES = "no_rules"  # the rules set no term for the decision
    NO_CALENDAR = "no_calendar"  # the working days of that year are not loaded
    NOT_WAITING = "not_waiting"  # hidden, decided, or not confirmed
    ALREADY_DECIDED = "already_decided"
    ALREADY_SHOWN = "already_shown"
    ALREADY_HIDDEN = "already_hidden"
    UNKNOWN_GROUND = "unknown_ground"
    OTHER_BILL = "other_bill"  # the event is about another bill
    OWN = "own"  # the author need not join
    ALREADY_JOINED = "already_joined"
    NOT_JOINABLE = "not_joinable"


class RequestError(Exception):
    """Nothing was written; `code` says why, `params` what its sentence names."""

    def __init__(
        self, code: RequestProblem | WordsProblem | DecisionProblem, **params: object
    ) -> None:
        super().__init__(str(code))
        self.code = code
        self.params = params
