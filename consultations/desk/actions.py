"""What a person may do with a consultation now: links for its working page."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.permissions import Bodies
from consultations.hearings.models import MINUTED_FORMS
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation, Form, Side
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
    # Only for monitoring and inspection, only for the other forms, or for all.
    is_control: bool | None = None
    # Only for these forms; empty: for all.
    forms: frozenset[Form] = frozenset()


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
        is_control=False,
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
        "conclusions.sign_summary",
        lambda item: item.as_responder,
        "conclusions:sign_summary",
        _("Sign the summary of proposals"),
        "document",
        is_control=False,
    ),
    _Offer(
        "amendments.read",
        lambda item: item.as_responder,
        "amendments:desk",
        _("Tables of amendments"),
        "list",
        is_control=False,
    ),
    _Offer(
        "conclusions.sign",
        lambda item: item.as_organiser,
        "conclusions:sign",
        _("Sign the summary conclusion"),
        "document",
        is_control=False,
    ),
    _Offer(
        "objections.assign",
        lambda item: item.as_organiser,
        "conclusions:reviewers",
        _("Objections to answers"),
        "scales",
    ),
    _Offer(
        "hearings.read",
        lambda item: item.as_organiser,
        "hearings:minutes",
        _("Minutes of hearings"),
        "document",
        forms=MINUTED_FORMS,
    ),
    _Offer(
        "control.read",
        lambda item: item.as_organiser,
        "control:desk",
        _("Observations and the closing document"),
        "eye",
        is_control=True,
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
    return [*_offered(user, consultation), *_sequel(user, consultation)]


def _sequel(user: Any, consultation: Consultation) -> list[Action]:
    """By the results of a monitoring that is over its organiser may announce another event."""
    is_over = consultation.phase in (Phase.ANSWERING, Phase.CONCLUDED)
    side = Bodies((consultation.organiser_id,))
    if consultation.form != Form.MONITORING or not is_over:
        return []
    if not policy.check(user, "process.hold", side):
        return []
    version = consultation.version
    url = reverse("process:hold", args=[version.bill.slug, version.number])
    label = _("Announce an expertise by the results of the monitoring")
    return [Action(label, f"{url}?parent={consultation.pk}", "scales")]


def _offered(user: Any, consultation: Consultation) -> list[Action]:
    return [
        Action(
            offer.label,
            reverse(offer.url_name, args=[consultation.pk] if offer.has_pk else []),
            offer.icon,
        )
        for offer in _OFFERS
        if offer.is_control in (None, consultation.is_control)
        and (not offer.forms or consultation.form in offer.forms)
        and policy.check(user, offer.action, offer.side(consultation))
    ]
