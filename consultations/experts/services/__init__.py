"""Verbs on the register of experts, appointments, calls and requests of organisations."""

from consultations.experts.services.appointments import appoint_expert, end_appointment
from consultations.experts.services.calls import announce_call, apply_to_call, decide_candidacy
from consultations.experts.services.entries import ask_entry, decide_entry
from consultations.experts.services.register import (
    apply_as_expert,
    enter_expert,
    exclude_expert,
    include_expert,
)

__all__ = [
    "announce_call",
    "apply_as_expert",
    "apply_to_call",
    "appoint_expert",
    "ask_entry",
    "decide_candidacy",
    "decide_entry",
    "end_appointment",
    "enter_expert",
    "exclude_expert",
    "include_expert",
]
