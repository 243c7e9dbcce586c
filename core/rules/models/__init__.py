from core.rules.models.calendar import CalendarDay, CalendarYear, DayKind
from core.rules.models.rules import (
    ChecklistItem,
    DispositionGroup,
    LegalCitation,
    ModerationGround,
    ReasonCode,
    RuleSet,
    StockPhrase,
    Term,
)

__all__ = [
    "CalendarDay",
    "CalendarYear",
    "ChecklistItem",
    "DayKind",
    "DispositionGroup",
    "LegalCitation",
    "ModerationGround",
    "ReasonCode",
    "RuleSet",
    "StockPhrase",
    "Term",
]
