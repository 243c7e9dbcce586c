"""What follows from events below."""

from typing import Any

from consultations.comments.services import attaching
from core.accounts.events import ContactErased


def on_contact_erased(sender: Any, event: ContactErased, **kwargs: Any) -> None:
    """The scan of a letter is personal data as a whole."""
    attaching.destroy_scans(contact_id=event.contact_id)
