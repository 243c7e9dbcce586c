from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.conclusions.models.groups import ArgumentGroup, ArgumentItem
from consultations.process.models import Consultation


class ItemBand(models.Model):
    """By these rows texts are found that differ from a new one in few words; one member of each
    wording has them."""

    item = models.ForeignKey(ArgumentItem, models.CASCADE, related_name="bands")
    corner = models.BigIntegerField()
    band = models.BigIntegerField()

    class Meta:
        indexes = [models.Index(fields=["corner", "band"], name="band_near_texts")]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.band}"


class ChangeKind(models.TextChoices):
    MERGED = "merged", pgettext_lazy("groups", "put together")
    JOINED = "joined", pgettext_lazy("groups", "put together by itself: a new text says the same")
    SPLIT = "split", pgettext_lazy("groups", "divided")
    MOVED = "moved", pgettext_lazy("groups", "moved")
    RENAMED = "renamed", pgettext_lazy("groups", "named")


class GroupChange(models.Model):
    """What was done to groups, by whom, and whether it was taken back. `group` is the one that
    came out of it; a new text that only finds its group is no change."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="group_changes")
    group = models.ForeignKey(ArgumentGroup, models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=8, choices=ChangeKind)
    title_before = models.CharField(max_length=300, blank=True)
    title_after = models.CharField(max_length=300, blank=True)
    made_at = models.DateTimeField(default=timezone.now)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    undone_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("change of argument groups")
        verbose_name_plural = _("changes of argument groups")
        ordering = ["-pk"]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.kind}"


class GroupMove(models.Model):
    """Where one member went in a change."""

    change = models.ForeignKey(GroupChange, models.CASCADE, related_name="moves")
    item = models.ForeignKey(ArgumentItem, models.CASCADE, related_name="moves")
    source = models.ForeignKey(ArgumentGroup, models.CASCADE, related_name="+")
    target = models.ForeignKey(ArgumentGroup, models.CASCADE, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["change", "item"], name="move_once_in_a_change")
        ]

    def __str__(self) -> str:
        return f"{self.item_id}: {self.source_id} → {self.target_id}"
