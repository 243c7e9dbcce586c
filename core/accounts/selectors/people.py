import datetime as dt
import hashlib
import hmac

from django.conf import settings
from django.utils.translation import gettext as _

from core.accounts.domain.names import initials, normal_email
from core.accounts.models import ConsentVersion, Contact, NameDisplay


def email_hash(email: str) -> str:
    """HMAC-SHA-256 (hex) of the normalised e-mail: tells that two submissions have one author."""
    key = settings.SECRET_KEY.encode()
    return hmac.new(key, b"email:" + normal_email(email).encode(), hashlib.sha256).hexdigest()


def current_consents(on: dt.date) -> dict[str, ConsentVersion]:
    """The texts in force on a day, by kind."""
    found: dict[str, ConsentVersion] = {}
    for version in ConsentVersion.objects.in_force(on):
        found.setdefault(version.kind, version)
    return found


def chosen_name(contact: Contact) -> str:
    """The name that the author chose to show; empty if it is the pseudonym, or if there is no name
    to show (erased, or none given)."""
    return {
        NameDisplay.FULL: contact.full_name,
        NameDisplay.INITIALS: initials(contact.full_name),
        NameDisplay.ORGANISATION: contact.organisation,
    }.get(NameDisplay(contact.name_display), "")


def public_name(contact: Contact, number: int) -> str:
    """How the author of a submission is signed in public: the chosen name, or the pseudonym.

    `number` is the participant's number in the consultation.
    """
    return chosen_name(contact) or _("Participant No. %(number)d") % {"number": number}


def masked_email(email: str) -> str:
    """The address with its middle hidden: enough to notice a misprint."""
    local, _at, domain = email.partition("@")
    return f"{local[:2]}…@{domain}" if len(local) > 2 else f"…@{domain}"
