import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comment import ProvisionComment
from consultations.comments.models.pending import PendingComment
from core.uploads.storage import private_storage


def file_path(attachment: "Attachment", filename: str) -> str:
    """A random name in the month of the upload: nothing of what people called the file."""
    return f"comments/{attachment.uploaded_at:%Y/%m}/{uuid.uuid4().hex}.{attachment.kind}"


class Attachment(models.Model):
    """A file that came with a comment, or the scan of a letter.

    It belongs to a waiting submission until that becomes a comment. The name is for people; what
    the file is follows from its content (`kind`: a key of CONTENT_TYPES of core.uploads.intake).
    """

    pending = models.ForeignKey(
        PendingComment, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    comment = models.ForeignKey(
        ProvisionComment, models.CASCADE, null=True, blank=True, related_name="attachments"
    )
    file = models.FileField(storage=private_storage, upload_to=file_path)
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

    def get_absolute_url(self) -> str:
        """Where the file of a comment is handed out."""
        assert self.comment is not None  # noqa: S101 – a waiting submission shows no links
        consultation = self.comment.consultation
        return reverse(
            "comments:file",
            args=[consultation.year, consultation.slug, self.comment.pk, self.pk],
        )

    # As components/downloads.html calls them.
    @property
    def title(self) -> str:
        return self.name

    @property
    def format(self) -> str:
        return self.kind

    @property
    def url(self) -> str:
        return self.get_absolute_url()
