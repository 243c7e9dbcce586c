"""Verbs on people, bodies, consents, and on what waits for an e-mail to be confirmed."""

from core.accounts.services.confirmations import (
    ask_confirmation,
    confirm,
    forget_lapsed,
    resend,
    sent_token_of,
    sweep_lapsed,
    token_of,
    waiting_of,
)
from core.accounts.services.people import (
    ConsentMissing,
    CouncilFacts,
    NoConsentText,
    add_body,
    add_member,
    create_user,
    erase_contact,
    publish_consent,
    record_contact,
    withdraw_dissemination,
)

__all__ = [
    "ConsentMissing",
    "CouncilFacts",
    "NoConsentText",
    "add_body",
    "add_member",
    "ask_confirmation",
    "confirm",
    "create_user",
    "erase_contact",
    "forget_lapsed",
    "publish_consent",
    "record_contact",
    "resend",
    "sent_token_of",
    "sweep_lapsed",
    "token_of",
    "waiting_of",
    "withdraw_dissemination",
]
