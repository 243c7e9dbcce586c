"""Refusals in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from search.alerts.errors import AlertError, AlertProblem

_WORDS: Final[dict[AlertProblem, Promise]] = {
    AlertProblem.NOTHING_ASKED: _(
        "There are neither words nor filters in this search. Type what you look for."
    ),
    AlertProblem.TOO_LONG: _(
        "This search is too long to be saved. Keep the most telling words and filters."
    ),
    AlertProblem.TOO_MANY: _("You have very many saved searches already. Stop one of them first."),
}


def problem_message(error: AlertError) -> str:
    """The refusal as a sentence of the current language."""
    return str(_WORDS[error.code])
