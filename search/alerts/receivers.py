"""Whoever is forgotten gets no letters any more."""

from typing import Any

from core.accounts.events import ContactErased
from search.alerts.models import SavedSearch


def on_contact_erased(sender: Any, event: ContactErased, **kwargs: Any) -> None:
    """What somebody searched for is nobody's business either: the search goes with the address."""
    SavedSearch.objects.filter(contact=event.contact_id).delete()
