import uuid

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.expertise.models.opinions import Opinion
from core.uploads.storage import private_storage


def file_path(file: "OpinionFile", filename: str) -> str:
    """A random name in the month of the upload."""
    return f"opinions/{file.uploaded_at:%Y/%m}/{uuid.uuid4().hex}.{file.kind}"


class FileRole(models.TextChoices):
    SCAN = "scan", _("signed opinion, scanned")
    ANNEX = "annex", _("annex")


class OpinionFile(models.Model):
    """The scan of the signed opinion, or an annex to it; public with the adopted opinion.

    `kind` is a key of CONTENT_TYPES of core.uploads.intake.
    """

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="files")
    role = models.CharField(_("what it is"), max_length=8, choices=FileRole)
    file = models.FileField(storage=private_storage, upload_to=file_path)
    title = models.CharField(_("title"), max_length=200)
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(max_length=20)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("file of an opinion")
        verbose_name_plural = _("files of opinions")
        ordering = ["opinion", "-role", "pk"]

    def __str__(self) -> str:
        return self.name

    # As components/downloads.html calls them.
    @property
    def format(self) -> str:
        return self.kind

    @property
    def url(self) -> str:
        """Where a file of a public opinion is handed out."""
        opinion = self.opinion
        place = opinion.consultation.year, opinion.consultation.slug, opinion.council.slug
        return reverse("reader:opinion_file", args=[*place, opinion.edition, self.pk])
