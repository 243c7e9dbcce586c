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
from core.accounts.services.councils import describe_council, renew_composition
from core.accounts.services.members import change_membership, end_membership, seat_member
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
from core.accounts.services.records import (
    cancel_absence,
    hide_note,
    note_absence,
    write_note,
)

__all__ = [
    "ConsentMissing",
    "CouncilFacts",
    "NoConsentText",
    "add_body",
    "add_member",
    "ask_confirmation",
    "cancel_absence",
    "change_membership",
    "confirm",
    "create_user",
    "describe_council",
    "end_membership",
    "erase_contact",
    "forget_lapsed",
    "hide_note",
    "note_absence",
    "publish_consent",
    "record_contact",
    "renew_composition",
    "resend",
    "seat_member",
    "sent_token_of",
    "sweep_lapsed",
    "token_of",
    "waiting_of",
    "withdraw_dissemination",
    "write_note",
]
