from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comment import ProvisionComment
from consultations.comments.models.pending import PendingComment
from core.uploads.storage import private_storage


class Attachment(models.Model):
    """A file that came with a comment, or the scan of a letter.

    It belongs to a waiting submission until that becomes a comment. The name is for people; what
    the file is follows from its content (`kind`).
    """

    pending = models.ForeignKey(
        PendingComment, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    comment = models.ForeignKey(
        ProvisionComment, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    file = models.FileField(storage=private_storage, upload_to="comments/%Y/%m/")
    name = models.CharField(_("name"), max_length=200)
    kind = models.CharField(max_length=20)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    # The scan of a paper letter may show what must not be public (an address, a signature).
    is_scan = models.BooleanField(default=False)
    uploaded_at = models.DateTimeField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(pending__isnull=False) | Q(comment__isnull=False),
                name="attachment_belongs_somewhere",
            )
        ]

    def __str__(self) -> str:
        return self.name
