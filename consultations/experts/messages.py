"""Refusals in words, with the field of the form that each is about."""

from typing import Final

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.experts.errors import ExpertsError, ExpertsProblem

_P = ExpertsProblem
_PROBLEMS: Final[dict[ExpertsProblem, tuple[str | None, Promise]]] = {
    _P.NO_NAME: ("full_name", _("Write your surname and first name.")),
    _P.NO_EDUCATION: ("education", _("Write about the education.")),
    _P.NO_KNOWLEDGE: ("knowledge", _("Choose at least one field of knowledge.")),
    _P.ACCREDITATION_IN_PART: (
        "accreditation_number",
        _("Write both the number and the date of the accreditation, or leave both empty."),
    ),
    _P.ACCREDITATION_BACKWARDS: (
        "accredited_until",
        _("The accreditation cannot end before it was given."),
    ),
    _P.NO_CONSENT: (
        "dissemination",
        _("People take part here under their own names: both consents are needed."),
    ),
    _P.NO_CONSENT_TEXT: (
        None,
        _("The texts of the consents are not published on this site: ask the administrator."),
    ),
    _P.APPLIED_ALREADY: (None, _("An application has been sent already.")),
    _P.IN_REGISTER_ALREADY: (None, _("This person is in the register already.")),
    _P.NOT_IN_REGISTER: (None, _("This person is not in the register.")),
    _P.NO_REASON: ("reason", _("Say why: the person will read the reason.")),
    _P.CONCLUDED: (None, _("The event is concluded: nothing can be changed in it any more.")),
    _P.REFERRAL_OVER: (
        None,
        _("The council does not work on this bill: the referral was declined or withdrawn."),
    ),
    _P.APPOINTED_ALREADY: (None, _("This person takes part in the council's work already.")),
    _P.IS_MEMBER: (None, _("This person is a member of the council and takes part anyway.")),
    _P.LEADER_TAKEN: (
        "leads",
        _("The commission has a chair already: end that appointment first."),
    ),
    _P.ENDED_ALREADY: (None, _("This appointment has ended already.")),
    _P.NO_STATEMENT: (
        "conflict",
        _("A statement on conflict of interest is needed, even if there is none."),
    ),
    _P.CONFLICT: (
        None,
        _("With a declared conflict of interest a person cannot be an expert here: decline it."),
    ),
    _P.NOT_CALLABLE_NOW: (
        None,
        _("It is too late for a call: the window has closed or the opinion is adopted."),
    ),
    _P.NO_REQUIREMENTS: ("requirements", _("Say what is expected of the experts.")),
    _P.DATES_BACKWARDS: ("closes_on", _("This day has passed already.")),
    _P.AFTER_WINDOW: ("closes_on", _("The window of the event closes earlier.")),
    _P.CALL_OVER: (None, _("The term of the call has ended: applications are not taken any more.")),
    _P.NO_MOTIVATION: ("motivation", _("Write why you want to take part.")),
    _P.DECIDED_ALREADY: (None, _("It has been decided already.")),
    _P.NO_ORGANISATION: ("organisation", _("Name the organisation.")),
    _P.BAD_OGRN: (
        "ogrn",
        _("This is not an OGRN: it has 13 digits and the last one checks the others."),
    ),
    _P.NO_INTEREST: ("interest", _("Write why the organisation is interested.")),
    _P.ENTRY_CLOSED: (None, _("The window has closed: requests are not taken any more.")),
    _P.ASKED_ALREADY: (
        None,
        _("You or this organisation have asked this council about this bill already."),
    ),
}


def explain(error: ExpertsError) -> tuple[str | None, str]:
    """The field that a refusal is about (None: the whole form), and the refusal as a sentence."""
    field, sentence = _PROBLEMS[error.code]
    return field, str(sentence)
