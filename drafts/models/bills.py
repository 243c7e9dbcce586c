from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from core.accounts.models import Body
from drafts.models.topics import Topic
from drafts.querysets import BillQuerySet


class BillStatus(models.TextChoices):
    """Where a bill stands in the Assembly (domain: lifecycle of a regional bill)."""

    DRAFT = "draft", pgettext_lazy("bill", "being prepared")
    INTRODUCED = "introduced", pgettext_lazy("bill", "introduced")
    COMMITTEE = "committee", pgettext_lazy("bill", "in committee")
    READING1 = "reading1_passed", pgettext_lazy("bill", "passed in the first reading")
    AMENDMENTS = "amendments", pgettext_lazy("bill", "amendments are being received")
    READING2 = "reading2_passed", pgettext_lazy("bill", "passed in the second reading")
    ADOPTED = "adopted", pgettext_lazy("bill", "adopted")
    SIGNED = "signed", pgettext_lazy("bill", "signed")
    PUBLISHED = "published", pgettext_lazy("bill", "officially published")
    REJECTED = "rejected", pgettext_lazy("bill", "rejected")
    WITHDRAWN = "withdrawn", pgettext_lazy("bill", "withdrawn")


class Bill(models.Model):
    """A draft law; its text lives in versions, published ones never change."""

    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=1000)
    number = models.CharField(_("number"), max_length=60, blank=True)
    summary = models.TextField(_("what it is about"), blank=True)
    status = models.CharField(
        _("status"), max_length=20, choices=BillStatus, default=BillStatus.INTRODUCED
    )
    sponsor = models.CharField(_("sponsor"), max_length=300, blank=True)
    # The same as a body, if its people give their position on proposals here.
    sponsor_body = models.ForeignKey(
        Body,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="introduced",
        verbose_name=_("sponsor on the site"),
    )
    committee = models.ForeignKey(
        Body, models.PROTECT, related_name="bills", verbose_name=_("responsible committee")
    )
    introduced_on = models.DateField(_("introduced on"), null=True, blank=True)
    topics = models.ManyToManyField(
        Topic, related_name="bills", blank=True, verbose_name=_("topics")
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )

    objects = BillQuerySet.as_manager()

    class Meta:
        verbose_name = _("bill")
        verbose_name_plural = _("bills")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"№ {self.number} {self.title}" if self.number else self.title

    def get_absolute_url(self) -> str:
        return reverse("reader:bill", args=[self.slug])

    def access_bodies(self, action: str) -> Iterable[int]:
        """A clerk works on the bills of the own committee."""
        return [self.committee_id]
