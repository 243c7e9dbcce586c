import uuid
from typing import Any, Never

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from core.journal.domain.leaves import MAX_KIND, MAX_SUBJECT_ID, MAX_SUBJECT_TYPE, Leaf
from core.journal.errors import ImmutableEntryError
from core.journal.querysets import JournalQuerySet

HEX_HASH = 64


class JournalEntry(models.Model):
    """One line of the public log: what happened to what, and when; ids and numbers only.

    Written by `services.record` without a place; the sequencer gives it one. Kind, time, subject
    and commitment make the leaf (docs/adr/0004) and never change. Salt and body open the
    commitment and may be erased, both or neither.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField(_("kind"), max_length=MAX_KIND)
    occurred_at = models.DateTimeField(_("time"))
    subject_type = models.CharField(max_length=MAX_SUBJECT_TYPE)
    subject_id = models.CharField(max_length=MAX_SUBJECT_ID)
    body = models.JSONField(null=True)
    salt = models.CharField(max_length=HEX_HASH, blank=True)
    commitment = models.CharField(max_length=HEX_HASH)
    leaf_hash = models.CharField(max_length=HEX_HASH)
    # A code such as «clerk», repeated from the body so that it outlives erasure. Never a name.
    actor_role = models.CharField(max_length=32, blank=True)
    sequence = models.PositiveBigIntegerField(null=True, unique=True)
    sequenced_at = models.DateTimeField(null=True)

    objects = JournalQuerySet.as_manager()

    class Meta:
        verbose_name = _("journal entry")
        verbose_name_plural = _("journal entries")
        ordering = ["sequence"]
        indexes = [
            models.Index(fields=["kind", "sequence"], name="journal_by_kind"),
            models.Index(
                fields=["subject_type", "subject_id", "sequence"], name="journal_by_subject"
            ),
            models.Index(
                fields=["occurred_at", "id"],
                condition=Q(sequence__isnull=True),
                name="journal_pending",
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Exact(Length("commitment"), HEX_HASH), name="journal_commitment_length"
            ),
            models.CheckConstraint(
                condition=Exact(Length("leaf_hash"), HEX_HASH), name="journal_leaf_hash_length"
            ),
            models.CheckConstraint(
                condition=Q(salt="", body__isnull=True)
                | Q(Exact(Length("salt"), HEX_HASH), body__isnull=False),
                name="journal_salt_and_body_together",
            ),
            models.CheckConstraint(
                condition=Q(sequence__isnull=True, sequenced_at__isnull=True)
                | Q(sequence__isnull=False, sequenced_at__isnull=False),
                name="journal_sequenced_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sequence}: {self.kind} {self.subject}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Inserts only; raises ImmutableEntryError for an entry that is in the database."""
        if not self._state.adding:
            raise ImmutableEntryError("entries are never edited")
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The address of an entry that has a place in the log."""
        return reverse("journal:entry", args=[self.sequence])

    def delete(self, *args: Any, **kwargs: Any) -> Never:
        raise ImmutableEntryError("entries are never deleted")

    @property
    def subject(self) -> str:
        """«type:id», as it stands in the leaf."""
        return f"{self.subject_type}:{self.subject_id}"

    @property
    def is_erased(self) -> bool:
        """Have salt and body been erased?"""
        return not self.salt

    def leaf(self) -> Leaf:
        """The leaf as the columns spell it now; its hash must be `leaf_hash`."""
        return Leaf(
            kind=self.kind,
            time=self.occurred_at,
            subject_type=self.subject_type,
            subject_id=self.subject_id,
            commitment=bytes.fromhex(self.commitment),
        )

    def leaf_text(self) -> str:
        """The bytes that were hashed, as text (canonical JSON in UTF-8)."""
        return self.leaf().to_bytes().decode()


class LogHead(models.Model):
    """The one row that sequencers lock: how many places have been given."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    size = models.PositiveBigIntegerField(default=0)

    class Meta:
        verbose_name = _("head of the log")
        verbose_name_plural = _("head of the log")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="journal_one_head")]

    def __str__(self) -> str:
        return str(self.size)
