from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.accounts.models import Body
from core.uploads.storage import private_storage


class TemplateKind(models.TextChoices):
    """Of which document it is the look. The codes are part of addresses and of the journal."""

    SUMMARY = "summary", _("summary of proposals")
    CONCLUSION = "conclusion", _("summary conclusion")
    AMENDMENTS = "amendments", _("tables of amendments")


def template_path(template: "DocumentTemplate", filename: str) -> str:
    return f"templates/{template.body_id}/{template.kind}/{template.sha256[:16]}/{filename}"


class DocumentTemplate(models.Model):
    """A DOCX of a body into which its documents are set.

    A row is never deleted and its file never changes: a document that was signed with it is made
    again with it. `is_current` is taken away when another one, or the stock one, replaces it.
    """

    body = models.ForeignKey(Body, models.PROTECT, related_name="document_templates")
    kind = models.CharField(_("kind"), max_length=12, choices=TemplateKind)
    file = models.FileField(storage=private_storage, upload_to=template_path)
    name = models.CharField(_("file name"), max_length=160)
    sha256 = models.CharField(max_length=64, db_index=True)
    size = models.PositiveIntegerField()
    note = models.CharField(_("note"), max_length=300, blank=True)
    is_current = models.BooleanField(default=True)
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        verbose_name = _("template of a document")
        verbose_name_plural = _("templates of documents")
        ordering = ["body", "kind", "-uploaded_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["body", "kind"],
                condition=models.Q(is_current=True),
                name="template_one_current",
            )
        ]

    def __str__(self) -> str:
        return f"{self.name}"

    def content(self) -> bytes:
        """The bytes of the file. Raises OSError if it is not there."""
        with self.file.open("rb") as stream:
            data: bytes = stream.read()
        return data
