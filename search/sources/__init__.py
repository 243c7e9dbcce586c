"""The kinds of objects that this floor and those below it offer to search."""

from search.sources.answers import AnswerSource, ConclusionSource
from search.sources.bills import BillSource, ProvisionSource
from search.sources.proposals import CommentSource, OpinionSource

__all__ = [
    "AnswerSource",
    "BillSource",
    "CommentSource",
    "ConclusionSource",
    "OpinionSource",
    "ProvisionSource",
]
