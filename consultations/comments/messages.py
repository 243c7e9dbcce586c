"""Refusals in words."""

from collections.abc import Iterable
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.comments.domain.detectors import HoldReason
from consultations.comments.domain.questions import (
    MAX_ANSWER,
    MAX_OPTION,
    MAX_OPTIONS,
    MAX_QUESTION,
    MAX_QUESTIONS,
)
from consultations.comments.domain.texts import MAX_TEXT
from consultations.comments.errors import (
    CommentError,
    CommentProblem,
    QuestionError,
    QuestionProblem,
)

_WORDS: Final[dict[CommentProblem, Promise]] = {
    CommentProblem.NOT_OPEN_YET: _("Proposals will be received from %(opens_on)s. Come back then."),
    CommentProblem.CLOSED: _(
        "The receiving of proposals ended on %(closes_on)s: the clock of the site decides."
    ),
    CommentProblem.WRONG_PLACE: _("This provision is not in the text that is being discussed."),
    CommentProblem.WRONG_THREAD: _("This reply is to a proposal on another provision."),
    CommentProblem.TOO_DEEP: _("One can reply to a proposal, not to a reply."),
    CommentProblem.PARENT_NOT_PUBLISHED: _("The proposal that you reply to is not published now."),
    CommentProblem.WORDS_NOT_FOUND: _(
        "These words are not in the provision. Copy them from its text, or leave the field empty."
    ),
    CommentProblem.NO_TEXT: _("Write in your own words why this matters."),
    CommentProblem.NO_WORDING: _("Write how the provision should read."),
    CommentProblem.TOO_LONG: _(
        "The text is too long: at most %(limit)s characters fit in a field."
    ),
    CommentProblem.ALREADY_POSTED: _(
        "You have already sent exactly this. If it is not confirmed yet, look for the letter."
    ),
    CommentProblem.TOKEN_FORGED: _("This link is damaged. Copy it from the letter as a whole."),
    CommentProblem.TOKEN_EXPIRED: _(
        "The term for confirming has run out and the text was destroyed. Please send it again."
    ),
    CommentProblem.UNKNOWN_SECRET: _("This link is damaged. Copy it from the letter as a whole."),
    CommentProblem.NOT_WITHDRAWABLE: _(
        "This proposal is not published, so it cannot be withdrawn."
    ),
    CommentProblem.NOT_REVISABLE: _("This proposal is not published, so it cannot be changed."),
    CommentProblem.ANSWERED: _(
        "The committee has answered this proposal, so it cannot be changed. You can send a new one."
    ),
    CommentProblem.NOTHING_CHANGED: _("These are the words that are there already."),
    CommentProblem.UNKNOWN_GROUND: _("Choose a ground of the list."),
    CommentProblem.WRONG_STATUS: _("A colleague has decided on this proposal meanwhile."),
    CommentProblem.CHANGED: _("The author has changed the words meanwhile: read them first."),
    CommentProblem.CONCLUDED: _(
        "The summary conclusion is signed: a proposal can only be hidden now, and shown again if "
        "it was hidden after the signature."
    ),
    CommentProblem.NOT_JOINABLE: _("This proposal is not published, so one cannot join it."),
    CommentProblem.OWN: _("This is your own proposal: it counts already."),
    CommentProblem.ALREADY_JOINED: _("You have joined this proposal already."),
    CommentProblem.UNKNOWN_MARK: _("Choose one of the two marks."),
    CommentProblem.NOTHING_TO_OBJECT: _("The text is not hidden now: one cannot object."),
    CommentProblem.OBJECTED_ALREADY: _(
        "An objection to this decision has been filed already; one is considered."
    ),
    CommentProblem.NO_REASONING: _("Write why you decide so: the author will read it."),
    CommentProblem.OWN_DECISION: _(
        "You have hidden this text yourself: another moderator decides on the objection."
    ),
    CommentProblem.TOO_MANY_FILES: _("There are too many files, or they are too large together."),
    CommentProblem.RECEIVED_OUTSIDE: _(
        "Proposals were received from %(opens_on)s to %(closes_on)s, and the day of receipt "
        "decides."
    ),
    CommentProblem.RECEIVED_IN_FUTURE: _("This day has not come yet."),
    CommentProblem.ENTERED_LATE: _(
        "The summary conclusion is signed: nothing can be entered any more."
    ),
    CommentProblem.ENTERED_ALREADY: _(
        "The same words of the same person, received on the same day, are entered already. If this "
        "is another person, enter it nevertheless."
    ),
    CommentProblem.NO_SCAN: _(
        "Attach the scan of the letter: without it nobody can check the entry."
    ),
    CommentProblem.NO_MINUTES: _(
        "Write where the minutes of the hearing have it, or attach a scan."
    ),
    CommentProblem.TOO_SOON: _("The letter has just been sent. Wait two minutes and look for it."),
}

# Why a text waits for a moderator, for its author and for the moderator.
HOLD_WORDS: Final[dict[str, Promise]] = {
    HoldReason.LINK: _("a link"),
    HoldReason.EMAIL: _("an e-mail address"),
    HoldReason.PHONE: _("a telephone number"),
    HoldReason.PASSPORT: _("passport data"),
    HoldReason.INN: _("a taxpayer number (INN)"),
    HoldReason.SNILS: _("an insurance number (SNILS)"),
    HoldReason.CARD: _("a bank card number"),
    HoldReason.OBSCENE: _("an obscene or rude word"),
    HoldReason.TOO_FAST: _("the form was filled in faster than a person can"),
    HoldReason.MANY_FROM_ADDRESS: _("many proposals from one network address within an hour"),
    HoldReason.MANY_FROM_PERSON: _("many proposals of one person within a day"),
    HoldReason.FLOOD: _("very many proposals within a minute"),
}


def hold_words(codes: Iterable[str]) -> list[str]:
    """The reasons in words of the current language; unknown codes are left out."""
    return [str(HOLD_WORDS[code]) for code in codes if code in HOLD_WORDS]


# The field of a form that a refusal speaks of.
PROBLEM_FIELDS: Final[dict[CommentProblem, str]] = {
    CommentProblem.WORDS_NOT_FOUND: "selected",
    CommentProblem.NO_TEXT: "rationale",
    CommentProblem.NO_WORDING: "proposed_text",
    CommentProblem.UNKNOWN_GROUND: "ground",
    CommentProblem.NO_REASONING: "reasoning",
    CommentProblem.TOO_MANY_FILES: "attachments",
    CommentProblem.RECEIVED_OUTSIDE: "received_on",
    CommentProblem.RECEIVED_IN_FUTURE: "received_on",
    CommentProblem.NO_SCAN: "attachments",
    CommentProblem.NO_MINUTES: "minutes_note",
}


def problem_message(error: CommentError) -> str:
    """The refusal as a sentence of the current language."""
    params = {
        name: date_format(error.params[name]) if name in error.params else ""
        for name in ("opens_on", "closes_on")
    }
    return str(_WORDS[error.code]) % {**params, "limit": MAX_TEXT}


# --- The organiser's questions ------------------------------------------------------------------

_QUESTION_WORDS: Final[dict[QuestionProblem, Promise]] = {
    QuestionProblem.NO_QUESTION: _("Write the question."),
    QuestionProblem.QUESTION_TOO_LONG: _("The question is too long: at most %(limit)s characters."),
    QuestionProblem.UNKNOWN_KIND: _("Choose how the question is answered."),
    QuestionProblem.OPTIONS_NOT_ASKED: _(
        "A question that is answered in free words has no options: remove them."
    ),
    QuestionProblem.TOO_FEW_OPTIONS: _("Write at least two options, each on a line of its own."),
    QuestionProblem.TOO_MANY_OPTIONS: _("There may be at most %(limit)s options."),
    QuestionProblem.OPTION_TOO_LONG: _("An option is too long: at most %(limit)s characters."),
    QuestionProblem.SAME_OPTIONS: _("Two options read the same."),
    QuestionProblem.TOO_MANY_QUESTIONS: _("There may be at most %(limit)s questions."),
    QuestionProblem.WRONG_PLACE: _("This provision is not in the text that is being discussed."),
    QuestionProblem.TOO_LATE: _(
        "Proposals are no longer received: the questions stay as they were asked."
    ),
    QuestionProblem.FROZEN: _(
        "Somebody has answered already: the questions stay as they were asked."
    ),
    QuestionProblem.NOT_OPEN_YET: _("The questions can be answered from %(opens_on)s."),
    QuestionProblem.CLOSED: _("Answers were received until %(closes_on)s."),
    QuestionProblem.NO_ANSWER: _("Answer at least one question."),
    QuestionProblem.WRONG_ANSWER: _("Choose from the options of the question."),
    QuestionProblem.ANSWER_TOO_LONG: _("The answer is too long: at most %(limit)s characters."),
    QuestionProblem.NOT_PUBLISHABLE: _(
        "Please take this out of the answer: %(found)s. Nobody checks answers by hand, so they "
        "are received without personal data, links and rude words."
    ),
    QuestionProblem.QUESTIONS_CHANGED: _(
        "The organiser has changed the questions since you answered them. Please answer again."
    ),
    QuestionProblem.ANSWERED_LATER: _(
        "You have sent other answers later: those are counted, and these are not."
    ),
    QuestionProblem.NOTHING_ANSWERED: _("There are no answers of yours here."),
    QuestionProblem.LINK_FORGED: _("The link is damaged. Open it from the letter once more."),
    QuestionProblem.SHEET_GONE: _(
        "The term for confirming has run out and the answers were destroyed. Please answer again."
    ),
}
_LIMITS: Final[dict[QuestionProblem, int]] = {
    QuestionProblem.QUESTION_TOO_LONG: MAX_QUESTION,
    QuestionProblem.TOO_MANY_OPTIONS: MAX_OPTIONS,
    QuestionProblem.OPTION_TOO_LONG: MAX_OPTION,
    QuestionProblem.TOO_MANY_QUESTIONS: MAX_QUESTIONS,
    QuestionProblem.ANSWER_TOO_LONG: MAX_ANSWER,
}

# The field of the organiser's form that a refusal speaks of.
QUESTION_FIELDS: Final[dict[QuestionProblem, str]] = {
    QuestionProblem.NO_QUESTION: "text",
    QuestionProblem.QUESTION_TOO_LONG: "text",
    QuestionProblem.UNKNOWN_KIND: "kind",
    QuestionProblem.OPTIONS_NOT_ASKED: "options",
    QuestionProblem.TOO_FEW_OPTIONS: "options",
    QuestionProblem.TOO_MANY_OPTIONS: "options",
    QuestionProblem.OPTION_TOO_LONG: "options",
    QuestionProblem.SAME_OPTIONS: "options",
    QuestionProblem.WRONG_PLACE: "provision",
}


def question_message(error: QuestionError) -> str:
    """The refusal as a sentence of the current language."""
    days = {
        name: date_format(error.params[name]) if name in error.params else ""
        for name in ("opens_on", "closes_on")
    }
    found = ", ".join(
        _("%(reason)s (“%(words)s”)") % {"reason": HOLD_WORDS[item.reason], "words": item.words}
        for item in error.params.get("found", ())
    )
    limit = _LIMITS.get(error.code, "")
    return str(_QUESTION_WORDS[error.code]) % {**days, "limit": limit, "found": found}
