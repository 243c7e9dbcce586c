from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import ProvisionComment
from consultations.expertise.models.opinions import Opinion


class Consideration(models.TextChoices):
    SUPPORTED = "supported", _("supported by the council")
    PARTLY = "partly", _("supported in part")
    NOT_SUPPORTED = "not_supported", _("not supported")


class ConsideredComment(models.Model):
    """A citizen's comment that the council considered, and what it thinks of it. Public only with
    the adopted opinion, and only as long as the comment itself is."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="considered")
    comment = models.ForeignKey(ProvisionComment, models.PROTECT, related_name="considered_in")
    position = models.PositiveSmallIntegerField()
    result = models.CharField(_("position of the council"), max_length=16, choices=Consideration)
    note = models.CharField(_("note"), max_length=1000, blank=True)

    class Meta:
        verbose_name = _("considered comment")
        verbose_name_plural = _("considered comments")
        ordering = ["opinion", "position"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "comment"], name="considered_once")
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.comment_id}"
