from consultations.conclusions.views.answers import answer, answers
from consultations.conclusions.views.groups import members, merge, rename, undo
from consultations.conclusions.views.signing import sign

__all__ = ["answer", "answers", "members", "merge", "rename", "sign", "undo"]
