from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.expertise.models.opinions import Opinion
from drafts.models import Provision


class Verdict(models.TextChoices):
    NOT_ASSESSED = "not_assessed", pgettext_lazy("verdict", "not assessed")
    YES = "yes", pgettext_lazy("verdict", "yes")
    PARTLY = "partly", pgettext_lazy("verdict", "partly")
    NO = "no", pgettext_lazy("verdict", "no")


class Assessment(models.Model):
    """What the council says to one item of the checklist of expertise (core.rules, by `code`)."""

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="assessments")
    code = models.CharField(max_length=40)
    verdict = models.CharField(
        _("verdict"), max_length=12, choices=Verdict, default=Verdict.NOT_ASSESSED
    )
    text = models.TextField(_("explanation"), blank=True)

    class Meta:
        verbose_name = _("assessment")
        verbose_name_plural = _("assessments")
        ordering = ["opinion", "pk"]
        constraints = [models.UniqueConstraint(fields=["opinion", "code"], name="assessment_once")]

    def __str__(self) -> str:
        return f"{self.opinion_id}: {self.code}"


class CorruptionFinding(models.Model):
    """A corruption factor (by the code of the checklist) seen in a provision, with what mends it.

    The remedy is what obliges the body to a reasoned reply.
    """

    opinion = models.ForeignKey(Opinion, models.CASCADE, related_name="corruption_findings")
    position = models.PositiveSmallIntegerField()
    factor = models.CharField(_("corruption factor"), max_length=40)
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="+"
    )
    quotation = models.TextField(_("words of the bill"), blank=True)
    text = models.TextField(_("why this is a corruption factor"))
    remedy = models.TextField(_("how to remove it"), blank=True)

    class Meta:
        verbose_name = _("corruption factor")
        verbose_name_plural = _("corruption factors")
        ordering = ["opinion", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["opinion", "position"], name="corruption_finding_position_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.opinion_id}/{self.position}: {self.factor}"
