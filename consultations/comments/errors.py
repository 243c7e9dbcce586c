"""Why a comment was not taken: codes, never sentences (see messages.py)."""

from enum import StrEnum
from typing import Any


class CommentProblem(StrEnum):
    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    WRONG_PLACE = "wrong_place"  # the provision is of another text
    WRONG_THREAD = "wrong_thread"  # the reply is to a comment on another provision
    TOO_DEEP = "too_deep"  # a reply to a reply
    PARENT_NOT_PUBLISHED = "parent_not_published"
    WORDS_NOT_FOUND = "words_not_found"  # what was selected does not stand in the provision
    NO_TEXT = "no_text"
    NO_WORDING = "no_wording"
    TOO_LONG = "too_long"
    ALREADY_POSTED = "already_posted"
    TOKEN_FORGED = "token_forged"  # noqa: S105
    TOKEN_EXPIRED = "token_expired"  # noqa: S105
    UNKNOWN_SECRET = "unknown_secret"  # noqa: S105
    NOT_WITHDRAWABLE = "not_withdrawable"
    NOT_REVISABLE = "not_revisable"  # neither published nor held
    ANSWERED = "answered"  # the committee has answered the words that are there
    NOTHING_CHANGED = "nothing_changed"
    UNKNOWN_GROUND = "unknown_ground"
    WRONG_STATUS = "wrong_status"
    CHANGED = "changed"  # the author has replaced the words that the moderator has read
    CONCLUDED = "concluded"  # the conclusion is signed: the decision would change what it says
    NOT_JOINABLE = "not_joinable"  # not published, or a reply
    OWN = "own"  # one's own proposal needs no joining
    ALREADY_JOINED = "already_joined"
    UNKNOWN_MARK = "unknown_mark"  # neither of the two marks
    NOTHING_TO_OBJECT = "nothing_to_object"  # not hidden now
    OBJECTED_ALREADY = "objected_already"
    NO_REASONING = "no_reasoning"
    OWN_DECISION = "own_decision"  # another moderator decides on the objection
    TOO_MANY_FILES = "too_many_files"  # or too large together
    # Of what came on paper or was said at a hearing:
    RECEIVED_OUTSIDE = "received_outside"  # not within the window
    RECEIVED_IN_FUTURE = "received_in_future"
    ENTERED_LATE = "entered_late"  # the summary conclusion is signed
    ENTERED_ALREADY = "entered_already"
    NO_SCAN = "no_scan"  # of the letter
    NO_MINUTES = "no_minutes"  # neither a scan nor a place in the minutes
    TOO_SOON = "too_soon"  # the letter has just been sent


class QuestionProblem(StrEnum):
    """Why a question of the organiser, or an answer to it, was not taken."""

    NO_QUESTION = "no_question"
    QUESTION_TOO_LONG = "question_too_long"
    UNKNOWN_KIND = "unknown_kind"
    OPTIONS_NOT_ASKED = "options_not_asked"  # a free text has none
    TOO_FEW_OPTIONS = "too_few_options"
    TOO_MANY_OPTIONS = "too_many_options"
    OPTION_TOO_LONG = "option_too_long"
    SAME_OPTIONS = "same_options"
    TOO_MANY_QUESTIONS = "too_many_questions"
    WRONG_PLACE = "wrong_place"  # the provision is of another text
    TOO_LATE = "too_late"  # proposals are no longer received: the questions stay as they are
    FROZEN = "frozen"  # somebody has answered
    NOT_OPEN_YET = "not_open_yet"
    CLOSED = "closed"
    NO_ANSWER = "no_answer"  # to no question at all
    WRONG_ANSWER = "wrong_answer"  # an option of another question, or two where one is asked
    ANSWER_TOO_LONG = "answer_too_long"
    NOT_PUBLISHABLE = "not_publishable"  # the rules object to words of it: `found`
    QUESTIONS_CHANGED = "questions_changed"  # since the answer was asked to be confirmed
    ANSWERED_LATER = "answered_later"  # the same person has sent a newer sheet
    NOTHING_ANSWERED = "nothing_answered"  # there is nothing to take back
    LINK_FORGED = "link_forged"
    SHEET_GONE = "sheet_gone"  # destroyed, nobody has confirmed it in time


class QuestionError(Exception):
    """Nothing was written; `code` says why, `params` with what."""

    def __init__(self, code: QuestionProblem, **params: Any) -> None:
        super().__init__(str(code))
        self.code = code
        self.params = params


class CommentError(Exception):
    """Nothing was written; `code` says why, `params` with what."""

    def __init__(self, code: CommentProblem, **params: Any) -> None:
        super().__init__(str(code))
        self.code = code
        self.params = params
