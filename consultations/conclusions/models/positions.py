from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.conclusions.models.groups import ArgumentGroup
from consultations.conclusions.querysets import SponsorPositionQuerySet
from core.accounts.models import Body


class SponsorStance(models.TextChoices):
    SUPPORTS = "supports", pgettext_lazy("sponsor", "supports")
    PARTLY = "partly", pgettext_lazy("sponsor", "supports in part")
    OBJECTS = "objects", pgettext_lazy("sponsor", "objects")
    NONE = "none", pgettext_lazy("sponsor", "takes no position")


class SponsorPosition(models.Model):
    """What the sponsor of the bill says on a group. A new wording supersedes, never edits."""

    group = models.ForeignKey(ArgumentGroup, models.PROTECT, related_name="sponsor_positions")
    body = models.ForeignKey(Body, models.PROTECT, related_name="+", verbose_name=_("sponsor"))
    stance = models.CharField(_("position"), max_length=10, choices=SponsorStance)
    text = models.TextField(_("reasoning"), blank=True)
    revision = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    given_at = models.DateTimeField()
    given_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = SponsorPositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position of the sponsor")
        verbose_name_plural = _("positions of the sponsor")
        ordering = ["group", "-revision"]
        constraints = [
            models.UniqueConstraint(
                fields=["group", "revision"], name="sponsor_position_revision_once"
            ),
            models.UniqueConstraint(
                fields=["group"], condition=Q(is_current=True), name="sponsor_position_current_once"
            ),
            models.CheckConstraint(
                condition=Q(stance="supports") | ~Q(text=""), name="sponsor_position_has_reasoning"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.stance}"
