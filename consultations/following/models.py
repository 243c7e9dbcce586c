from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import ProvisionComment
from consultations.following.querysets import SubscriptionQuerySet
from core.accounts.models import Contact
from drafts.models import Bill, Topic


class Frequency(models.TextChoices):
    DAILY = "daily", _("once a day, if there is news")
    WEEKLY = "weekly", _("once a week, if there is news")


class Subscription(models.Model):
    """A person follows something and gets its news by e-mail.

    `target` is the key of `domain.targets.Target`; the foreign keys are its parts, so that nothing
    that is followed can vanish unseen. The address is in `contact`.
    """

    target = models.CharField(max_length=200)
    bill = models.ForeignKey(Bill, models.CASCADE, null=True, blank=True, related_name="+")
    # Of a provision: its identity across the versions of `bill`.
    lineage = models.UUIDField(null=True, blank=True)
    comment = models.ForeignKey(
        ProvisionComment, models.CASCADE, null=True, blank=True, related_name="+"
    )
    topic = models.ForeignKey(Topic, models.CASCADE, null=True, blank=True, related_name="+")
    # As it was written; compared in its normal form, which is in `target`.
    municipality = models.CharField(max_length=120, blank=True)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="subscriptions")
    email_hash = models.CharField(max_length=64)
    frequency = models.CharField(
        _("letters"), max_length=8, choices=Frequency, default=Frequency.DAILY
    )
    created_at = models.DateTimeField()
    # News up to this moment have been told.
    news_since = models.DateTimeField()

    objects = SubscriptionQuerySet.as_manager()

    class Meta:
        verbose_name = _("subscription")
        verbose_name_plural = _("subscriptions")
        ordering = ["pk"]
        indexes = [models.Index(fields=["frequency", "news_since"], name="subscription_due")]
        constraints = [
            models.UniqueConstraint(fields=["email_hash", "target"], name="subscription_once")
        ]

    def __str__(self) -> str:
        return self.target
