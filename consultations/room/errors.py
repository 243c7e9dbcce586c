"""Why nothing was written in a room: codes, never sentences."""

from collections.abc import Sequence
from enum import StrEnum
from typing import Any


class RoomProblem(StrEnum):
    NO_SEAT = "no_seat"
    TERM_ENDED = "term_ended"  # the actor was of the room once
    NOT_DECLARED = "not_declared"
    CONFLICT = "conflict"  # 212-FZ, art. 23: no authorship with a conflict of interest
    CONFLICT_WITHOUT_TEXT = "conflict_without_text"
    ADOPTED = "adopted"  # the council has adopted its opinion
    CONCLUDED = "concluded"  # the summary conclusion is signed
    CLOSED = "closed"  # the referral is declined or withdrawn
    NOT_LEADING = "not_leading"
    NOT_SECRETARY = "not_secretary"
    NOT_PREPARING = "not_preparing"  # neither secretary, nor chair, nor rapporteur
    NOT_YOURS = "not_yours"
    # Of the person for whom somebody writes
    AUTHOR_NO_SEAT = "author_no_seat"
    AUTHOR_TERM_ENDED = "author_term_ended"
    AUTHOR_NOT_DECLARED = "author_not_declared"
    AUTHOR_CONFLICT = "author_conflict"
    NO_BASIS = "no_basis"
    # Of who prepares the opinion
    RAPPORTEUR_NO_SEAT = "rapporteur_no_seat"
    RAPPORTEUR_OBSERVER = "rapporteur_observer"
    RAPPORTEUR_CONFLICT = "rapporteur_conflict"
    PERSON_NO_SEAT = "person_no_seat"
    PERSON_CONFLICT = "person_conflict"
    # Of words
    FOREIGN_PROVISION = "foreign_provision"
    EMPTY_POSITION = "empty_position"  # the stance asks for changes and does not say which
    POSITION_TWICE = "position_twice"
    EMPTY_REMARK = "empty_remark"
    WITHDRAWN = "withdrawn"
    STALE = "stale"
    EMPTY_MESSAGE = "empty_message"
    FOREIGN_REMARK = "foreign_remark"
    REPLY_TO_REPLY = "reply_to_reply"
    MESSAGE_SETTLED = "message_settled"  # the time for mending is over
    STRUCK = "struck"
    # Of tables
    ALREADY_CONFIRMED = "already_confirmed"
    NOTHING_TO_WRITE = "nothing_to_write"
    # Of the opinion
    NOTHING_CHOSEN = "nothing_chosen"
    ALREADY_TAKEN = "already_taken"
    ONE_CHOSEN = "one_chosen"  # one remark cannot be joined with itself
    DIFFERENT_PROVISIONS = "different_provisions"
    NO_REASON = "no_reason"
    AUTHORS_CONFLICT = "authors_conflict"  # declared after the remark was written


class RoomError(Exception):
    """Nothing was written; `code` says why."""

    def __init__(self, code: RoomProblem) -> None:
        super().__init__(str(code))
        self.code = code


class ConflictedAuthors(RoomError):
    """Authors of chosen remarks have declared a conflict of interest since: `names` are theirs."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(RoomProblem.AUTHORS_CONFLICT)
        self.names = tuple(names)


class StaleWords(RoomError):
    """Somebody has saved these words in the meantime: `current` holds them by field, `revision` is
    their number."""

    def __init__(self, current: dict[str, Any], revision: int) -> None:
        super().__init__(RoomProblem.STALE)
        self.current = current
        self.revision = revision
