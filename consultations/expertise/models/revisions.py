from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.expertise.models.opinions import Opinion


class OpinionRevision(models.Model):
    """What was saved: the whole draft (`domain.serialise`), by whom, and what of it was changed.

    `changed` is a list of {part, kind, key}: see `domain.changes`. For those who work on the
    opinion, never public.
    """

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField(_("number"))
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    saved_at = models.DateTimeField()
    changed = models.JSONField(default=list)
    data = models.JSONField()

    class Meta:
        verbose_name = _("revision of an opinion")
        verbose_name_plural = _("revisions of opinions")
        ordering = ["opinion", "number"]
        constraints = [
            models.UniqueConstraint(fields=["opinion", "number"], name="opinion_revision_once")
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id} r{self.number}"
