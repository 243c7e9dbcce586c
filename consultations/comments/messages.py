"""Refusals in words."""

from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.comments.domain.texts import MAX_TEXT
from consultations.comments.errors import CommentError, CommentProblem

_WORDS: Final[dict[CommentProblem, Promise]] = {
    CommentProblem.NOT_OPEN_YET: _("Proposals will be received from %(opens_on)s. Come back then."),
    CommentProblem.CLOSED: _(
        "The receiving of proposals ended on %(closes_on)s. Your text stays below: you can copy it."
    ),
    CommentProblem.WRONG_PLACE: _("This provision is not in the text that is being discussed."),
    CommentProblem.WRONG_THREAD: _("This reply is to a proposal on another provision."),
    CommentProblem.TOO_DEEP: _("One can reply to a proposal, not to a reply."),
    CommentProblem.PARENT_NOT_PUBLISHED: _("The proposal that you reply to is not published now."),
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
    CommentProblem.UNKNOWN_GROUND: _("Choose a ground of the list."),
    CommentProblem.WRONG_STATUS: _("A colleague has decided on this proposal meanwhile."),
    CommentProblem.CONCLUDED: _(
        "The summary conclusion is signed: a proposal can only be hidden now, and shown again if "
        "it was hidden after the signature."
    ),
    CommentProblem.NOT_JOINABLE: _("This proposal is not published, so one cannot join it."),
    CommentProblem.OWN: _("This is your own proposal: it counts already."),
    CommentProblem.ALREADY_JOINED: _("You have joined this proposal already."),
    CommentProblem.TOO_SOON: _("The letter has just been sent. Wait two minutes and look for it."),
}

# The field of a form that a refusal speaks of.
PROBLEM_FIELDS: Final[dict[CommentProblem, str]] = {
    CommentProblem.NO_TEXT: "rationale",
    CommentProblem.NO_WORDING: "proposed_text",
    CommentProblem.UNKNOWN_GROUND: "ground",
}


def problem_message(error: CommentError) -> str:
    """The refusal as a sentence of the current language."""
    params = {
        name: date_format(error.params[name]) if name in error.params else ""
        for name in ("opens_on", "closes_on")
    }
    return str(_WORDS[error.code]) % {**params, "limit": MAX_TEXT}
