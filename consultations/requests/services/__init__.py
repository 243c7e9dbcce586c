"""Verbs on requests: file, join, show, hide, decide, name the event that follows."""

from consultations.requests.services.checking import hide_request, show_request
from consultations.requests.services.deciding import decide_request, name_event
from consultations.requests.services.filing import (
    Asker,
    Came,
    Filed,
    file_request,
    forget_lapsed,
)
from consultations.requests.services.joining import ask_to_join, join_request

__all__ = [
    "Asker",
    "Came",
    "Filed",
    "ask_to_join",
    "decide_request",
    "file_request",
    "forget_lapsed",
    "hide_request",
    "join_request",
    "name_event",
    "show_request",
]
