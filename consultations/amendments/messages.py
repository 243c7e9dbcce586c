"""Refusals in words, and the fields that they are about."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.amendments.errors import AmendmentsError, AmendmentsProblem

_WORDS: Final[dict[AmendmentsProblem, Promise]] = {
    AmendmentsProblem.NO_SPONSOR: _(
        "Name who tables the amendment: only holders of legislative initiative may."
    ),
    AmendmentsProblem.NO_PLACE: _("Name the unit of the bill that the amendment changes."),
    AmendmentsProblem.NO_TEXT: _("Write the text of the amendment."),
    AmendmentsProblem.NO_REASON: _("Give the reason: it is printed in the table."),
    AmendmentsProblem.TOO_LONG: _("This text is too long."),
    AmendmentsProblem.UNKNOWN_DECISION: _("Choose the decision of the committee."),
    AmendmentsProblem.NOTHING_CHOSEN: _("Choose at least one amendment."),
    AmendmentsProblem.NOTHING_TO_TABLE: _(
        "There is nothing to table: an answer must accept the proposal in full or in part, have an "
        "expected wording, and not be in the tables yet."
    ),
    AmendmentsProblem.NOTHING_TABLED: _("The tables are empty: there is nothing to publish."),
    AmendmentsProblem.UNCHANGED: _("Nothing has changed since the published edition."),
    AmendmentsProblem.WITHDRAWN: _("This amendment has been withdrawn."),
    AmendmentsProblem.STALE: _(
        "A colleague has changed this meanwhile. Compare it with what is here now, and save again."
    ),
    AmendmentsProblem.ROLE_OVER: _("Only the staff of the responsible committee may do this."),
}
_FIELDS: Final = {
    AmendmentsProblem.NO_SPONSOR: "sponsor",
    AmendmentsProblem.NO_PLACE: "place",
    AmendmentsProblem.NO_TEXT: "text",
    AmendmentsProblem.NO_REASON: "reason",
    AmendmentsProblem.UNKNOWN_DECISION: "decision",
}


def problem_message(error: AmendmentsError) -> str:
    """The refusal as a sentence of the current language."""
    return str(_WORDS[error.code])


def explain(error: AmendmentsError) -> tuple[str | None, str]:
    """The field that the refusal is about (None: all of them), and the sentence."""
    return _FIELDS.get(error.code), problem_message(error)
