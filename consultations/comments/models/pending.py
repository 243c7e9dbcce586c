from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comment import ProvisionComment
from consultations.comments.querysets import PendingCommentQuerySet
from consultations.process.models import Consultation
from core.accounts.models import Contact
from drafts.models import Provision


class PendingComment(models.Model):
    """A comment that waits for its author to confirm the e-mail; counted nowhere.

    `submitted_at` decides whether it came in time, not the confirmation.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="pending_comments")
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="+"
    )
    reply_to = models.ForeignKey(
        ProvisionComment, models.PROTECT, null=True, blank=True, related_name="+"
    )
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    # The typed fields: kind, stance, proposed_text, rationale, quoted_text, the anchor of a
    # selection, answers to questions.
    payload = models.JSONField()
    # SHA-256 over author, place and text: the same post twice is one post.
    fingerprint = models.CharField(max_length=64)
    # HMAC of the network address, for the limits; blanked by the clock.
    address_hash = models.CharField(max_length=64, blank=True)
    # Codes of `HoldReason` that the rules have found; a moderator looks first.
    held_for = models.JSONField(default=list, blank=True)
    submitted_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    # What it became. Several, if the same person has sent the same words again since.
    comment = models.ForeignKey(
        ProvisionComment, models.PROTECT, null=True, blank=True, related_name="submissions"
    )

    objects = PendingCommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment waiting for confirmation")
        verbose_name_plural = _("comments waiting for confirmation")
        indexes = [
            models.Index(
                fields=["consultation", "address_hash", "submitted_at"], name="pending_by_address"
            ),
            models.Index(fields=["consultation", "submitted_at"], name="pending_by_time"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "fingerprint"],
                condition=models.Q(confirmed_at__isnull=True),
                name="pending_waits_once",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True, comment__isnull=True)
                | models.Q(confirmed_at__isnull=False, comment__isnull=False),
                name="pending_confirmed_has_comment",
            ),
        ]

    def __str__(self) -> str:
        return f"pending {self.pk}"
