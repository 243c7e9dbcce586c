from typing import Any, Final

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Consultation
from core.uploads.storage import private_storage

WITH_PARTIES: Final = (
    "consultation__version__bill__committee",
    "consultation__organiser",
    "consultation__responder",
    "consultation__addressee",
)


class Format(models.TextChoices):
    """In the order in which they are offered."""

    PDF = "pdf", "PDF"
    DOCX = "docx", "DOCX"
    XLSX = "xlsx", "XLSX"
    HTML = "html", "HTML"
    CSV = "csv", "CSV"
    JSON = "json", "JSON"


# The page of the site, kept by its pages; it is made as files are, and given out to nobody.
PAGE: Final = "page"
KEPT: Final = (*Format.values, PAGE)
KEPT_CHOICES: Final = (*Format.choices, (PAGE, _("page of the site")))


class SignedDocument(models.Model):
    """A signed document: a frozen snapshot of ids, numbers, commitments.

    A row is written only by signing and never changes: another revision supersedes it. Texts are
    resolved when rendering. The salts of the commitments are kept apart, so that a text can be
    erased for good while the snapshot and its hash, which stands in the public journal, stay as
    they are. Whoever inherits has `consultation`, `files`, `jobs` and `salts`, and the
    names of its pages.
    """

    name = ""  # of the pages: «conclusion», «summary»

    revision = models.PositiveSmallIntegerField(default=1)
    number = models.CharField(_("number"), max_length=60)
    # How many rows it has, and what is summed up in them (proposals, remarks, recommendations), so
    # that nobody opens the snapshot to learn that it is large.
    rows = models.PositiveIntegerField(default=0, editable=False)
    members = models.PositiveIntegerField(default=0, editable=False)
    snapshot = models.JSONField()
    snapshot_sha256 = models.CharField(max_length=64)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Who signs acts publicly: name and post as printed in the document.
    signer_name = models.CharField(_("signed by"), max_length=200)
    signer_post = models.CharField(_("post"), max_length=300)
    signed_at = models.DateTimeField()

    # What every one of them has beside these fields.
    consultation: Any
    files: Any
    jobs: Any
    salts: Any

    class Meta:
        abstract = True
        ordering = ["consultation", "-revision"]

    def __str__(self) -> str:
        return f"{self.number}"

    def get_absolute_url(self) -> str:
        """Where the newest revision is read."""
        return reverse(f"reader:{self.name}", args=[self._of.year, self._of.slug])

    @property
    def revision_url(self) -> str:
        """The address of this revision, for good."""
        place = [self._of.year, self._of.slug, self.revision]
        return reverse(f"reader:{self.name}_revision", args=place)

    @property
    def changes_url(self) -> str:
        """What is different from the revision before it."""
        place = [self._of.year, self._of.slug, self.revision]
        return reverse(f"reader:{self.name}_changes", args=place)

    @property
    def files_url(self) -> str:
        """How far the files are, as a fragment of a page."""
        place = [self._of.year, self._of.slug, self.revision]
        return reverse(f"reader:{self.name}_files", args=place)

    @property
    def _of(self) -> Consultation:
        found: Consultation = self.consultation
        return found

    def new_file(self, fmt: str) -> "DocumentFile":
        """A file of this document that is not saved yet."""
        raise NotImplementedError

    def documents(self) -> "list[DocumentFile]":
        """The files that are ready, in the order of Format. One query."""
        files = [file for file in self.files.all() if file.format in Format.values]
        files.sort(key=lambda file: Format.values.index(file.format))
        for file in files:
            file.document = self
        return files


class DocumentSalt(models.Model):
    """The salt of one commitment of a snapshot («comment:17»).

    While it is here, anybody can check that a text is the one that was signed; it is deleted
    together with an erased text, and then nobody can guess the text from the commitment.
    """

    key = models.CharField(max_length=40)
    salt = models.CharField(max_length=64)
    # The words themselves, where the row that they come from may change (names, posts).
    text = models.JSONField(null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.key}"


def file_path(file: "DocumentFile", filename: str) -> str:
    """By id: a long slug would not leave room for the rest."""
    document = file.document
    of = document.consultation
    return f"{document.name}s/{of.year}/{of.pk}/r{document.revision}/{filename}"


class DocumentFile(models.Model):
    """A document made from the snapshot, kept as it was issued."""

    format = models.CharField(max_length=8, choices=KEPT_CHOICES)
    file = models.FileField(upload_to=file_path, storage=private_storage)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField()

    # The field of the same meaning has a name of its own in each table.
    document: Any

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.format}"

    def get_absolute_url(self) -> str:
        return f"{self.document.revision_url}{self.format}/"

    @property
    def download_name(self) -> str:
        """«2026-zakon-conclusion-r1.pdf»"""
        document = self.document
        of = document.consultation
        return f"{of.year}-{of.slug}-{document.name}-r{document.revision}.{self.format}"
