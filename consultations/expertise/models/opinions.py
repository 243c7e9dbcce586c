from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.expertise.querysets import OpinionQuerySet
from consultations.process.models import Consultation, Referral
from core.accounts.models import Council, Membership


class OpinionStatus(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("opinion", "draft")
    ADOPTED = "adopted", pgettext_lazy("opinion", "adopted")


class Recommendation(models.TextChoices):
    SUPPORT = "support", _("support the bill")
    WITH_REMARKS = "support_remarks", _("support the bill with remarks")
    REVISE = "revise", _("revise the bill")
    REJECT = "reject", _("reject the bill")


class MeetingForm(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ABSENTEE = "absentee", _("by absentee vote")
    VIDEO = "video", _("by video conference")


class Opinion(models.Model):
    """A council's opinion (заключение). The three sections are required by 212-FZ, art. 22."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="opinions")
    council = models.ForeignKey(Council, models.PROTECT, related_name="opinions")
    referral = models.OneToOneField(
        Referral, models.PROTECT, null=True, blank=True, related_name="opinion"
    )
    status = models.CharField(max_length=12, choices=OpinionStatus, default=OpinionStatus.DRAFT)
    number = models.CharField(_("number"), max_length=40, blank=True)
    rapporteur = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("expert (rapporteur)"),
    )  # fmt: skip
    findings = models.TextField(
        _("findings on conformity with law and respect for rights"), blank=True
    )
    consequences = models.TextField(
        _("assessment of social, economic, legal and other consequences"), blank=True
    )
    proposals = models.TextField(_("proposals to improve the bill"), blank=True)
    recommendation = models.CharField(
        _("recommendation"), max_length=16, choices=Recommendation, blank=True
    )
    meeting_on = models.DateField(_("date of the meeting"), null=True, blank=True)
    meeting_form = models.CharField(
        _("form of the meeting"), max_length=12, choices=MeetingForm, default=MeetingForm.IN_PERSON
    )
    minutes_number = models.CharField(_("number of the minutes"), max_length=40, blank=True)
    members_present = models.PositiveSmallIntegerField(_("members present"), default=0)
    votes_for = models.PositiveSmallIntegerField(pgettext_lazy("vote", "for"), default=0)
    votes_against = models.PositiveSmallIntegerField(pgettext_lazy("vote", "against"), default=0)
    votes_abstained = models.PositiveSmallIntegerField(
        pgettext_lazy("vote", "abstained"), default=0
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Optimistic lock: grows with every save; a form that holds an older number is refused.
    revision = models.PositiveIntegerField(default=0, editable=False)
    adopted_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["consultation", "council"]
        constraints = [
            models.UniqueConstraint(fields=["consultation", "council"], name="opinion_once"),
            models.CheckConstraint(
                condition=Q(status="draft", adopted_at__isnull=True)
                | (
                    Q(status="adopted", adopted_at__isnull=False, meeting_on__isnull=False)
                    & ~Q(findings="")
                    & ~Q(consequences="")
                    & ~Q(proposals="")
                    & ~Q(recommendation="")
                ),
                name="opinion_adopted_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(status="draft")
                | Q(members_present=F("votes_for") + F("votes_against") + F("votes_abstained")),
                name="opinion_votes_sum_to_present",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.council}: {self.consultation_id}"

    def get_absolute_url(self) -> str:
        consultation = self.consultation
        return reverse(
            "reader:opinion", args=[consultation.year, consultation.slug, self.council.slug]
        )

    @property
    def is_adopted(self) -> bool:
        return self.status == OpinionStatus.ADOPTED

    @property
    def access_phase(self) -> str:
        return self.consultation.phase

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.council_id]
