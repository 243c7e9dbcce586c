from consultations.conclusions.models.answers import Answer, Disposition
from consultations.conclusions.models.conclusion import (
    ConclusionFile,
    Format,
    SnapshotSalt,
    SummaryConclusion,
)
from consultations.conclusions.models.grouping import (
    ChangeKind,
    GroupChange,
    GroupMove,
    ItemBand,
)
from consultations.conclusions.models.groups import ArgumentGroup, ArgumentItem

__all__ = [
    "Answer",
    "ArgumentGroup",
    "ArgumentItem",
    "ChangeKind",
    "ConclusionFile",
    "Disposition",
    "Format",
    "GroupChange",
    "GroupMove",
    "ItemBand",
    "SnapshotSalt",
    "SummaryConclusion",
]
