"""Of what an opinion is made: its fields and lists, and the sections of the document that they
belong to, in the order in which the document has them."""

from dataclasses import fields
from enum import StrEnum
from typing import Final

from consultations.expertise.domain.opinions import OpinionData


class Section(StrEnum):
    REQUISITES = "requisites"
    BASIS = "basis"
    EXPERTS = "experts"
    MATERIALS = "materials"
    CHECKLIST = "checklist"
    REMARKS = "remarks"
    COMMENTS = "comments"
    CONSEQUENCES = "consequences"
    FINDINGS = "findings"
    RECOMMENDATION = "recommendation"
    VOTE = "vote"
    DISSENTS = "dissents"
    SIGNATURES = "signatures"


PARTS: Final[dict[Section, tuple[str, ...]]] = {
    Section.REQUISITES: ("number", "meeting_on", "place"),
    Section.EXPERTS: (
        "rapporteur_id", "accreditation_expert", "accreditation_number", "accreditation_on",
    ),
    Section.MATERIALS: ("materials",),
    Section.CHECKLIST: ("assessments", "factors"),
    Section.REMARKS: ("remarks",),
    Section.COMMENTS: ("considered",),
    Section.CONSEQUENCES: ("consequences",),
    Section.FINDINGS: ("findings",),
    Section.RECOMMENDATION: ("proposals", "recommendation"),
    Section.VOTE: (
        "meeting_form", "minutes_number", "is_secret", "ballots", "members_present", "votes_for",
        "votes_against", "votes_abstained",
    ),
    Section.DISSENTS: ("dissents",),
}  # fmt: skip

# Lists, and by which field their rows are told apart.
ROW_KEYS: Final[dict[str, str]] = {
    "assessments": "code",
    "factors": "pk",
    "remarks": "pk",
    "considered": "comment_id",
    "ballots": "member_id",
    "dissents": "member_id",
}
# They follow from the ballots where there are any.
COUNTS: Final = ("members_present", "votes_for", "votes_against", "votes_abstained")

ORDER: Final[tuple[str, ...]] = tuple(part for parts in PARTS.values() for part in parts)
SECTION_OF: Final[dict[str, Section]] = {
    part: section for section, parts in PARTS.items() for part in parts
}
SCALARS: Final[tuple[str, ...]] = tuple(
    field.name for field in fields(OpinionData) if field.name not in ROW_KEYS
)
