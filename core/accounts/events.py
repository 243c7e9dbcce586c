"""What happens to accounts and personal data, for higher floors: ids and codes only.

All are sent inside the transaction of the service: send(sender=MembershipChanged, event=…).
"""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from django.dispatch import Signal
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

BODY_ADDED_KIND: Final = "body.added"
MEMBERSHIP_CHANGED_KIND: Final = "membership.changed"
MEMBERSHIP_ENDED_KIND: Final = "membership.ended"
COUNCIL_DESCRIBED_KIND: Final = "council.described"
COMPOSITION_RENEWED_KIND: Final = "council.renewed"
ABSENCE_NOTED_KIND: Final = "absence.noted"
ABSENCE_CANCELLED_KIND: Final = "absence.cancelled"
NOTE_WRITTEN_KIND: Final = "note.written"
NOTE_HIDDEN_KIND: Final = "note.hidden"
CONSENT_PUBLISHED_KIND: Final = "consent.published"
NAME_WITHDRAWN_KIND: Final = "contact.name_withdrawn"
CONTACT_ERASED_KIND: Final = "contact.erased"


@dataclass(frozen=True, slots=True)
class BodyAdded:
    """An assembly, a committee, a chamber or a council joined the platform."""

    body_id: int
    slug: str
    kind: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """A person got a place in a body, lost it, or its term changed."""

    membership_id: int
    user_id: int
    body_id: int
    role: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class CouncilActed:
    """Something was done to a council or to its composition. `kind` is one of the kinds above,
    `subject` the table and the row it is about, `body` ids, codes and dates for the journal."""

    kind: str
    subject: tuple[str, int]
    body: Mapping[str, int | str]
    at: dt.datetime
    actor_role: str = ""


@dataclass(frozen=True, slots=True)
class ConsentPublished:
    """A new text of a consent; `text_hash` is the SHA-256 (hex) of its text."""

    version_id: int
    kind: str
    number: int
    text_hash: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class NameWithdrawn:
    """An author has taken the name away from public view."""

    contact_id: int
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class ContactErased:
    """The personal data behind a submission are destroyed."""

    contact_id: int
    at: dt.datetime


body_added: Final = Signal()
membership_changed: Final = Signal()
council_acted: Final = Signal()
consent_published: Final = Signal()
name_withdrawn: Final = Signal()
contact_erased: Final = Signal()


def register_journal_kinds(register: "Callable[[str, StrOrPromise], object]") -> None:
    """Declares what the journal writes about accounts (`core.journal.receivers`)."""
    register(BODY_ADDED_KIND, _("body added"))
    register(MEMBERSHIP_CHANGED_KIND, _("membership of a body changed"))
    register(MEMBERSHIP_ENDED_KIND, _("membership of a council ended"))
    register(COUNCIL_DESCRIBED_KIND, _("card of a council changed"))
    register(COMPOSITION_RENEWED_KIND, _("new composition of a council"))
    register(ABSENCE_NOTED_KIND, _("excused absence of a member noted"))
    register(ABSENCE_CANCELLED_KIND, _("excused absence of a member cancelled"))
    register(NOTE_WRITTEN_KIND, _("member's note published"))
    register(NOTE_HIDDEN_KIND, _("member's note hidden"))
    register(CONSENT_PUBLISHED_KIND, _("text of a consent published"))
    register(NAME_WITHDRAWN_KIND, _("author's name taken away from view"))
    register(CONTACT_ERASED_KIND, _("author's personal data destroyed"))
