"""Verbs on the indexes: note what has changed, follow, compare, mend, make anew."""

from search.services.batches import are_waiting as batches_are_waiting
from search.services.comparing import Difference, mend, verify
from search.services.failing import unreadable
from search.services.following import apply_batches, apply_changes, apply_pending, sweep
from search.services.making import IndexDiffersError, create, fill, rebuild, swap
from search.services.noting import note_change, note_changes, note_whole
from search.services.pruning import prune
from search.services.updating import note_everything_if_outdated

__all__ = [
    "Difference",
    "IndexDiffersError",
    "apply_batches",
    "apply_changes",
    "apply_pending",
    "batches_are_waiting",
    "create",
    "fill",
    "mend",
    "note_change",
    "note_changes",
    "note_everything_if_outdated",
    "note_whole",
    "prune",
    "rebuild",
    "swap",
    "sweep",
    "unreadable",
    "verify",
]
