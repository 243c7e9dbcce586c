"""The desk: announcing, asking councils, and what councils and senders decide."""

from consultations.process.views.announcing import announce, hold, hold_on
from consultations.process.views.deciding import accept, decline, referral, withdraw
from consultations.process.views.referring import initiative, refer, take_up

__all__ = [
    "accept",
    "announce",
    "decline",
    "hold",
    "hold_on",
    "initiative",
    "refer",
    "referral",
    "take_up",
    "withdraw",
]
