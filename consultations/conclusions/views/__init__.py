from consultations.conclusions.views.answers import answer, answers
from consultations.conclusions.views.groups import members, merge, rename, undo
from consultations.conclusions.views.signing import preview, sign, sign_lapsed, sign_summary

__all__ = [
    "answer",
    "answers",
    "members",
    "merge",
    "preview",
    "rename",
    "sign",
    "sign_lapsed",
    "sign_summary",
    "undo",
]
