"""Next steps in words."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.desk.domain.steps import Step
from consultations.process.domain.lifecycle import Phase

STEPS: Final[dict[Step, Promise]] = {
    Step.ASK_COUNCILS: _("Send the bill to councils"),
    Step.WAIT_OPENING: _("Receiving of proposals has not begun"),
    Step.ANSWER: _("Answer the proposals"),
    Step.WAIT_CLOSING: _("Proposals are being received"),
    Step.WAIT_SIGNATURE: _("Everything is answered: the organiser signs the conclusion"),
    Step.WAIT_ANSWERS: _("The committee is preparing its answers"),
    Step.SIGN: _("Sign the summary conclusion"),
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
