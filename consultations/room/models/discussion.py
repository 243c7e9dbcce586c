import datetime as dt

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Referral
from consultations.room.domain.messages import is_editable
from consultations.room.models.words import MemberRemark
from drafts.models import Provision


class Message(models.Model):
    """What somebody says in the discussion: on the bill, a provision or a remark; or a reply.

    A struck message keeps its place, its author and its time, and loses its words for readers.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="messages")
    author = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="+"
    )
    remark = models.ForeignKey(
        MemberRemark, models.CASCADE, null=True, blank=True, related_name="messages"
    )
    parent = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="replies"
    )
    text = models.TextField(_("message"))
    written_at = models.DateTimeField(default=timezone.now, editable=False)
    edited_at = models.DateTimeField(null=True, blank=True, editable=False)
    struck_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["referral", "written_at", "pk"]
        constraints = [
            models.CheckConstraint(condition=~Q(text=""), name="room_message_has_text"),
            models.CheckConstraint(
                condition=Q(provision=None) | Q(remark=None), name="room_message_on_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.author}: {self.pk}"

    @property
    def is_struck(self) -> bool:
        return self.struck_at is not None

    def is_editable_at(self, now: dt.datetime) -> bool:
        return not self.is_struck and is_editable(self.written_at, now)
