from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.documents import get_document_model_string

from cms.registers.kit.fields import LinkField
from cms.registers.kit.models import Entry
from cms.registers.tracker.models.resolution import Assignment, Status

# What a body may say of its own work; that nothing has been reported is nobody's report.
REPORTED = [choice for choice in Status.choices if choice[0] != Status.NEW]


class Report(Entry, ClusterableModel):
    """What an addressee says that it has done. It counts once it is published."""

    keeper_path: ClassVar[str] = "body"
    is_final_when_published: ClassVar[bool] = True

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="reports", verbose_name=_("recommendation")
    )
    # Who reports: the addressee, or for those outside the platform who follows the resolution.
    body = models.ForeignKey(
        "accounts.Body", models.PROTECT, related_name="+", verbose_name=_("who reports")
    )
    reported_on = models.DateField(_("day of the report"))
    status = models.CharField(_("what has become of it"), max_length=10, choices=REPORTED)
    text = models.TextField(_("what has been done, or why not"), max_length=10_000)

    class Meta:
        verbose_name = _("report on a recommendation")
        verbose_name_plural = _("reports on recommendations")
        ordering: ClassVar = ["-reported_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=~Q(status=Status.NEW), name="report_says_something")
        ]

    def __str__(self) -> str:
        day = date_format(self.reported_on, "SHORT_DATE_FORMAT") if self.reported_on else ""
        return f"{self.assignment.recommendation.number}, {self.body}, {day}"


class Evidence(models.Model):
    """What a report rests on: a page of some site or a file, one of the two."""

    report = ParentalKey(Report, on_delete=models.CASCADE, related_name="evidence")
    title = models.CharField(_("what this shows"), max_length=200)
    url = LinkField(_("link"), max_length=500, blank=True)
    document = models.ForeignKey(
        get_document_model_string(),
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )
    # Of the file when the report was published, so that another one in its place is noticed.
    file_hash = models.CharField(max_length=40, blank=True, editable=False)

    class Meta:
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(document=None) & ~Q(url="")) | (Q(document__isnull=False) & Q(url="")),
                name="evidence_is_link_or_file",
            )
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_changed(self) -> bool:
        """Whether the file is another one than that which was published."""
        return bool(self.file_hash and self.document and self.document.file_hash != self.file_hash)

    def clean(self) -> None:
        super().clean()
        if bool(self.url) == bool(self.document_id):
            raise ValidationError({"url": _("Give a link or a file: one of the two.")})


class Verdict(models.TextChoices):
    CONFIRMED = "confirmed", _("the report is confirmed")
    PARTLY = "partly", _("confirmed in part")
    NOT_CONFIRMED = "not_confirmed", _("the report is not confirmed")


class Assessment(Entry):
    """What those who follow the resolution say of a report."""

    keeper_path: ClassVar[str] = "report__assignment__recommendation__resolution__body"

    report = models.OneToOneField(
        Report, models.PROTECT, related_name="assessment", verbose_name=_("report")
    )
    assessed_on = models.DateField(_("day of the assessment"))
    verdict = models.CharField(_("verdict on the report"), max_length=16, choices=Verdict)
    text = models.TextField(_("reasons of the verdict"), max_length=10_000)

    class Meta:
        verbose_name = _("assessment of a report")
        verbose_name_plural = _("assessments of reports")
        ordering: ClassVar = ["-assessed_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.report}: {self.get_verdict_display()}"


class StatusChange(models.Model):
    """A line of the history of an assignment; it is never changed."""

    assignment = models.ForeignKey(Assignment, models.CASCADE, related_name="changes")
    status = models.CharField(_("status"), max_length=10, choices=Status)
    is_assessed = models.BooleanField(_("assessed"), default=False)
    at = models.DateTimeField(_("when"), db_index=True)
    report = models.ForeignKey(Report, models.PROTECT, null=True, blank=True, related_name="+")
    assessment = models.ForeignKey(
        Assessment, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        verbose_name = _("change of a status")
        verbose_name_plural = _("changes of statuses")
        ordering: ClassVar = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.assignment}: {self.get_status_display()}"
