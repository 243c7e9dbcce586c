from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comment import ProvisionComment


class ModerationAction(models.TextChoices):
    HIDE = "hide", _("hidden")
    RESTORE = "restore", _("shown again")
    HOLD = "hold", _("taken for a check")
    RELEASE = "release", _("published after a check")
    # 59-FZ: looks like an appeal to an authority; the author is told where to file it.
    APPEAL = "appeal", _("told where to send an appeal")


class ModerationRecord(models.Model):
    """One decision of a moderator, or of the rules before one. Kept for ever; the ground is public,
    the note is not."""

    comment = models.ForeignKey(ProvisionComment, models.CASCADE, related_name="moderation")
    action = models.CharField(max_length=12, choices=ModerationAction)
    # A code of core.rules.ModerationGround, required for hiding, with its title on that day.
    ground_code = models.CharField(max_length=40, blank=True)
    ground_title = models.CharField(max_length=300, blank=True)
    note = models.TextField(_("note for colleagues"), blank=True)
    # Codes of `HoldReason`: why the rules have held a text without a person.
    reasons = models.JSONField(default=list, blank=True)
    is_automatic = models.BooleanField(default=False)
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


class Report(models.Model):
    """A reader tells the moderator about a text; hides nothing by itself."""

    comment = models.ForeignKey(ProvisionComment, models.CASCADE, related_name="reports")
    # Hash of an account's e-mail, or of the network address of an anonymous reader; that of an
    # address is blanked by the clock, and the report stays.
    person = models.CharField(max_length=64, blank=True)
    is_address = models.BooleanField(default=False)
    ground_code = models.CharField(max_length=40)
    ground_title = models.CharField(max_length=300)
    note = models.CharField(_("note"), max_length=1000, blank=True)
    reported_at = models.DateTimeField()
    # When a moderator has looked at the text because of it.
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("report about a text")
        verbose_name_plural = _("reports about texts")
        ordering = ["pk"]
        indexes = [
            models.Index(fields=["comment", "settled_at"], name="report_open"),
            models.Index(
                fields=["reported_at"],
                condition=models.Q(is_address=True) & ~models.Q(person=""),
                name="report_to_forget",
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "person"],
                condition=~models.Q(person=""),
                name="report_of_person_once",
            ),
            models.CheckConstraint(
                condition=models.Q(is_address=True) | ~models.Q(person=""),
                name="report_only_addresses_forgotten",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.ground_code}"


class ObjectionOutcome(models.TextChoices):
    UPHELD = "upheld", _("upheld: the decision is cancelled")
    REJECTED = "rejected", _("rejected: the decision stands")


class Objection(models.Model):
    """An author objects to a hiding, once. Until it is decided nothing can be signed."""

    record = models.OneToOneField(ModerationRecord, models.PROTECT, related_name="objection")
    comment = models.ForeignKey(ProvisionComment, models.PROTECT, related_name="objections")
    text = models.TextField(_("objection"))
    filed_at = models.DateTimeField()
    due_on = models.DateField(_("to be decided by"))
    outcome = models.CharField(max_length=10, choices=ObjectionOutcome, blank=True)
    reasoning = models.TextField(_("reasoning"), blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("objection to moderation")
        verbose_name_plural = _("objections to moderation")
        ordering = ["filed_at", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="", decided_at__isnull=True)
                | (~models.Q(outcome="") & models.Q(decided_at__isnull=False)),
                name="objection_decided_has_outcome",
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | ~models.Q(reasoning=""),
                name="objection_decided_has_reasoning",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.outcome or '?'}"
