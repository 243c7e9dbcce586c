from cms.registers.tracker.models.following import (
    Assessment,
    Evidence,
    Report,
    StatusChange,
    Verdict,
)
from cms.registers.tracker.models.resolution import (
    Addressee,
    Assignment,
    Direction,
    Recommendation,
    Resolution,
    Status,
)

__all__ = [
    "Addressee",
    "Assessment",
    "Assignment",
    "Direction",
    "Evidence",
    "Recommendation",
    "Report",
    "Resolution",
    "Status",
    "StatusChange",
    "Verdict",
]
