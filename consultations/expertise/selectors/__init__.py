"""What pages and upper floors read about councils' opinions."""

from consultations.expertise.selectors.drafts import (
    COUNCIL_ROLES,
    checklists,
    council_members,
    opinion_data,
    opinion_of,
    own_councils,
    referral_of,
    referrals_of,
    voters,
)
from consultations.expertise.selectors.history import (
    LastEdit,
    authors_of,
    last_edits,
    people_of,
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
from consultations.expertise.selectors.text import OpinionText, opinion_text

__all__ = [
    "COUNCIL_ROLES",
    "ConsideredBy",
    "LastEdit",
    "OpinionText",
    "Participation",
    "adopted_opinions",
    "authors_of",
    "checklists",
    "considered_by",
    "council_members",
    "journal_subjects",
    "last_edits",
    "opinion_data",
    "opinion_of",
    "opinion_text",
    "own_councils",
    "participation",
    "people_of",
    "referral_of",
    "referrals_of",
    "revision_data",
    "revision_of",
    "revisions_of",
    "voters",
]
