"""Refusals, states and cautions in words."""

from collections.abc import Mapping
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.requests.domain.decisions import (
    Caution,
    DecisionProblem,
    RequestState,
    WordsProblem,
)
from consultations.requests.errors import RequestError, RequestProblem

_PROBLEMS: Final[dict[str, Promise]] = {
    RequestProblem.NO_CHAMBER: _("Requests cannot be received: no Public Chamber works here yet."),
    RequestProblem.NO_RULES: _(
        "Requests cannot be received now: the rules set no term for the decision. Tell the "
        "administrator."
    ),
    RequestProblem.NO_CALENDAR: _(
        "Requests cannot be received now: the working days of %(year)s are not loaded, so the day "
        "of the decision cannot be counted. The administrator loads them by manage.py "
        "load_calendar."
    ),
    RequestProblem.NOT_WAITING: _("This request does not wait for a decision."),
    RequestProblem.ALREADY_DECIDED: _("Somebody has decided on this request already."),
    RequestProblem.ALREADY_SHOWN: _("The request is published already."),
    RequestProblem.ALREADY_HIDDEN: _("The request is hidden already."),
    RequestProblem.UNKNOWN_GROUND: _("Choose a ground of the list."),
    RequestProblem.OTHER_BILL: _("That event is held on another bill."),
    RequestProblem.OWN: _("This is your own request: you need not join it."),
    RequestProblem.ALREADY_JOINED: _("You have joined this request already."),
    RequestProblem.NOT_JOINABLE: _("One cannot join this request now."),
    WordsProblem.NO_BILL: _("Choose the bill."),
    WordsProblem.NO_TITLE: _("Name the topic."),
    WordsProblem.NO_TEXT: _("Say why it is needed."),
    WordsProblem.TOO_LONG: _("The text is too long: up to 5,000 characters, the topic up to 300."),
    DecisionProblem.NO_EVENT: _(
        "Choose the event that follows, or the day by which it will be announced."
    ),
    DecisionProblem.ANNOUNCED_IN_PAST: _("That day has passed already."),
    DecisionProblem.NO_REASON: _("A refusal needs a reason: it is public."),
    DecisionProblem.NO_BODY: _("Name the body to which the request is passed."),
    DecisionProblem.DECISION_TOO_LONG: _("The text is too long: up to 5,000 characters."),
}

# The field of a form that a refusal speaks of.
PROBLEM_FIELDS: Final[dict[str, str]] = {
    WordsProblem.NO_BILL: "version",
    WordsProblem.NO_TITLE: "title",
    WordsProblem.NO_TEXT: "text",
    WordsProblem.TOO_LONG: "text",
    RequestProblem.UNKNOWN_GROUND: "ground",
    RequestProblem.OTHER_BILL: "consultation",
    DecisionProblem.NO_EVENT: "announce_by",
    DecisionProblem.ANNOUNCED_IN_PAST: "announce_by",
    DecisionProblem.NO_REASON: "text",
    DecisionProblem.NO_BODY: "passed_to",
    DecisionProblem.DECISION_TOO_LONG: "text",
}

STATES: Final[dict[RequestState, Promise]] = {
    RequestState.CHECKING: _("being checked"),
    RequestState.WAITING: _("waits for a decision"),
    RequestState.OVERDUE: _("decision overdue"),
    RequestState.HIDDEN: _("hidden"),
    RequestState.AGREED: pgettext_lazy("request", "agreed"),
    RequestState.DECLINED: pgettext_lazy("request", "declined"),
    RequestState.PASSED: pgettext_lazy("request", "passed to another body"),
}
STATE_KINDS: Final[dict[RequestState, str]] = {
    RequestState.CHECKING: "",
    RequestState.WAITING: "info",
    RequestState.OVERDUE: "error",
    RequestState.HIDDEN: "",
    RequestState.AGREED: "success",
    RequestState.DECLINED: "warning",
    RequestState.PASSED: "accent",
}

CAUTIONS: Final[dict[str, Promise]] = {
    Caution.TOO_FAST: _("the form was filled in faster than a person can"),
    Caution.MANY_FROM_ADDRESS: _("many requests from one network address within an hour"),
    Caution.MANY_FROM_PERSON: _("many requests of one person within a day"),
}


def problem_message(error: RequestError) -> str:
    """One sentence that says why nothing was done."""
    params: Mapping[str, object] = {"year": _("that year")} | error.params
    return str(_PROBLEMS[error.code]) % params


def problem_words(code: str) -> str:
    """The sentence of a code, its names left general."""
    return str(_PROBLEMS[code]) % {"year": _("that year")}
