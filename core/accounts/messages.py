"""Refusals in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from core.accounts.errors import ConfirmationError, ConfirmationProblem

_WORDS: Final[dict[ConfirmationProblem, Promise]] = {
    ConfirmationProblem.FORGED: _("This link is damaged. Copy it from the letter as a whole."),
    ConfirmationProblem.EXPIRED: _(
        "The term for confirming has run out and the request was destroyed. Please ask again."
    ),
    ConfirmationProblem.DONE: _("This has been confirmed already: nothing more is needed."),
    ConfirmationProblem.TOO_SOON: _(
        "The letter has just been sent. Wait two minutes and look for it."
    ),
}


def problem_message(error: ConfirmationError) -> str:
    """The refusal as a sentence of the current language."""
    return str(_WORDS[error.code])
