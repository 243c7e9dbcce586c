from cms.registers.formation.models.competition import (
    Competition,
    CompetitionDocument,
    Outcome,
    StageChoice,
)
from cms.registers.formation.models.nomination import Decision, Nomination
from cms.registers.formation.models.seats import SeatRule

__all__ = [
    "Competition",
    "CompetitionDocument",
    "Decision",
    "Nomination",
    "Outcome",
    "SeatRule",
    "StageChoice",
]
