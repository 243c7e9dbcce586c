from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from cms.registers.kit.fields import LinkField
from cms.registers.kit.models import Entry
from consultations.process.models import Form
from core.accounts.models import Council


class ControlForm(models.TextChoices):
    """The forms of public control that the law names (212-FZ, art. 18), and any other."""

    EXPERTISE = Form.EXPERTISE.value, _("public expertise")
    DISCUSSION = Form.DISCUSSION.value, _("public discussion")
    HEARING = Form.HEARING.value, _("public hearings")
    MONITORING = Form.MONITORING.value, _("public monitoring")
    INSPECTION = Form.INSPECTION.value, _("public inspection")
    OTHER = "other", _("another form")


class ControlWork(Entry):
    """That a council has used a form of public control outside the platform, with evidence."""

    keeper_path: ClassVar[str] = "council"

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="control_works", verbose_name=_("council")
    )
    form = models.CharField(_("form of public control"), max_length=12, choices=ControlForm)
    other_form = models.CharField(
        _("which other form"), max_length=200, blank=True, help_text=_("Such as a round table.")
    )
    title = models.CharField(_("what it was about"), max_length=300)
    held_on = models.DateField(_("day"), help_text=_("Of several days, the last."))
    url = LinkField(_("evidence: a link"), max_length=500, blank=True)
    document = models.ForeignKey(
        get_document_model_string(),
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("or a file"),
    )
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)

    class Meta:
        verbose_name = _("form of public control outside the platform")
        verbose_name_plural = _("forms of public control outside the platform")
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(form="other") & ~Q(other_form=""))
                | (~Q(form="other") & Q(other_form="")),
                name="control_work_names_other_form",
            ),
            models.CheckConstraint(
                condition=(Q(document=None) & ~Q(url="")) | (Q(document__isnull=False) & Q(url="")),
                name="control_work_has_evidence",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def form_name(self) -> str:
        return self.other_form or str(self.get_form_display())

    @property
    def evidence(self) -> str:
        return self.document.url if self.document else self.url
