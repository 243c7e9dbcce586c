import datetime as dt

import pytest

from consultations.requests.domain.decisions import (
    Caution,
    Decision,
    DecisionProblem,
    Disposition,
    Kind,
    RequestState,
    RequestText,
    WordsProblem,
    request_state,
)
from consultations.requests.errors import RequestError, RequestProblem
from consultations.requests.messages import CAUTIONS, STATE_KINDS, STATES, problem_message

TODAY = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (RequestText(Kind.EXPERTISE, "зачем", version_id=1), None),
        (RequestText(Kind.TOPIC, "зачем", "о чём"), None),
        (RequestText(Kind.EXPERTISE, "зачем", "о чём"), WordsProblem.NO_BILL),
        (RequestText(Kind.TOPIC, "зачем", "  ", 1), WordsProblem.NO_TITLE),
        (RequestText(Kind.TOPIC, " \n", "о чём"), WordsProblem.NO_TEXT),
        (RequestText(Kind.TOPIC, "а" * 5001, "о чём"), WordsProblem.TOO_LONG),
        (RequestText(Kind.TOPIC, "зачем", "а" * 301), WordsProblem.TOO_LONG),
    ],
)
def test_what_a_request_must_say(text, problem) -> None:
    assert text.cleaned().problem() is problem


def test_a_request_keeps_only_what_belongs_to_its_kind() -> None:
    both = {"text": " зачем ", "title": " о  чём ", "version_id": 1}
    assert RequestText(Kind.EXPERTISE, **both).cleaned() == RequestText(
        Kind.EXPERTISE, "зачем", "", 1
    )
    assert RequestText(Kind.TOPIC, **both).cleaned() == RequestText(Kind.TOPIC, "зачем", "о чём")


@pytest.mark.parametrize(
    ("decision", "problem"),
    [
        (Decision("agreed", consultation_id=1), None),
        (Decision("agreed", announce_by=TODAY), None),
        (Decision("agreed", "хорошо"), DecisionProblem.NO_EVENT),
        (Decision("agreed", announce_by=TODAY - DAY), DecisionProblem.ANNOUNCED_IN_PAST),
        (Decision("declined", "уже обсуждали"), None),
        (Decision("declined", " "), DecisionProblem.NO_REASON),
        (Decision("passed", passed_to="Дума"), None),
        (Decision("passed", "туда"), DecisionProblem.NO_BODY),
        (Decision("declined", "а" * 5001), DecisionProblem.DECISION_TOO_LONG),
    ],
)
def test_what_a_decision_must_say(decision, problem) -> None:
    assert decision.cleaned().problem(TODAY) is problem


def test_a_decision_keeps_only_what_belongs_to_it() -> None:
    said = {"text": "т", "consultation_id": 1, "announce_by": TODAY, "passed_to": "Дума"}
    assert Decision("declined", **said).cleaned() == Decision("declined", "т")
    assert Decision("passed", **said).cleaned() == Decision("passed", "т", passed_to="Дума")
    assert Decision("agreed", **said).cleaned() == Decision("agreed", "т", 1)


@pytest.mark.parametrize(
    ("status", "disposition", "due", "state"),
    [
        ("checking", "", 0, RequestState.CHECKING),
        ("checking", "", -1, RequestState.OVERDUE),  # not to check is no way to be in time
        ("shown", "", 0, RequestState.WAITING),
        ("shown", "", -1, RequestState.OVERDUE),
        ("hidden", "", -1, RequestState.HIDDEN),
        ("decided", "agreed", -1, RequestState.AGREED),
        ("decided", "declined", 3, RequestState.DECLINED),
    ],
)
def test_state_of_a_request(status, disposition, due, state) -> None:
    found = request_state(
        status=status, disposition=disposition, due_on=TODAY + due * DAY, today=TODAY
    )
    assert found is state


@pytest.mark.parametrize("code", [*RequestProblem, *WordsProblem, *DecisionProblem])
def test_every_refusal_has_a_sentence(code) -> None:
    assert problem_message(RequestError(code)).endswith((".", ")."))


def test_every_state_and_caution_has_words() -> None:
    assert set(STATES) == set(STATE_KINDS) == set(RequestState)
    assert set(CAUTIONS) == set(Caution)
    assert {str(item) for item in Disposition} <= {str(state) for state in RequestState}
