"""Verbs on consultations: announce, refer to councils, accept, decline, withdraw, take up, and what
the clock does."""

from consultations.process.services.announcing import announce_consultation
from consultations.process.services.deciding import (
    MAX_REASON,
    accept_referral,
    decline_referral,
    withdraw_referral,
)
from consultations.process.services.noting import note_closings, note_openings, remind_councils
from consultations.process.services.referring import (
    refer_to_council,
    refer_to_councils,
    take_up,
)

__all__ = [
    "MAX_REASON",
    "accept_referral",
    "announce_consultation",
    "decline_referral",
    "note_closings",
    "note_openings",
    "refer_to_council",
    "refer_to_councils",
    "remind_councils",
    "take_up",
    "withdraw_referral",
]
