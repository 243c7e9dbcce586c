"""The desk of councils: what was referred to them, and the opinion as it is being written."""

from consultations.expertise.views import considering, documents, history, opinions

__all__ = ["considering", "documents", "history", "opinions"]
