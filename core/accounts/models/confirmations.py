from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from core.accounts.models.contacts import Contact
from core.accounts.querysets import ConfirmationQuerySet


class Confirmation(models.Model):
    """Something that a person without an account has asked for, until the letter is confirmed:
    to join a proposal, to follow a bill …

    `purpose` names who carries it out (`core.accounts.purposes`), `payload` says what, in ids.
    """

    purpose = models.CharField(max_length=40)
    payload = models.JSONField(default=dict)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="confirmations"
    )
    # Hash of the purpose, what is asked and the person: the same request twice is one.
    fingerprint = models.CharField(max_length=64)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    last_sent_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = _("request waiting for confirmation")
        verbose_name_plural = _("requests waiting for confirmation")
        indexes = [models.Index(fields=["expires_at"], name="confirmation_term")]
        constraints = [
            models.UniqueConstraint(
                fields=["fingerprint"],
                condition=Q(confirmed_at__isnull=True),
                name="confirmation_waits_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.pk}"
