from consultations.conclusions.views import objections, positions, reviewing
from consultations.conclusions.views.answers import answer, answers
from consultations.conclusions.views.groups import members, merge, rename, undo
from consultations.conclusions.views.signing import sign

__all__ = [
    "answer",
    "answers",
    "members",
    "merge",
    "objections",
    "positions",
    "rename",
    "reviewing",
    "sign",
    "undo",
]
