from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Referral


class RemarksTable(models.Model):
    """A table of remarks out of a file, between the upload and the secretary's yes.

    `rows` are what was read (domain.tables.TableRow); what they mean is judged anew each time they
    are shown and when they are written, so that nothing in between is overlooked. The file itself
    is not kept, only its name and fingerprint.
    """

    referral = models.ForeignKey(Referral, models.CASCADE, related_name="remarks_tables")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    rows = models.JSONField(default=list)
    unused = models.JSONField(default=list)
    default_author = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    uploaded_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    uploaded_at = models.DateTimeField(default=timezone.now, editable=False)
    confirmed_at = models.DateTimeField(null=True, blank=True, editable=False)
    written = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        verbose_name = _("table of remarks")
        verbose_name_plural = _("tables of remarks")
        ordering = ["referral", "pk"]

    def __str__(self) -> str:
        return self.name
