"""Verbs on bills: import, mend, describe, publish, discard."""

from drafts.services.importing import import_bill
from drafts.services.mending import fixes_of, mend_structure, text_state, undo_fix
from drafts.services.passport import MAX_SUMMARY, describe_bill, possible_sponsors
from drafts.services.publishing import discard_draft, publish_version

__all__ = [
    "MAX_SUMMARY",
    "describe_bill",
    "discard_draft",
    "fixes_of",
    "import_bill",
    "mend_structure",
    "possible_sponsors",
    "publish_version",
    "text_state",
    "undo_fix",
]
