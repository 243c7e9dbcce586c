"""Minutes (протокол) of hearings and of a discussion (212-FZ, arts 24 and 25), and the
recommendations that were put to the vote there."""

import uuid
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.hearings.querysets import HearingMinutesQuerySet, RecommendationQuerySet
from consultations.process.models import Consultation, Form
from core.uploads.storage import private_storage
from drafts.models import Provision

# The forms of public control that end in minutes.
MINUTED_FORMS = frozenset({Form.HEARING, Form.DISCUSSION})


class MinutesStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("minutes", "draft")
    SIGNED = "signed", pgettext_lazy("minutes", "signed")
    SUPERSEDED = "superseded", _("superseded by corrected minutes")


def file_path(minutes: "HearingMinutes", filename: str) -> str:
    """A random name in the year of the event: nothing of what people called the file."""
    return f"hearings/{minutes.consultation.year}/{uuid.uuid4().hex}.{minutes.file_kind}"


class HearingMinutes(models.Model):
    """One edition of the minutes. Signed ones never change: a correction takes their place."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="minutes")
    edition = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=12, choices=MinutesStatus, default=MinutesStatus.DRAFT)
    # Grows with every save of the draft: who saves over something not seen is refused.
    version = models.PositiveIntegerField(default=0)
    held_on = models.DateField(_("held on"), null=True, blank=True)
    started_at = models.TimeField(_("beginning"), null=True, blank=True)
    ended_at = models.TimeField(_("end"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=300, blank=True)
    number = models.CharField(_("number of the minutes"), max_length=60, blank=True)
    chair_name = models.CharField(_("presided"), max_length=200, blank=True)
    secretary_name = models.CharField(_("took the minutes"), max_length=200, blank=True)
    attending = models.PositiveIntegerField(_("took part"), null=True, blank=True)
    # Representatives of authorities, one to a line; the law wants them there.
    officials = models.TextField(_("official participants"), blank=True)
    question = models.TextField(_("question"), blank=True)
    course = models.TextField(_("course of the hearings in short"), blank=True)
    # The signed sheets, if they were uploaded, as core.uploads.intake let them in.
    file = models.FileField(storage=private_storage, upload_to=file_path, blank=True)
    file_name = models.CharField(max_length=200, blank=True)
    file_kind = models.CharField(max_length=20, blank=True)
    file_size = models.PositiveIntegerField(default=0)
    file_sha256 = models.CharField(max_length=64, blank=True)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, related_name="superseded_by"
    )
    correction_reason = models.TextField(_("why it is corrected"), blank=True)
    saved_at = models.DateTimeField(default=timezone.now)
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    signed_at = models.DateTimeField(null=True, blank=True)
    signed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = HearingMinutesQuerySet.as_manager()

    class Meta:
        verbose_name = _("minutes of hearings")
        verbose_name_plural = _("minutes of hearings")
        ordering = ["consultation", "edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "edition"], name="minutes_edition_once"
            ),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(status="draft"), name="minutes_draft_once"
            ),
            models.UniqueConstraint(
                fields=["consultation"], condition=Q(status="signed"), name="minutes_in_force_once"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", signed_at=None)
                | (
                    Q(signed_at__isnull=False, held_on__isnull=False, attending__gt=0)
                    & ~Q(status="draft")
                    & ~Q(number="")
                    & ~Q(officials="")
                ),
                name="minutes_signed_are_whole",
            ),
            models.CheckConstraint(
                condition=Q(started_at=None) | Q(ended_at=None) | Q(ended_at__gt=F("started_at")),
                name="minutes_times_in_order",
            ),
            models.CheckConstraint(
                condition=Q(supersedes=None) | ~Q(correction_reason=""),
                name="minutes_correction_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.number}"

    def get_absolute_url(self) -> str:
        """Of the minutes in force; an earlier edition is named in the address."""
        event = self.consultation
        address = reverse("reader:hearing", args=[event.year, event.slug])
        return f"{address}?edition={self.edition}" if self.is_superseded else address

    @property
    def is_draft(self) -> bool:
        return self.status == MinutesStatus.DRAFT

    @property
    def is_superseded(self) -> bool:
        return self.status == MinutesStatus.SUPERSEDED

    @property
    def official_lines(self) -> list[str]:
        return [line.strip() for line in self.officials.splitlines() if line.strip()]

    @property
    def access_phase(self) -> str:
        return self.consultation.phase

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.consultation.organiser_id]

    # As components/downloads.html calls them.
    @property
    def title(self) -> str:
        return self.file_name

    @property
    def format(self) -> str:
        return self.file_kind

    @property
    def size(self) -> int:
        return self.file_size

    @property
    def sha256(self) -> str:
        return self.file_sha256

    @property
    def url(self) -> str:
        event = self.consultation
        return reverse("hearings:file", args=[event.year, event.slug, self.edition])


class Recommendation(models.Model):
    """What was put to the vote at the hearings; the committee answers those that were adopted."""

    minutes = models.ForeignKey(HearingMinutes, models.CASCADE, related_name="recommendations")
    position = models.PositiveSmallIntegerField()
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="recommendations"
    )
    text = models.TextField(_("recommendation"))
    proposed_text = models.TextField(_("proposed wording"), blank=True)
    votes_for = models.PositiveIntegerField(pgettext_lazy("votes", "for"), default=0)
    votes_against = models.PositiveIntegerField(pgettext_lazy("votes", "against"), default=0)
    votes_abstained = models.PositiveIntegerField(pgettext_lazy("votes", "abstained"), default=0)
    # By the majority of those who voted (domain.minutes.is_adopted).
    is_adopted = models.BooleanField(default=False, editable=False)
    # Of a correction: the recommendation of the superseded minutes that these words come from.
    origin = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="successors"
    )

    objects = RecommendationQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation of hearings")
        verbose_name_plural = _("recommendations of hearings")
        ordering = ["minutes", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["minutes", "position"], name="recommendation_position_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    is_adopted=True, votes_for__gt=F("votes_against") + F("votes_abstained")
                )
                | Q(is_adopted=False, votes_for__lte=F("votes_against") + F("votes_abstained")),
                name="recommendation_adopted_by_majority",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="recommendation_has_text"),
        ]

    def __str__(self) -> str:
        return f"{self.minutes_id}/{self.position}"

    @property
    def voted(self) -> int:
        return self.votes_for + self.votes_against + self.votes_abstained
