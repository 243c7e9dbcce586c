"""What a person may do with a consultation now: links for its working page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Consultation, Side
from core.accounts.permissions import policy


@dataclass(frozen=True, slots=True)
class Action:
    """A link that the permission table allows to this person in this phase."""

    label: Promise
    url: str
    icon: str


@dataclass(frozen=True, slots=True)
class _Offer:
    action: str
    side: Callable[[Consultation], Side]
    url_name: str
    label: Promise
    icon: str
    has_pk: bool = True


_OFFERS: Final = (
    _Offer(
        "conclusions.answer",
        lambda item: item.as_responder,
        "conclusions:answers",
        _("Answer the proposals"),
        "edit",
    ),
    _Offer(
        "process.refer",
        lambda item: item.as_responder,
        "process:refer",
        _("Send the bill to councils"),
        "people",
    ),
    _Offer(
        "comments.moderate",
        lambda item: item.as_organiser,
        "comments:moderation",
        _("Check the proposals"),
        "eye",
        has_pk=False,
    ),
    _Offer(
        "conclusions.sign",
        lambda item: item.as_organiser,
        "conclusions:sign",
        _("Sign the summary conclusion"),
        "document",
    ),
    _Offer(
        "comments.enter",
        lambda item: item.as_organiser,
        "comments:entries",
        _("Proposals on paper and from hearings"),
        "edit",
    ),
    _Offer(
        "comments.questions",
        lambda item: item.as_either,
        "comments:desk_questions",
        _("Questions of the organiser"),
        "list",
    ),
)


def actions_for(user: Any, consultation: Consultation) -> list[Action]:
    """The actions open to `user`, the most urgent first; no query beyond the person's places."""
    return [
        Action(
            offer.label,
            reverse(offer.url_name, args=[consultation.pk] if offer.has_pk else []),
            offer.icon,
        )
        for offer in _OFFERS
        if policy.check(user, offer.action, offer.side(consultation))
    ]
