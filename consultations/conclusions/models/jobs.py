from typing import Final

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models.conclusion import SummaryConclusion
from consultations.conclusions.models.signed import KEPT_CHOICES, SignedDocument
from consultations.conclusions.models.summary import ProposalSummary


class JobState(models.TextChoices):
    WAITING = "waiting", _("waiting")
    MAKING = "making", _("being made")
    FAILED = "failed", _("failed")
    DONE = "done", _("ready")


class JobProblem(models.TextChoices):
    """Why a file was not made, in words for whoever waits for it."""

    DISK = "disk", _("there is no space left for it")
    MEMORY = "memory", _("it needs more memory than there is")
    OTHER = "other", _("an error of the program, which is in its log")


PENDING: Final = (JobState.WAITING, JobState.MAKING)


class FileJob(models.Model):
    """How far the making of one file is. One table for both documents, so that the claim, the
    clock and the progress are written once; a CHECK keeps the two owners apart.

    `wanted` grows with every order; `made` is the order that the kept file answers. While they
    differ the file may hold what was hidden since, and nobody gets it.
    """

    conclusion = models.ForeignKey(
        SummaryConclusion, models.CASCADE, null=True, blank=True, related_name="jobs"
    )
    summary = models.ForeignKey(
        ProposalSummary, models.CASCADE, null=True, blank=True, related_name="jobs"
    )
    format = models.CharField(max_length=8, choices=KEPT_CHOICES)
    state = models.CharField(max_length=8, choices=JobState, default=JobState.WAITING)
    wanted = models.PositiveIntegerField(default=1)
    made = models.PositiveIntegerField(default=0)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    ordered_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    beat_at = models.DateTimeField(null=True, blank=True)
    attempts = models.PositiveIntegerField(default=0)
    problem = models.CharField(max_length=8, choices=JobProblem, blank=True)
    # Who makes it now, or did; with it the name in the storage of what was being written.
    claim = models.CharField(max_length=16, blank=True)
    # Names in the storage that are to be deleted, one a line.
    discard = models.TextField(blank=True)

    class Meta:
        verbose_name = _("making of a file")
        verbose_name_plural = _("making of files")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["conclusion", "format"], name="file_job_of_conclusion_once"
            ),
            models.UniqueConstraint(fields=["summary", "format"], name="file_job_of_summary_once"),
            models.CheckConstraint(
                condition=Q(conclusion__isnull=True, summary__isnull=False)
                | Q(conclusion__isnull=False, summary__isnull=True),
                name="file_job_has_one_document",
            ),
            models.CheckConstraint(
                condition=~Q(state=JobState.DONE) | Q(made=F("wanted")),
                name="file_job_done_answers_the_last_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.format}: {self.state}"

    @property
    def document(self) -> SignedDocument:
        found = self.conclusion or self.summary
        if found is None:
            raise ValueError(self.pk)
        return found

    @property
    def is_pending(self) -> bool:
        return self.state in PENDING

    @property
    def is_current(self) -> bool:
        """Whether the kept file answers the last order; one that was never made is not there."""
        return self.made == self.wanted

    @property
    def problem_words(self) -> str:
        return str(JobProblem(self.problem).label) if self.problem else ""
