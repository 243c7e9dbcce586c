from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.accounts.models.contacts import Contact
from core.accounts.querysets import ConsentVersionQuerySet


class ConsentKind(models.TextChoices):
    # 152-FZ: a separate document since 01.09.2025 …
    PROCESSING = "processing", _("processing of personal data")
    # … and, art. 10.1, separate again.
    DISSEMINATION = "dissemination", _("dissemination of personal data")


class ConsentVersion(models.Model):
    """The text of a consent as it stood from a date. A published text is never edited."""

    kind = models.CharField(_("kind"), max_length=16, choices=ConsentKind)
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=200)
    text = models.TextField(_("text"))
    text_hash = models.CharField(max_length=64, editable=False)
    effective_from = models.DateField(_("in force from"))

    objects = ConsentVersionQuerySet.as_manager()

    class Meta:
        verbose_name = _("text of a consent")
        verbose_name_plural = _("texts of consents")
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="consent_version_once")
        ]

    def __str__(self) -> str:
        return f"{self.title} № {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("accounts:consent", args=[self.pk])


class ConsentGrant(models.Model):
    """That a person agreed to a text; `items` names the data for dissemination."""

    version = models.ForeignKey(ConsentVersion, models.PROTECT, related_name="grants")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="consents")
    items = models.JSONField(default=list, blank=True)
    text_hash = models.CharField(max_length=64)
    granted_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    # Signed by hand; the sheet is kept by whoever has entered it here.
    on_paper = models.BooleanField(default=False)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        constraints = [
            models.UniqueConstraint(fields=["version", "contact"], name="consent_grant_once")
        ]

    def __str__(self) -> str:
        return f"{self.version} – {self.contact}"
