from core.accounts.selectors.councils import (
    alert_lines,
    card,
    composition,
    council_page,
    councils_of,
    current_members,
    managed_councils,
)
from core.accounts.selectors.people import (
    chosen_name,
    current_consents,
    email_hash,
    masked_email,
    public_name,
)

__all__ = [
    "alert_lines",
    "card",
    "chosen_name",
    "composition",
    "council_page",
    "councils_of",
    "current_consents",
    "current_members",
    "email_hash",
    "managed_councils",
    "masked_email",
    "public_name",
]
