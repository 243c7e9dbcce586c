from consultations.expertise.models.opinions import (
    MeetingForm,
    Opinion,
    OpinionStatus,
    Recommendation,
)
from consultations.expertise.models.remarks import Dissent, Importance, Remark

__all__ = [
    "Dissent",
    "Importance",
    "MeetingForm",
    "Opinion",
    "OpinionStatus",
    "Recommendation",
    "Remark",
]
