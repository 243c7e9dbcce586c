from consultations.experts.models.appointments import Appointment, Capacity
from consultations.experts.models.calls import Candidacy, Decision, EntryRequest, OpenCall
from consultations.experts.models.register import Expert, ExpertState, Knowledge

__all__ = [
    "Appointment",
    "Candidacy",
    "Capacity",
    "Decision",
    "EntryRequest",
    "Expert",
    "ExpertState",
    "Knowledge",
    "OpenCall",
]
