"""The base of a row that bodies keep in Wagtail's back office."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from cms.registers.kit.querysets import EntryQuerySet


class Entry(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A row that is drafted, approved, published at once or at a moment, and taken down. Its
    revisions and Wagtail's log of them are kept. What is not `live` is for its keepers alone."""

    # The path from a row to the body that keeps it.
    keeper_path: ClassVar[str] = "body"

    objects = EntryQuerySet.as_manager()

    class Meta:
        abstract = True

    @property
    def keeper_id(self) -> int | None:
        """The body (id) that keeps the row; None while nothing says so yet."""
        found: Any = self
        *path, last = self.keeper_path.split("__")
        for name in path:
            if getattr(found, f"{name}_id", None) is None:
                return None
            found = getattr(found, name)
        kept: int | None = getattr(found, f"{last}_id")
        return kept

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.keeper_id] if self.keeper_id is not None else []
