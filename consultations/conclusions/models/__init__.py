from consultations.conclusions.models.answers import Answer, AnswerWords, Disposition
from consultations.conclusions.models.conclusion import (
    ConclusionFile,
    Format,
    SnapshotSalt,
    SummaryConclusion,
)
from consultations.conclusions.models.drafts import Agreement, AnswerDraft, Publication
from consultations.conclusions.models.grouping import (
    ChangeKind,
    GroupChange,
    GroupMove,
    ItemBand,
)
from consultations.conclusions.models.groups import ArgumentGroup, ArgumentItem
from consultations.conclusions.models.objections import (
    AnswerObjection,
    AnswerObjectionOutcome,
    Reviewer,
)
from consultations.conclusions.models.positions import SponsorPosition, SponsorStance

__all__ = [
    "Agreement",
    "Answer",
    "AnswerDraft",
    "AnswerObjection",
    "AnswerObjectionOutcome",
    "AnswerWords",
    "ArgumentGroup",
    "ArgumentItem",
    "ChangeKind",
    "ConclusionFile",
    "Disposition",
    "Format",
    "GroupChange",
    "GroupMove",
    "ItemBand",
    "Publication",
    "Reviewer",
    "SnapshotSalt",
    "SponsorPosition",
    "SponsorStance",
    "SummaryConclusion",
]
