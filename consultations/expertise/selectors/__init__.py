"""What pages and upper floors read about councils' opinions."""

from consultations.expertise.selectors.considering import ORDERS, inside
from consultations.expertise.selectors.drafts import (
    COUNCIL_ROLES,
    checklists,
    council_members,
    once_each,
    opinion_data,
    opinion_of,
    own_councils,
    referral_of,
    referrals_of,
)
from consultations.expertise.selectors.history import (
    LastEdit,
    authors_of,
    last_edits,
    receipts_of,
    revision_data,
    revision_of,
    revisions_of,
)
from consultations.expertise.selectors.public import (
    ConsideredBy,
    Participation,
    adopted_opinions,
    considered_by,
    journal_subjects,
    participation,
)
from consultations.expertise.selectors.quotations import misquoted
from consultations.expertise.selectors.text import OpinionText, opinion_text

__all__ = [
    "COUNCIL_ROLES",
    "ORDERS",
    "ConsideredBy",
    "LastEdit",
    "OpinionText",
    "Participation",
    "adopted_opinions",
    "authors_of",
    "checklists",
    "considered_by",
    "council_members",
    "inside",
    "journal_subjects",
    "last_edits",
    "misquoted",
    "once_each",
    "opinion_data",
    "opinion_of",
    "opinion_text",
    "own_councils",
    "participation",
    "receipts_of",
    "referral_of",
    "referrals_of",
    "revision_data",
    "revision_of",
    "revisions_of",
]
