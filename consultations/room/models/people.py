from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Referral
from consultations.room.models.bases import Basis
from consultations.room.querysets import DeclarationQuerySet, PreparationQuerySet


class Declaration(models.Model):
    """What somebody says of a conflict of interest (212-FZ, arts 11 and 23) before the room opens.

    The latest of a person counts; the earlier ones stay. The text is for the room only.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="declarations")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    has_conflict = models.BooleanField(_("there is a conflict of interest"))
    text = models.TextField(_("what it consists in"), blank=True)
    declared_at = models.DateTimeField(default=timezone.now, editable=False)
    # Whoever has entered it for a person who does not come here, and how that person said it.
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, editable=False, related_name="+"
    )
    basis = models.CharField(_("basis"), max_length=12, choices=Basis, blank=True)

    objects = DeclarationQuerySet.as_manager()

    class Meta:
        verbose_name = _("declaration on a conflict of interest")
        verbose_name_plural = _("declarations on conflicts of interest")
        ordering = ["referral", "declared_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(has_conflict=False) | ~Q(text=""), name="declaration_conflict_has_text"
            ),
            models.CheckConstraint(
                condition=Q(entered_by=None, basis="")
                | (Q(entered_by__isnull=False) & ~Q(basis="")),
                name="declaration_entered_has_basis",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.referral_id}"


class PreparationKind(models.TextChoices):
    COMMISSION = "commission", _("commission")
    WORKING_GROUP = "working_group", _("working group")


class Preparation(models.Model):
    """Who prepares the opinion; the council adopts it. One is current, the earlier ones stay."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="preparations")
    kind = models.CharField(_("who prepares"), max_length=16, choices=PreparationKind)
    rapporteur = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=_("rapporteur")
    )
    people = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("people")
    )
    set_at = models.DateTimeField(default=timezone.now, editable=False)
    set_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    ended_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = PreparationQuerySet.as_manager()

    class Meta:
        verbose_name = _("preparation of an opinion")
        verbose_name_plural = _("preparations of opinions")
        ordering = ["referral", "set_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["referral"], condition=Q(ended_at=None), name="preparation_current_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.referral_id}"


class ReadMark(models.Model):
    """That somebody has opened the text in the room: for the first and for the last time."""

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="read_marks")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    first_at = models.DateTimeField(default=timezone.now, editable=False)
    last_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        verbose_name = _("mark that the text was read")
        verbose_name_plural = _("marks that the text was read")
        constraints = [models.UniqueConstraint(fields=["referral", "user"], name="read_mark_once")]

    def __str__(self) -> str:
        return f"{self.user}: {self.referral_id}"
