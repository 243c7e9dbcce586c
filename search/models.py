from typing import Self

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from search.domain import synonyms

# Before each word in its own form that the embedded index keeps: no word of a text begins so.
OWN_FORM = "0w"
# Before each unit that a document stands in, and the one that it is.
UNIT, LEAF = "0u", "0l"


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
    is_current = models.BooleanField(default=True)
    facets = models.ForeignKey(FacetSet, models.PROTECT, related_name="+")
    title_stems = models.TextField(blank=True)
    body_stems = models.TextField(blank=True)
    law_stems = models.TextField(blank=True)
    author_stems = models.TextField(blank=True)
    context_stems = models.TextField(blank=True)
    title_words = models.TextField(blank=True)
    body_words = models.TextField(blank=True)
    units = models.TextField(blank=True)
    checksum = models.CharField(max_length=32)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "object_id"], name="indexed_object_once")
        ]
        # Lists without words are counted and read by these alone: the rows are long.
        indexes = [
            models.Index(fields=["facets", "is_current"], name="indexed_counted"),
            models.Index(fields=["-date", "-id", "facets", "is_current"], name="indexed_newest"),
        ]

    def __str__(self) -> str:
        return f"{self.kind}:{self.object_id}"


class IndexJob(models.Model):
    """That an object has changed and the index `target` must follow; written with the change.

    `is_gone`: the public may not see it any more, so searches leave it out before the index has
    followed; False: it may again; None: nothing is said of that. An object that could not be read
    is tried again at `retry_at`; `error` says why.
    """

    target = models.CharField(max_length=20, default="database")
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    created_at = models.DateTimeField(default=timezone.now)
    is_gone = models.BooleanField(null=True, default=None)
    attempts = models.PositiveSmallIntegerField(default=0)
    retry_at = models.DateTimeField(null=True, blank=True)
    error = models.CharField(max_length=500, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["kind", "object_id"], name="index_job_object"),
            models.Index(fields=["target", "id"], name="index_job_order"),
            models.Index(
                fields=["target", "kind", "object_id"],
                condition=models.Q(is_gone=True),
                name="index_job_gone",
            ),
            models.Index(
                fields=["target"], condition=models.Q(attempts__gt=0), name="index_job_failed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.target}:{self.kind}:{self.object_id}"

    @classmethod
    def gone(cls, target: str) -> models.QuerySet[Self]:
        """What has gone and has not come back since, though the index has not followed yet."""
        later = cls.objects.filter(
            target=target,
            kind=models.OuterRef("kind"),
            object_id=models.OuterRef("object_id"),
            pk__gt=models.OuterRef("pk"),
            is_gone=False,
        )
        return cls.objects.filter(~models.Exists(later), target=target, is_gone=True)


class IndexBatch(models.Model):
    """That many objects have changed at once; the index `target` follows them in portions, behind
    single changes. Either `ids` of one kind, or everything that belongs to `whole` (an event, a
    version) number `whole_id`, which the worker turns into rows with ids."""

    target = models.CharField(max_length=20)
    whole = models.CharField(max_length=20, blank=True)
    whole_id = models.BigIntegerField(default=0)
    kind = models.CharField(max_length=20, blank=True)
    ids = models.JSONField(default=list)

    class Meta:
        indexes = [models.Index(fields=["target", "id"], name="index_batch_order")]

    def __str__(self) -> str:
        return f"{self.target}:{self.whole or self.kind}"


class IndexVersion(models.Model):
    """The greatest version that documents of the index `target` have been written with."""

    target = models.CharField(max_length=20, unique=True)
    last = models.BigIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.target}: {self.last}"


class IndexOutage(models.Model):
    """That the index `target` cannot be written: its jobs wait until `retry_at`, then it is tried
    once more. There is a row while it lasts."""

    target = models.CharField(max_length=20, unique=True)
    since = models.DateTimeField()
    attempts = models.PositiveIntegerField(default=0)
    retry_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.target}: {self.attempts}"


class SearchWord(models.Model):
    """A word of current public documents, for corrections of what is typed: nothing that has been
    hidden may be suggested, so it leaves with the last document that has it."""

    word = models.CharField(max_length=60, unique=True)
    stem = models.CharField(max_length=60, db_index=True)
    # How many documents have it; negative only inside the statement that changes it.
    documents = models.IntegerField()

    def __str__(self) -> str:
        return self.word


class SynonymGroup(models.Model):
    """Words and phrases of the same sense: who types one of them finds all."""

    words = models.CharField(
        _("words of the same sense"),
        max_length=300,
        help_text=_("Separated by commas: “NGO, non-governmental organisation”. Only what really "
                    "means the same. Forms of words need not be listed."),
        error_messages={"max_length": _("These are too many words for one group.")},
    )  # fmt: skip
    note = models.CharField(_("note for editors"), max_length=300, blank=True)
    is_active = models.BooleanField(_("used in search"), default=True)

    class Meta:
        verbose_name = _("group of synonyms")
        verbose_name_plural = _("groups of synonyms")
        ordering = ["words"]

    def __str__(self) -> str:
        return self.words

    def clean(self) -> None:
        """Raises ValidationError, in words, if a search could not use the group."""
        problem = synonyms.problem(self.words, self._others())
        if problem is not None:
            raise ValidationError({"words": _MESSAGES[problem.kind] % {"word": problem.word}})
        self.words = ", ".join(synonyms.phrases(self.words))

    def _others(self) -> list[str]:
        return list(SynonymGroup.objects.exclude(pk=self.pk).values_list("words", flat=True))


_MESSAGES = {
    synonyms.Fault.ALONE: _("Name at least two words or phrases, separated by commas."),
    synonyms.Fault.EMPTY: _("“%(word)s” has neither letters nor digits."),
    synonyms.Fault.TWICE: _("“%(word)s” stands here twice (forms of one word count as the same)."),
    synonyms.Fault.TAKEN: _("“%(word)s” is in another group already. Add your words to it."),
    synonyms.Fault.LONG: _("“%(word)s” is too long: a phrase has at most six words."),
    synonyms.Fault.MANY: _("A group has at most twelve words and phrases."),
}
