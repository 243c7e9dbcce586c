from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.expertise.models.opinions import Opinion
from core.accounts.models import Membership
from drafts.models import Provision


class Importance(models.TextChoices):
    HIGH = "high", pgettext_lazy("importance", "high")
    MEDIUM = "medium", pgettext_lazy("importance", "medium")
    LOW = "low", pgettext_lazy("importance", "low")


class Remark(models.Model):
    """A council's remark on a provision (or on the whole bill); the committee must answer it."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="remarks")
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="remarks"
    )
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("remark"))
    proposed_text = models.TextField(_("proposed wording"), blank=True)
    norm = models.CharField(_("norm that it rests on"), max_length=500, blank=True)
    # Who wrote it in the working room; members and experts act in public.
    authors = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", blank=True, verbose_name=_("authors")
    )
    # Of a correction: the remark of the superseded opinion that these words come from.
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="successors"
    )
    importance = models.CharField(
        _("importance"), max_length=8, choices=Importance, default=Importance.MEDIUM
    )

    class Meta:
        verbose_name = _("remark")
        verbose_name_plural = _("remarks")
        ordering = ["opinion", "position"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "position"], name="remark_position_once")
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}/{self.position}"


class Dissent(models.Model):
    """A member's dissenting opinion, always published beside the council's one."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="dissents")
    member = models.ForeignKey(Membership, models.PROTECT, related_name="dissents")
    text = models.TextField(_("dissenting opinion"))
    filed_on = models.DateField(_("filed on"))

    class Meta:
        verbose_name = _("dissenting opinion")
        verbose_name_plural = _("dissenting opinions")
        constraints = [models.UniqueConstraint(fields=["opinion", "member"], name="dissent_once")]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.member_id}"
