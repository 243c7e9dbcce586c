from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comment import ProvisionComment


class ModerationAction(models.TextChoices):
    HIDE = "hide", _("hidden")
    RESTORE = "restore", _("shown again")
    HOLD = "hold", _("taken for a check")
    RELEASE = "release", _("published after a check")


class ModerationRecord(models.Model):
    """One decision of a moderator. Kept for ever; the ground is public, the note is not."""

    comment = models.ForeignKey(ProvisionComment, models.CASCADE, related_name="moderation")
    action = models.CharField(max_length=12, choices=ModerationAction)
    # A code of core.rules.ModerationGround, required for hiding, with its title on that day.
    ground_code = models.CharField(max_length=40, blank=True)
    ground_title = models.CharField(max_length=300, blank=True)
    note = models.TextField(_("note for colleagues"), blank=True)
    moderator = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    decided_at = models.DateTimeField()

    class Meta:
        verbose_name = _("moderation decision")
        verbose_name_plural = _("moderation decisions")
        ordering = ["-decided_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(action="hide") | ~models.Q(ground_code=""),
                name="moderation_hiding_has_ground",
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.action}"
