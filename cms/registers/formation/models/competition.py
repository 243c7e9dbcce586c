from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel
from wagtail.documents import get_document_model_string

from cms.registers.formation.domain.stages import Days, Stage
from cms.registers.kit.fields import LinkField
from cms.registers.kit.models import Entry
from core.accounts.models import Council


class StageChoice(models.TextChoices):
    """The stages of a competition (the resolution, 2.2.1)."""

    ANNOUNCE = Stage.ANNOUNCE, _("announcement")
    NOMINATE = Stage.NOMINATE, _("proposing candidates")
    CHECK = Stage.CHECK, _("checking candidates")
    APPROVE = Stage.APPROVE, _("approving the composition")


class Outcome(models.TextChoices):
    RUNNING = "running", _("under way")
    FORMED = "formed", _("the composition is approved")
    FAILED = "failed", _("did not take place")
    CANCELLED = "cancelled", _("cancelled")


def _follows(name: str, before: str) -> Q:
    """That a day is named after the one before it and not earlier."""
    return Q(**{name: None}) | Q(**{f"{before}__isnull": False, f"{name}__gte": F(before)})


class Competition(Entry, ClusterableModel):
    """How a council, or some of its seats, is formed: the stages, their days, and what came of
    each. Days may be planned ahead."""

    keeper_path: ClassVar[str] = "council"

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="competitions", verbose_name=_("council")
    )
    title = models.CharField(_("title"), max_length=300)
    act = models.CharField(
        _("by which act"), max_length=300, help_text=_("The act: its kind, date and number.")
    )
    seats = models.PositiveSmallIntegerField(_("seats to be filled"))
    requirements = models.TextField(
        _("what is required of candidates"), max_length=10_000, blank=True
    )
    announced_on = models.DateField(_("announced on"))
    nominations_from = models.DateField(_("candidates are proposed from"), null=True, blank=True)
    nominations_until = models.DateField(_("candidates are proposed until"), null=True, blank=True)
    checked_on = models.DateField(_("candidates are checked by"), null=True, blank=True)
    approved_on = models.DateField(_("composition is approved on"), null=True, blank=True)
    announce_result = models.TextField(
        _("where and how it was announced"), max_length=2000, blank=True
    )
    nominate_result = models.TextField(
        _("what came of proposing candidates"), max_length=2000, blank=True
    )
    check_result = models.TextField(
        _("what came of checking candidates"), max_length=2000, blank=True
    )
    approve_result = models.TextField(
        _("what came of approving the composition"), max_length=2000, blank=True
    )
    outcome = models.CharField(
        _("outcome"), max_length=10, choices=Outcome, default=Outcome.RUNNING
    )
    outcome_reason = models.TextField(
        _("why it did not take place or was cancelled"), max_length=2000, blank=True
    )
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)

    class Meta:
        verbose_name = _("competition")
        verbose_name_plural = _("competitions")
        ordering: ClassVar = ["-announced_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(seats__gt=0), name="competition_has_seats"),
            models.CheckConstraint(
                condition=_follows("nominations_from", "announced_on")
                & _follows("nominations_until", "nominations_from")
                & _follows("checked_on", "nominations_until")
                & _follows("approved_on", "checked_on"),
                name="competition_days_go_forward",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="formed") | Q(approved_on__isnull=False),
                name="competition_formed_has_day",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["running", "formed"]) | ~Q(outcome_reason=""),
                name="competition_failed_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("formation:competition", args=[self.pk])

    @property
    def days(self) -> Days:
        return Days(
            self.announced_on,
            self.nominations_from,
            self.nominations_until,
            self.checked_on,
            self.approved_on,
        )


class CompetitionDocument(models.Model):
    """A document of one stage: a page of some site or a file, one of the two."""

    competition = ParentalKey(Competition, on_delete=models.CASCADE, related_name="documents")
    stage = models.CharField(_("stage of the competition"), max_length=10, choices=StageChoice)
    title = models.CharField(_("title"), max_length=200)
    url = LinkField(_("link"), max_length=500, blank=True)
    document = models.ForeignKey(
        get_document_model_string(),
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("file"),
    )

    class Meta:
        verbose_name = _("document of a competition")
        verbose_name_plural = _("documents of competitions")
        ordering: ClassVar = ["pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(document=None) & ~Q(url="")) | (Q(document__isnull=False) & Q(url="")),
                name="competition_document_is_link_or_file",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        super().clean()
        if bool(self.url) == bool(self.document_id):
            raise ValidationError({"url": _("Give a link or a file: one of the two.")})

    @property
    def address(self) -> str:
        return self.document.url if self.document else self.url
