"""Whoever is forgotten gets no letters any more."""

from typing import Any

from consultations.following.models import Subscription
from core.accounts.events import ContactErased


def on_contact_erased(sender: Any, event: ContactErased, **kwargs: Any) -> None:
    Subscription.objects.filter(contact=event.contact_id).delete()
