"""Verbs on the indexes: note what has changed, follow, compare, mend, make anew."""

from search.services.comparing import Difference, mend, verify
from search.services.following import apply_pending, note_change, note_changes, sweep
from search.services.making import IndexDiffersError, create, fill, rebuild, swap

__all__ = [
    "Difference",
    "IndexDiffersError",
    "apply_pending",
    "create",
    "fill",
    "mend",
    "note_change",
    "note_changes",
    "rebuild",
    "swap",
    "sweep",
    "verify",
]
