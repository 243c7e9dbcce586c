"""What a Public Chamber may decide on a request, and what a request must say."""

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

MAX_TEXT: Final = 5000
MAX_TITLE: Final = 300


class Kind(StrEnum):
    EXPERTISE = "expertise"  # of a published version of a bill
    TOPIC = "topic"  # for a public discussion


class Disposition(StrEnum):
    AGREED = "agreed"
    DECLINED = "declined"
    PASSED = "passed"  # to another body


class WordsProblem(StrEnum):
    """Why a request cannot be taken."""

    NO_BILL = "no_bill"
    NO_TITLE = "no_title"
    NO_TEXT = "no_text"
    TOO_LONG = "too_long"


class DecisionProblem(StrEnum):
    """Why a decision cannot be taken."""

    NO_EVENT = "no_event"  # agreed: which event follows, or by when it will be announced
    ANNOUNCED_IN_PAST = "announced_in_past"
    NO_REASON = "no_reason"
    NO_BODY = "no_body"  # passed: to whom
    DECISION_TOO_LONG = "decision_too_long"


class Caution(StrEnum):
    """What a moderator should look at; it never refuses anything."""

    TOO_FAST = "too_fast"
    MANY_FROM_ADDRESS = "many_from_address"
    MANY_FROM_PERSON = "many_from_person"


@dataclass(frozen=True, slots=True)
class RequestText:
    """What is asked for: `version_id` for an expertise, `title` for a topic; `text` says why."""

    kind: str
    text: str
    title: str = ""
    version_id: int | None = None

    def cleaned(self) -> "RequestText":
        """Without spaces at the ends, and without what belongs to the other kind."""
        is_expertise = self.kind == Kind.EXPERTISE
        return RequestText(
            Kind(self.kind),
            self.text.strip(),
            "" if is_expertise else " ".join(self.title.split()),
            self.version_id if is_expertise else None,
        )

    def problem(self) -> WordsProblem | None:
        """The first fault of a cleaned text, or None."""
        if self.kind == Kind.EXPERTISE and self.version_id is None:
            return WordsProblem.NO_BILL
        if self.kind == Kind.TOPIC and not self.title:
            return WordsProblem.NO_TITLE
        if not self.text:
            return WordsProblem.NO_TEXT
        if len(self.text) > MAX_TEXT or len(self.title) > MAX_TITLE:
            return WordsProblem.TOO_LONG
        return None


@dataclass(frozen=True, slots=True)
class Decision:
    """What the Chamber answers. agreed: `consultation_id` of the event that follows, or the day by
    which it will be announced; declined: `text` is the reason; passed: to which body."""

    disposition: str
    text: str = ""
    consultation_id: int | None = None
    announce_by: dt.date | None = None
    passed_to: str = ""

    def cleaned(self) -> "Decision":
        """Without spaces, and without what belongs to other dispositions."""
        agreed = self.disposition == Disposition.AGREED
        return Decision(
            Disposition(self.disposition),
            self.text.strip(),
            self.consultation_id if agreed else None,
            self.announce_by if agreed and self.consultation_id is None else None,
            self.passed_to.strip() if self.disposition == Disposition.PASSED else "",
        )

    def problem(self, today: dt.date) -> DecisionProblem | None:
        """The first fault of a cleaned decision as seen on `today`, or None."""
        if len(self.text) > MAX_TEXT:
            return DecisionProblem.DECISION_TOO_LONG
        if self.disposition == Disposition.DECLINED:
            return None if self.text else DecisionProblem.NO_REASON
        if self.disposition == Disposition.PASSED:
            return None if self.passed_to else DecisionProblem.NO_BODY
        if self.consultation_id is None and self.announce_by is None:
            return DecisionProblem.NO_EVENT
        if self.announce_by is not None and self.announce_by < today:
            return DecisionProblem.ANNOUNCED_IN_PAST
        return None


class RequestState(StrEnum):
    """How a request stands on a day, for the public."""

    CHECKING = "checking"
    WAITING = "waiting"
    OVERDUE = "overdue"
    HIDDEN = "hidden"
    AGREED = "agreed"
    DECLINED = "declined"
    PASSED = "passed"


def request_state(
    *, status: str, disposition: str, due_on: dt.date, today: dt.date
) -> RequestState:
    """A request waits from its confirmation on, were it not checked yet; `due_on` itself is still
    in time."""
    if status == "hidden":
        return RequestState.HIDDEN
    if disposition:
        return RequestState(disposition)
    if due_on < today:
        return RequestState.OVERDUE
    return RequestState.CHECKING if status == "checking" else RequestState.WAITING
