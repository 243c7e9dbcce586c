from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.uploads.storage import private_storage
from drafts.models.bills import Bill
from drafts.querysets import BillVersionQuerySet


class VersionStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("version", "imported, not published")
    PUBLISHED = "published", pgettext_lazy("version", "published")


class Stage(models.TextChoices):
    INTRODUCED = "introduced", pgettext_lazy("version", "as introduced")
    READING1 = "reading1", pgettext_lazy("version", "for the first reading")
    READING2 = "reading2", pgettext_lazy("version", "for the second reading")
    READING3 = "reading3", pgettext_lazy("version", "for the third reading")
    ADOPTED = "adopted", pgettext_lazy("version", "as adopted")


def source_path(version: "BillVersion", filename: str) -> str:
    """Where the file of a draft is kept; the name that the user's computer gave it is not used."""
    return f"bills/{version.bill.slug}/v{version.number}/source.{filename.rsplit('.', 1)[-1][:8]}"


class BillVersion(models.Model):
    """One text of a bill, as imported from a file. Frozen once published."""

    bill = models.ForeignKey(Bill, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField(_("version"))
    stage = models.CharField(_("stage"), max_length=12, choices=Stage, default=Stage.INTRODUCED)
    status = models.CharField(
        _("status"), max_length=12, choices=VersionStatus, default=VersionStatus.DRAFT
    )
    # Stamp, kind of act, title, adoption line, preamble, signature, place, date, number.
    front = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    unit_count = models.PositiveIntegerField(default=0)
    source = models.FileField(upload_to=source_path, storage=private_storage, max_length=200)
    source_name = models.CharField(max_length=255)
    source_kind = models.CharField(max_length=8)
    source_size = models.PositiveIntegerField()
    source_sha256 = models.CharField(max_length=64)
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    published_at = models.DateTimeField(null=True, blank=True)

    objects = BillVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of a bill")
        verbose_name_plural = _("versions of bills")
        ordering = ["bill", "number"]
        constraints = [
            models.UniqueConstraint(fields=["bill", "number"], name="version_number_once"),
            models.CheckConstraint(
                condition=Q(status="draft", published_at__isnull=True)
                | Q(status="published", published_at__isnull=False),
                name="version_published_has_time",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.bill}, v{self.number}"

    def get_absolute_url(self) -> str:
        return reverse("reader:version", args=[self.bill.slug, self.number])

    @property
    def is_published(self) -> bool:
        return self.status == VersionStatus.PUBLISHED

    @property
    def access_phase(self) -> str:
        return self.status

    def access_bodies(self, action: str) -> Iterable[int]:
        return self.bill.access_bodies(action)
