from consultations.control.models.closing import (
    ClosingDocument,
    ClosingFile,
    Format,
    Objections,
)
from consultations.control.models.field import (
    InspectionNotice,
    Inspector,
    Observation,
    ObservationFile,
)

__all__ = [
    "ClosingDocument",
    "ClosingFile",
    "Format",
    "InspectionNotice",
    "Inspector",
    "Objections",
    "Observation",
    "ObservationFile",
]
