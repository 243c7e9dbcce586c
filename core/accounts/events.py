"""What happens to accounts, for higher floors."""

from dataclasses import dataclass
from typing import Final

from django.dispatch import Signal


@dataclass(frozen=True, slots=True)
class MembershipChanged:
    """A person got a place in a body, lost it, or its term changed."""

    membership_id: int
    user_id: int


# Sent inside the transaction of the service: send(sender=MembershipChanged, event=…).
membership_changed: Final = Signal()
