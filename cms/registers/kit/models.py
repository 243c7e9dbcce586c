"""The base of a row that bodies keep in Wagtail's back office."""

from typing import Any, ClassVar

from django.db import models, transaction
from wagtail.locks import BaseLock
from wagtail.models import DraftStateMixin, LockableMixin, RevisionMixin, WorkflowMixin

from cms.registers.kit.locks import PublishedLock
from cms.registers.kit.querysets import EntryQuerySet


class Entry(WorkflowMixin, DraftStateMixin, LockableMixin, RevisionMixin, models.Model):
    """A row that is drafted, approved, published at once or at a moment, and taken down. Its
    revisions and Wagtail's log of them are kept. What is not `live` is for its keepers alone."""

    # The path from a row to the body that keeps it.
    keeper_path: ClassVar[str] = "body"
    # Whether nobody changes a row any more that was public once (docs/adr/0027).
    is_final_when_published: ClassVar[bool] = False

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

    @property
    def was_changed(self) -> bool:
        """Whether other words than these were published before."""
        first, last = self.first_published_at, self.last_published_at
        return first is not None and last is not None and first != last

    def get_lock(self) -> BaseLock | None:
        found: BaseLock | None = super().get_lock()
        if found is None and self.is_final_when_published and self.first_published_at:
            return PublishedLock(self)
        return found

    # What follows (a status, the journal, the index) is written with it or not at all.
    @transaction.atomic
    def publish(self, *args: Any, **kwargs: Any) -> None:
        super().publish(*args, **kwargs)

    @transaction.atomic
    def unpublish(self, *args: Any, **kwargs: Any) -> None:
        super().unpublish(*args, **kwargs)
