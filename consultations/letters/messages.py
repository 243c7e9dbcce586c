"""Refusals in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.letters.errors import LettersError, LettersProblem

_WORDS: Final[dict[LettersProblem, Promise]] = {
    LettersProblem.FORGED: _("This link is damaged. Copy it from the letter as a whole."),
}


def problem_message(error: LettersError) -> str:
    """The refusal as a sentence of the current language."""
    return str(_WORDS[error.code])
