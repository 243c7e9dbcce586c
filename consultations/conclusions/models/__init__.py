from consultations.conclusions.models.answers import (
    Answer,
    AnswerWords,
    Disposition,
)
from consultations.conclusions.models.conclusion import (
    ConclusionFile,
    ConclusionKind,
    Format,
    SnapshotSalt,
    SummaryConclusion,
)
from consultations.conclusions.models.drafts import (
    Agreement,
    AnswerDraft,
    Publication,
)
from consultations.conclusions.models.grouping import (
    ChangeKind,
    GroupChange,
    GroupMove,
    ItemBand,
)
from consultations.conclusions.models.groups import (
    ArgumentGroup,
    ArgumentItem,
)
from consultations.conclusions.models.imports import (
    AnswerImport,
    ImportedRow,
)
from consultations.conclusions.models.jobs import (
    FileJob,
    JobProblem,
    JobState,
)
from consultations.conclusions.models.objections import (
    AnswerObjection,
    AnswerObjectionOutcome,
    Reviewer,
    TextState,
)
from consultations.conclusions.models.positions import (
    SponsorPosition,
    SponsorStance,
)
from consultations.conclusions.models.signed import (
    KEPT,
    PAGE,
    SignedDocument,
)
from consultations.conclusions.models.summary import (
    ProposalSummary,
    SummaryFile,
    SummarySalt,
)
from consultations.conclusions.models.templates import (
    DocumentTemplate,
    TemplateKind,
)

__all__ = [
    "KEPT",
    "PAGE",
    "Agreement",
    "Answer",
    "AnswerDraft",
    "AnswerImport",
    "AnswerObjection",
    "AnswerObjectionOutcome",
    "AnswerWords",
    "ArgumentGroup",
    "ArgumentItem",
    "ChangeKind",
    "ConclusionFile",
    "ConclusionKind",
    "Disposition",
    "DocumentTemplate",
    "FileJob",
    "Format",
    "GroupChange",
    "GroupMove",
    "ImportedRow",
    "ItemBand",
    "JobProblem",
    "JobState",
    "ProposalSummary",
    "Publication",
    "Reviewer",
    "SignedDocument",
    "SnapshotSalt",
    "SponsorPosition",
    "SponsorStance",
    "SummaryConclusion",
    "SummaryFile",
    "SummarySalt",
    "TemplateKind",
    "TextState",
]
