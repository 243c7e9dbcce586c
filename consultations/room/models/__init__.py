from consultations.room.models.discussion import Message
from consultations.room.models.people import Declaration, Preparation, PreparationKind, ReadMark
from consultations.room.models.tables import RemarksTable
from consultations.room.models.words import (
    Basis,
    MemberRemark,
    Position,
    Revision,
    RevisionAct,
    Stance,
    Words,
)

__all__ = [
    "Basis",
    "Declaration",
    "MemberRemark",
    "Message",
    "Position",
    "Preparation",
    "PreparationKind",
    "ReadMark",
    "RemarksTable",
    "Revision",
    "RevisionAct",
    "Stance",
    "Words",
]
