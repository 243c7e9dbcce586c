from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from core.mail.querysets import OutboxQuerySet


class MessageStatus(models.TextChoices):
    QUEUED = "queued", _("waiting to be sent")
    SENT = "sent", _("sent")
    FAILED = "failed", _("could not be sent")
    SUPPRESSED = "suppressed", _("not sent: erased or stopped by the recipient")


class OutboxMessage(models.Model):
    """One message to one address. Its key names the occasion, so an occasion has one message.

    `not_before` is at once the time of the next attempt and, while an attempt runs, the end of its
    lease: who moves it forward owns the message until then.
    """

    key = models.CharField(max_length=200, unique=True)
    to = models.CharField(max_length=254, blank=True, db_index=True)
    subject = models.CharField(max_length=250)
    body_text = models.TextField()
    body_html = models.TextField(blank=True)
    language = models.CharField(max_length=10)
    list_unsubscribe = models.CharField(max_length=500, blank=True)
    status = models.CharField(
        max_length=10, choices=MessageStatus.choices, default=MessageStatus.QUEUED
    )
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.CharField(max_length=500, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    not_before = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)

    objects = OutboxQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(status="sent", sent_at__isnull=False)
                | (~Q(status="sent") & Q(sent_at__isnull=True)),
                name="mail_sent_has_time",
            ),
            models.CheckConstraint(
                condition=~Q(status="queued") | ~Q(to=""), name="mail_queued_has_address"
            ),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["not_before"], condition=Q(status="queued"), name="mail_queued_due"
            )
        ]

    def __str__(self) -> str:
        return self.key

    @property
    def tag_kind(self) -> str:
        """The colour of the state's tag in lists (templates/components/tag.html)."""
        return _TAG_KINDS[self.status]


_TAG_KINDS: dict[str, str] = {
    MessageStatus.QUEUED: "info",
    MessageStatus.SENT: "success",
    MessageStatus.FAILED: "error",
    MessageStatus.SUPPRESSED: "",
}
