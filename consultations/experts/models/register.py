import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from consultations.experts.querysets import ExpertQuerySet
from core.accounts.models import Contact


class Knowledge(models.Model):
    """A field of knowledge by which experts are found; editors keep the list."""

    slug = models.SlugField(_("address"), max_length=60, unique=True)
    name = models.CharField(_("name"), max_length=120, unique=True)
    name_en = models.CharField(_("name in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("field of knowledge")
        verbose_name_plural = _("fields of knowledge")
        ordering = ["name"]

    def __str__(self) -> str:
        return (self.name_en or self.name) if get_language() == "en" else self.name


class ExpertState(models.TextChoices):
    CANDIDATE = "candidate", _("waits for the decision of the Chamber")
    INCLUDED = "included", _("in the register")
    EXCLUDED = "excluded", _("not in the register")


class Expert(models.Model):
    """A person's place in the public register of experts. Name, post and municipality stand in the
    contact, where consents and erasure are; without the consent to show it nobody is listed."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="expert")
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="expert")
    knowledge = models.ManyToManyField(Knowledge, related_name="experts")
    education = models.TextField(_("education"), max_length=2000)
    accreditation_number = models.CharField(
        _("number of the accreditation"), max_length=60, blank=True
    )
    accredited_on = models.DateField(_("accredited on"), null=True, blank=True)
    accredited_until = models.DateField(_("accredited until"), null=True, blank=True)
    state = models.CharField(max_length=12, choices=ExpertState, default=ExpertState.CANDIDATE)
    applied_at = models.DateTimeField(default=timezone.now, editable=False)
    decided_at = models.DateTimeField(null=True, blank=True, editable=False)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    reason = models.TextField(_("reason of the decision"), max_length=2000, blank=True)

    objects = ExpertQuerySet.as_manager()

    class Meta:
        verbose_name = _("expert")
        verbose_name_plural = _("experts")
        ordering = ["pk"]
        indexes = [models.Index(fields=["state"], name="expert_state")]
        constraints = [
            models.CheckConstraint(
                condition=Q(accredited_until=None)
                | Q(accredited_on=None)
                | Q(accredited_until__gte=F("accredited_on")),
                name="expert_accreditation_in_order",
            ),
            models.CheckConstraint(
                condition=Q(state="candidate") | (Q(decided_at__isnull=False) & ~Q(reason="")),
                name="expert_decided_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("experts:expert", args=[self.pk])

    @property
    def name(self) -> str:
        return self.contact.full_name

    def is_accredited(self, on: dt.date) -> bool:
        """Whether independent anti-corruption expertise may be expected of this person."""
        until = self.accredited_until
        return bool(self.accreditation_number) and (until is None or on <= until)
