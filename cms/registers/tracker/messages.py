"""Refusals in words for people."""

from django.utils.translation import gettext as _

from cms.registers.tracker.errors import TrackerError


def explain(error: TrackerError) -> str:
    """A sentence for the form."""
    words = {
        "nothing": _(
            "No recommendations were found. A direction is a line in quotation marks, an addressee "
            "a line that ends with a colon, a recommendation a line that begins with a dash."
        ),
        "no_addressee": _(
            "Line %(line)d: a recommendation stands before any addressee of its direction."
        ),
        "empty": _("Line %(line)d: nothing is recommended to this addressee."),
        "unknown": _(
            "Line %(line)d is neither a heading, nor an addressee with a colon, nor a "
            "recommendation with a dash."
        ),
        "too_long": _("Line %(line)d is too long for a heading or an addressee."),
        "taken": _("There is a resolution with this address already."),
    }
    return words[error.code] % {"line": error.line}
