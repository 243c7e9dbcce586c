"""Next steps, and faults of a calendar, in words."""

import datetime as dt
from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.desk.domain.steps import Step
from consultations.process.domain.lifecycle import Phase
from core.rules.errors import BadCalendarError, CalendarFault
from core.web.templatetags.veche import local_date

STEPS: Final[dict[Step, Promise]] = {
    Step.ASK_COUNCILS: _("Send the bill to councils"),
    Step.WAIT_OPENING: _("Receiving of proposals has not begun"),
    Step.ANSWER: _("Answer the proposals"),
    Step.WAIT_CLOSING: _("Proposals are being received"),
    Step.WAIT_SIGNATURE: _("The summary is signed: the organiser signs the conclusion"),
    Step.WAIT_ANSWERS: _("The committee is preparing its answers"),
    Step.SIGN_SUMMARY: _("Everything is answered: sign the summary of proposals"),
    Step.WAIT_SUMMARY: _("The summary of proposals waits for the committee's signature"),
    Step.SIGN: _("Sign the summary conclusion"),
    Step.SIGN_LAPSED: _(
        "The committee's term has passed: the conclusion may be signed without its position"
    ),
    Step.NOTHING: _("Concluded"),
}

# A monitoring and an inspection are concluded by a document of their own.
CONTROL_STEPS: Final[dict[Step, Promise]] = STEPS | {
    Step.WAIT_CLOSING: _("The event is going on"),
    Step.WAIT_OPENING: _("The event has not begun"),
    Step.WAIT_SIGNATURE: _("The organiser signs the closing document"),
    Step.SIGN: _("Sign the closing document"),
}

# What the day is that a line of the desk shows.
DUE_WORDS: Final[dict[Phase, Promise]] = {
    Phase.ANNOUNCED: _("opens:"),
    Phase.OPEN: _("receiving of proposals:"),
    Phase.ANSWERING: _("answers:"),
}

_FAULTS: Final[dict[CalendarFault, Promise]] = {
    CalendarFault.NO_FILE: _("The file cannot be read."),
    CalendarFault.NOT_TOML: _("The file is not written by the rules of TOML: %(value)s"),
    CalendarFault.WRONG_KEYS: _(
        "The file must name year and source, and may have the lists holiday, day_off, working: "
        "nothing else."
    ),
    CalendarFault.BAD_YEAR: _("%(value)s is not a year."),
    CalendarFault.NOT_DATES: _("In the lists there may be only dates such as 2027-01-02."),
    CalendarFault.OTHER_YEAR: _("%(day)s is not in the year %(value)s."),
    CalendarFault.TWICE: _("%(day)s stands in the file twice."),
    CalendarFault.WORKING_WEEKDAY: _(
        "%(day)s is listed as a working day, but it is Monday to Friday and works anyway."
    ),
    CalendarFault.OFF_WEEKEND: _(
        "%(day)s is listed as a day off, but it is a weekend and is off anyway."
    ),
}


def calendar_fault(error: BadCalendarError) -> str:
    """One sentence that says what is wrong with the file of a calendar."""
    day = error.params.get("day")
    named = error.params | ({"day": local_date(day)} if isinstance(day, dt.date) else {})
    return str(_FAULTS[error.fault]) % named
