"""What follows from events below."""

from typing import Any

from consultations.comments.models import ProvisionComment
from consultations.comments.services import attaching, unanswering
from consultations.process.models import Consultation
from core.accounts.events import ContactErased, NameWithdrawn
from core.accounts.models import Contact


def on_contact_erased(sender: Any, event: ContactErased, **kwargs: Any) -> None:
    """The scan of a letter is personal data as a whole, and so may be an answer in free words; the
    name is to be seen nowhere."""
    attaching.destroy_scans(contact_id=event.contact_id)
    unanswering.erase_answers(person=Contact.objects.get(pk=event.contact_id).email_hash)
    _no_longer_printed(event.contact_id)


def on_name_withdrawn(sender: Any, event: NameWithdrawn, **kwargs: Any) -> None:
    _no_longer_printed(event.contact_id)


def _no_longer_printed(contact_id: int) -> None:
    spoke = ProvisionComment.objects.filter(contact=contact_id).order_by()
    places = list(spoke.values_list("consultation", flat=True).distinct())
    Consultation.objects.filter(pk__in=places).public_changed()
