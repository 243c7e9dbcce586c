"""Refusals in words, with the field of the form that each is about."""

from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from consultations.control.errors import ControlError, ControlProblem, NotSignable
from consultations.process.models import Consultation

_P = ControlProblem
_PROBLEMS: Final[dict[ControlProblem, tuple[str | None, Promise]]] = {
    _P.NOT_CONTROL: (None, _("This is neither a monitoring nor an inspection.")),
    _P.NOT_INSPECTION: (None, _("Only an inspection has that.")),
    _P.CONCLUDED: (None, _("The event is concluded: nothing can be changed in it any more.")),
    _P.NO_CERTIFICATE: ("certificate", _("Write the number of the certificate.")),
    _P.NO_ORDER: ("order", _("Name the order on the inspection: its date and number.")),
    _P.NO_STATEMENT: (
        "conflict",
        _("A statement on conflict of interest is needed, even if there is none."),
    ),
    _P.CONFLICT: (
        "has_conflict",
        _("With a conflict of interest a person cannot be an inspector here."),
    ),
    _P.INSPECTOR_TWICE: ("email", _("This person is an inspector of this inspection already.")),
    _P.WORKS_FOR_INSPECTED: (
        "email",
        _("This person works for the inspected body and cannot be an inspector here."),
    ),
    _P.NO_CONSENT: (
        "has_consented",
        _("Inspectors are named in public: without the signed consents nobody can be named."),
    ),
    _P.NO_CONSENT_TEXT: (
        None,
        _("The texts of the consents are not published on this site: ask the administrator."),
    ),
    _P.NO_NAME: (
        "email",
        _("The account has no name: ask the person to write it there first."),
    ),
    _P.NO_SUCH_ACCOUNT: (
        "email",
        _("Nobody has an account with this e-mail: ask the person to sign up first."),
    ),
    _P.NO_REASON: ("reason", _("Say why.")),
    _P.ENDED_ALREADY: (None, _("This inspector has been released already.")),
    _P.NOT_STARTED: (None, _("The event has not begun yet.")),
    _P.WINDOW_OVER: (None, _("The term of the event has ended: nothing more is observed.")),
    _P.OUTSIDE_TERM: ("seen_on", _("This day is outside the term of the event.")),
    _P.SEEN_IN_FUTURE: ("seen_on", _("This day has not come yet.")),
    _P.NO_PLACE: ("place", _("Name the place.")),
    _P.NO_FACT: ("fact", _("Write what was established.")),
    _P.NO_TOPIC: ("topic", _("Choose the provision or name the topic.")),
    _P.FOREIGN_PROVISION: ("provision", _("This provision is of another text.")),
    _P.WITHDRAWN_ALREADY: (None, _("This observation has been withdrawn already.")),
    _P.NO_NUMBER: ("number", _("Write the number of the document.")),
    _P.NO_DRAFT: (None, _("Write the document first.")),
    _P.SIGNED_ALREADY: (
        None,
        _("The document is signed and does not change; begin a new edition."),
    ),
    _P.NOT_SIGNED: (None, _("The document is not signed yet: edit the draft.")),
    _P.NO_INSPECTORS: (None, _("An inspection without inspectors cannot be concluded.")),
    _P.NO_TEXT: ("text", _("Write what the body objects.")),
    _P.RECEIVED_IN_FUTURE: ("received_on", _("This day has not come yet.")),
    _P.RECEIVED_BEFORE_START: ("received_on", _("The inspection began later than this day.")),
}


def explain(error: ControlError) -> tuple[str | None, str]:
    """The field that a refusal is about (None: the whole form), and the refusal as a sentence."""
    field, sentence = _PROBLEMS[error.code]
    return field, str(sentence)


def not_signable_lines(error: NotSignable) -> list[str]:
    """What is missing and what must happen first, as sentences."""
    lines = [
        gettext("The required block “%(title)s” is empty.") % {"title": item.title}
        for item in error.missing
    ]
    return [*lines, *error.waiting]


def window_words(consultation: Consultation) -> str:
    """That the term must end before the document is signed."""
    return gettext("The term of the event ends on %(day)s; the document is signed after it.") % {
        "day": date_format(consultation.closes_on)
    }
