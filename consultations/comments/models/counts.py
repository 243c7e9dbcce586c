from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Consultation
from drafts.models import Provision


class CommentCount(models.Model):
    """How many comments of a consultation share these properties.

    Kept by the services in the transaction of each change, under the lock of the consultation, so
    that no page has to count comments. Rows of zero stay. `provision` is empty for the bill as a
    whole.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="comment_counts")
    provision = models.ForeignKey(
        Provision, models.CASCADE, null=True, blank=True, related_name="comment_counts"
    )
    status = models.CharField(max_length=12)
    is_reply = models.BooleanField()
    author_type = models.CharField(max_length=16)
    channel = models.CharField(max_length=12)
    count = models.PositiveIntegerField(default=0)
    # How many people have joined these comments.
    supports = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("count of comments")
        verbose_name_plural = _("counts of comments")
        constraints = [
            models.UniqueConstraint(
                fields=[
                    "consultation", "provision", "status", "is_reply", "author_type", "channel"
                ],
                condition=Q(provision__isnull=False),
                name="comment_count_on_provision_once",
            ),
            models.UniqueConstraint(
                fields=["consultation", "status", "is_reply", "author_type", "channel"],
                condition=Q(provision__isnull=True),
                name="comment_count_on_bill_once",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.provision_id}: {self.count}"
