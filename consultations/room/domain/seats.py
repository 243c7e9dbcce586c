"""In what capacity somebody sits in a working room, and what that allows."""

from enum import StrEnum


class SeatKind(StrEnum):
    CHAIR = "chair"
    MEMBER = "member"
    SECRETARY = "secretary"
    EXPERT = "expert"  # appointed for this bill; writes, never votes
    OBSERVER = "observer"  # speaks for an organisation; writes, never votes


# Of several places in one council the one that weighs most.
OF_COUNCIL = (SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.SECRETARY)
MAY_REPORT = frozenset({SeatKind.CHAIR, SeatKind.MEMBER, SeatKind.SECRETARY, SeatKind.EXPERT})
