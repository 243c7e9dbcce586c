from typing import Any, Never, Self

from django.db import models

from core.journal.errors import ImmutableEntryError

# What may still change in an entry: its place is given once, salt and body may be erased.
CHANGEABLE = frozenset({"sequence", "sequenced_at", "salt", "body"})


class JournalQuerySet(models.QuerySet):
    """Entries; also the guard against editing and deleting them in bulk."""

    def sequenced(self) -> Self:
        """Entries that have a place in the log."""
        return self.filter(sequence__isnull=False)

    def pending(self) -> Self:
        """Entries that wait for a place."""
        return self.filter(sequence__isnull=True)

    def after(self, sequence: int) -> Self:
        """Entries behind a place in the log, in the order of the log."""
        return self.sequenced().filter(sequence__gt=sequence).order_by("sequence")

    def about(self, subject_type: str, subject_id: str) -> Self:
        return self.filter(subject_type=subject_type, subject_id=subject_id)

    def update(self, **values: Any) -> int:
        """Raises ImmutableEntryError for anything that is part of a leaf."""
        fixed = sorted(set(values) - CHANGEABLE)
        if fixed:
            raise ImmutableEntryError(f"part of the leaf: {', '.join(fixed)}")
        return super().update(**values)

    update.alters_data = True  # type: ignore[attr-defined]

    def delete(self) -> Never:
        """Raises ImmutableEntryError: nothing leaves the log."""
        raise ImmutableEntryError("entries are never deleted")

    delete.alters_data = True  # type: ignore[attr-defined]
    delete.queryset_only = True  # type: ignore[attr-defined]
