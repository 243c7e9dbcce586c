"""Faults and refusals in words, with the field of the form that each is about."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.hearings.domain.minutes import Fault
from consultations.hearings.errors import HearingsError, HearingsProblem

# Fault → the field (of the minutes, or of the row that it names), and what is said there.
FAULTS: Final[dict[Fault, tuple[str, Promise]]] = {
    Fault.IN_FUTURE: ("held_on", _("This day has not come yet.")),
    Fault.BEFORE_ANNOUNCEMENT: (
        "held_on",
        _("The event was announced later than this day: check the date."),
    ),
    Fault.ENDS_BEFORE_START: ("ended_at", _("The end is not after the beginning.")),
    Fault.MORE_VOTES_THAN_PEOPLE: (
        "votes_for",
        _("More votes than people who took part: check the numbers."),
    ),
    Fault.NO_TEXT: ("text", _("Write what is recommended.")),
    Fault.FOREIGN_PROVISION: ("provision", _("This provision is of another text.")),
    Fault.NO_DAY: ("held_on", _("Name the day.")),
    Fault.NO_TIMES: ("started_at", _("Write when it began and when it ended.")),
    Fault.NO_PLACE: ("place", _("Name the place.")),
    Fault.NO_NUMBER: ("number", _("Write the number of the minutes.")),
    Fault.NO_CHAIR: ("chair_name", _("Name who presided.")),
    Fault.NO_SECRETARY: ("secretary_name", _("Name who took the minutes.")),
    Fault.NO_ATTENDANCE: ("attending", _("Write how many people took part.")),
    Fault.NO_OFFICIALS: (
        "officials",
        _("Name at least one representative of an authority: their part is obligatory."),
    ),
    Fault.NO_QUESTION: ("question", _("Write the question that was put.")),
    Fault.NO_COURSE: ("course", _("Write in short who spoke and what was said.")),
    Fault.NO_VOTES: ("votes_for", _("Write how the vote went.")),
}

_P = HearingsProblem
_PROBLEMS: Final[dict[HearingsProblem, tuple[str | None, Promise]]] = {
    _P.NOT_HEARING: (None, _("Only hearings and a discussion have minutes.")),
    _P.CONCLUDED: (None, _("The event is concluded: nothing can be changed in it any more.")),
    _P.NOT_BEGUN: (None, _("The event has not begun yet.")),
    _P.NO_DRAFT: (None, _("Write the minutes first.")),
    _P.SIGNED_ALREADY: (
        None,
        _("The minutes are signed and do not change: begin a correction."),
    ),
    _P.NOT_SIGNED: (None, _("The minutes are not signed yet: edit the draft.")),
    _P.NO_REASON: ("reason", _("Say why.")),
    _P.DRAFTED_ALREADY: (None, _("A correction has been begun already: edit its draft.")),
}


def explain(error: HearingsError) -> tuple[str | None, str]:
    """The field that a refusal is about (None: the whole form), and the refusal as a sentence."""
    field, sentence = _PROBLEMS[error.code]
    return field, str(sentence)
