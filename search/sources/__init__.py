"""The kinds of objects that this floor and those below it offer to search."""

from search.sources.bills import BillSource, ProvisionSource
from search.sources.consultations import CommentSource, ConclusionSource, OpinionSource

__all__ = ["BillSource", "CommentSource", "ConclusionSource", "OpinionSource", "ProvisionSource"]
