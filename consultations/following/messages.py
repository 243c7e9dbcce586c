"""Refusals in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.following.errors import FollowingError, FollowingProblem

_WORDS: Final[dict[FollowingProblem, Promise]] = {
    FollowingProblem.NOTHING_THERE: _("What you wanted to follow is not on the site any more."),
    FollowingProblem.FORGED: _("This link is damaged. Copy it from the letter as a whole."),
    FollowingProblem.TOO_MANY: _(
        "You follow very much already. Stop following something first, or follow a whole bill."
    ),
}


def problem_message(error: FollowingError) -> str:
    """The refusal as a sentence of the current language."""
    return str(_WORDS[error.code])
