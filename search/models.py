from django.db import models
from django.utils import timezone


class FacetSet(models.Model):
    """One combination of values of facets, kept once for all documents that have it: results are
    counted by combinations."""

    # {name: [values]}, by names of search.interface.FACETS.
    values = models.JSONField()
    digest = models.CharField(max_length=32, unique=True)

    def __str__(self) -> str:
        return self.digest


class IndexedDocument(models.Model):
    """The embedded index: ready stems of each public object (see search.backends.database). `pk`
    grows with each object that is new to the public."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    date = models.DateTimeField()
    boost = models.FloatField(default=1)
    is_current = models.BooleanField(default=True)
    facets = models.ForeignKey(FacetSet, models.PROTECT, related_name="+")
    title_stems = models.TextField(blank=True)
    body_stems = models.TextField(blank=True)
    law_stems = models.TextField(blank=True)
    author_stems = models.TextField(blank=True)
    title_words = models.TextField(blank=True)
    body_words = models.TextField(blank=True)
    units = models.TextField(blank=True)
    checksum = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="indexed_object_once")
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"


class IndexJob(models.Model):
    """That an object has changed and the index `target` must follow; written with the change."""

    target = models.CharField(max_length=20, default="database")
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id"], name="index_job_object"),
            models.Index(fields=["target", "id"], name="index_job_order"),
        ]

    def __str__(self) -> str:
        return f"{self.target}:{self.kind}:{self.object_id}"


class IndexOutage(models.Model):
    """That the index `target` cannot be written: its jobs wait until `retry_at`, then it is tried
    once more. There is a row while it lasts."""

    target = models.CharField(max_length=20, unique=True)
    since = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.target}: {self.attempts}"
