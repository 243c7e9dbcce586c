"""Refusals in words."""

from collections.abc import Iterable
from typing import Final

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from core.accounts.domain.composition import Alert, Notice
from core.accounts.errors import (
    ConfirmationError,
    ConfirmationProblem,
    CouncilError,
    CouncilProblem,
)

_WORDS: Final[dict[ConfirmationProblem, Promise]] = {
    ConfirmationProblem.FORGED: _("This link is damaged. Copy it from the letter as a whole."),
    ConfirmationProblem.EXPIRED: _(
        "The term for confirming has run out and the request was destroyed. Please ask again."
    ),
    ConfirmationProblem.DONE: _("This has been confirmed already: nothing more is needed."),
    ConfirmationProblem.TOO_SOON: _(
        "The letter has just been sent. Wait two minutes and look for it."
    ),
}


def problem_message(error: ConfirmationError) -> str:
    """The refusal as a sentence of the current language."""
    return str(_WORDS[error.code])


_COUNCILS: Final[dict[CouncilProblem, tuple[str | None, Promise]]] = {
    CouncilProblem.DATES_BACKWARDS: ("ends_on", _("The last day is before the first.")),
    CouncilProblem.NO_NAME: ("full_name", _("Write the name: the person has no account yet.")),
    CouncilProblem.NOT_A_COUNCIL_ROLE: ("role", _("Choose a role in the council.")),
    CouncilProblem.MEMBER_TWICE: (
        "email",
        _("This person is a member of the council on these days already."),
    ),
    CouncilProblem.OTHER_COUNCIL: (
        None,
        _(
            "This person sits in another council on these days: %(council)s. The rules do not "
            "allow both at once (%(basis)s)."
        ),
    ),
    CouncilProblem.NO_SEAT: (
        None,
        _("There is no free seat: the council has as many members as the card allows."),
    ),
    CouncilProblem.CHAIR_TAKEN: ("role", _("The council has a chair on these days already.")),
    CouncilProblem.BEFORE_FORMATION: (
        "starts_on",
        _("The council was formed later than this day."),
    ),
    CouncilProblem.COUNCIL_TERM_OVER: (
        None,
        _("The term of the council has ended: begin a new composition first."),
    ),
    CouncilProblem.AFTER_COUNCIL_TERM: ("ends_on", _("The term of the council ends earlier.")),
    CouncilProblem.MEMBERSHIP_OVER: (None, _("This membership has ended.")),
    CouncilProblem.BEFORE_TERM: ("ended_on", _("The membership began later than this day.")),
    CouncilProblem.NO_REASON: ("reason", _("Say why.")),
    CouncilProblem.END_IN_FUTURE: (
        "ended_on",
        _("This day has not come yet. To plan the end, change the term of the membership."),
    ),
    CouncilProblem.FEWER_SEATS: (
        "seats",
        _("There are more members than that: end memberships first."),
    ),
    CouncilProblem.NO_SEATS: ("seats", _("A council has at least one member.")),
    CouncilProblem.BAD_QUORUM: ("quorum_percent", _("The quorum is a share from 0 to 99.")),
    CouncilProblem.NO_ACT: ("formation_act", _("Name the act that formed the council.")),
    CouncilProblem.NO_SECRETARY: (
        "staying",
        _("Leave the secretary in: otherwise nobody could work for the new composition."),
    ),
    CouncilProblem.NOT_LATER: (
        "formed_on",
        _("A new composition is formed later than the present one."),
    ),
    CouncilProblem.ABSENCE_OUTSIDE_TERM: (
        "starts_on",
        _("These days are outside the term of the membership."),
    ),
    CouncilProblem.ABSENCE_TWICE: ("starts_on", _("An absence on these days is noted already.")),
    CouncilProblem.NO_GROUND: ("ground", _("Name the ground.")),
    CouncilProblem.ABSENCE_CANCELLED: (None, _("This absence has been cancelled already.")),
    CouncilProblem.NOT_OWN_RECORD: (None, _("A note can be written beside the own record only.")),
    CouncilProblem.NO_TEXT: ("text", _("Write the note.")),
    CouncilProblem.TOO_LONG: ("text", _("The note is too long.")),
    CouncilProblem.UNKNOWN_GROUND: ("ground", _("Choose a ground from the list.")),
    CouncilProblem.HIDDEN_ALREADY: (None, _("This note has been hidden already.")),
    CouncilProblem.NO_CONSENT: (
        "has_consented",
        _("Without the signed consents the member's name cannot be published."),
    ),
    CouncilProblem.NO_CONSENT_TEXT: (
        None,
        _("The texts of the consents are not published on this site: ask the administrator."),
    ),
}


def explain(error: CouncilError) -> tuple[str | None, str]:
    """The field that a refusal is about (None: the whole form), and the refusal as a sentence."""
    field, sentence = _COUNCILS[error.code]
    return field, str(sentence) % error.details if error.details else str(sentence)


def alert_words(notices: Iterable[Notice]) -> list[tuple[str, str]]:
    """(kind of components/notice.html, sentence) of each alert."""
    return [(_KINDS.get(notice.alert, "warning"), _alert(notice)) for notice in notices]


_KINDS: Final = {Alert.COUNCIL_TERM_OVER: "error", Alert.VACANT_SEATS: "info"}


def _alert(notice: Notice) -> str:
    day = date_format(notice.day) if notice.day else ""
    if notice.alert is Alert.COUNCIL_TERM_OVER:
        return gettext("The term of the council ended on %(day)s.") % {"day": day}
    if notice.alert is Alert.COUNCIL_TERM_ENDS:
        return gettext("The term of the council ends on %(day)s.") % {"day": day}
    if notice.alert is Alert.MEMBER_TERMS_OVER:
        return ngettext(
            "The term of %(count)d member has run out: end the membership or prolong it.",
            "The terms of %(count)d members have run out: end the memberships or prolong them.",
            notice.count,
        ) % {"count": notice.count}
    if notice.alert is Alert.VACANT_SEATS:
        return ngettext(
            "%(count)d seat is vacant.", "%(count)d seats are vacant.", notice.count
        ) % {"count": notice.count}
    return {
        Alert.NO_ASSOCIATION: gettext(
            "No member comes from a public association: the field “Nominated by” is empty."
        ),
        Alert.NO_CHAIR: gettext("The council has no chair."),
        Alert.NO_SECRETARY: gettext("The council has no secretary."),
    }[notice.alert]
