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
    # Still public, but another one stands in its place.
    SUPERSEDED = "superseded", pgettext_lazy("opinion", "superseded")


class Recommendation(models.TextChoices):
    SUPPORT = "support", _("support the bill")
    WITH_REMARKS = "support_remarks", _("support the bill with remarks")
    REVISE = "revise", _("revise the bill")
    REJECT = "reject", _("reject the bill")


class MeetingForm(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    ABSENTEE = "absentee", _("by absentee vote")
    VIDEO = "video", _("by video conference")


def _complete_q() -> Q:
    """What an opinion that is public must have."""
    return (
        Q(adopted_at__isnull=False, meeting_on__isnull=False)
        & ~Q(findings="")
        & ~Q(consequences="")
        & ~Q(proposals="")
        & ~Q(recommendation="")
    )


class Opinion(models.Model):
    """A council's opinion (заключение). The three sections are required by 212-FZ, art. 22.

    An adopted one never changes; a correction is a new opinion that supersedes it. `referral` is
    held by the one that counts: a correction gets it when it is adopted.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="opinions")
    council = models.ForeignKey(Council, models.PROTECT, related_name="opinions")
    referral = models.OneToOneField(
        Referral, models.PROTECT, null=True, blank=True, related_name="opinion"
    )
    status = models.CharField(max_length=12, choices=OpinionStatus, default=OpinionStatus.DRAFT)
    number = models.CharField(_("number"), max_length=40, blank=True)
    # The first opinion of a council is edition 1, its correction 2.
    edition = models.PositiveSmallIntegerField(default=1, editable=False)
    supersedes = models.OneToOneField(
        "self", models.PROTECT, null=True, blank=True, editable=False,
        related_name="superseded_by",
    )  # fmt: skip
    correction_reason = models.TextField(_("why the opinion is corrected"), blank=True)
    place = models.CharField(_("place of the meeting"), max_length=200, blank=True)
    materials = models.TextField(_("materials studied"), blank=True)
    accreditation_expert = models.CharField(_("accredited expert"), max_length=200, blank=True)
    accreditation_number = models.CharField(
        _("number of the accreditation certificate"), max_length=60, blank=True
    )
    accreditation_on = models.DateField(_("date of the accreditation"), null=True, blank=True)
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
    is_secret = models.BooleanField(_("secret vote"), default=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now, editable=False)
    # Optimistic lock: grows with every save; a form that holds an older number is refused.
    revision = models.PositiveIntegerField(default=0, editable=False)
    adopted_at = models.DateTimeField(null=True, blank=True, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)
    signed_by = models.ForeignKey(
        Membership, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("who signed"),
    )  # fmt: skip
    signed_on = models.DateField(_("signed on"), null=True, blank=True)

    objects = OpinionQuerySet.as_manager()

    class Meta:
        verbose_name = _("opinion")
        verbose_name_plural = _("opinions")
        ordering = ["consultation", "council"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "council"],
                condition=Q(status="adopted"),
                name="opinion_once",
            ),
            models.UniqueConstraint(
                fields=["consultation", "council"],
                condition=Q(status="draft"),
                name="opinion_draft_once",
            ),
            models.UniqueConstraint(
                fields=["consultation", "council", "edition"], name="opinion_edition_once"
            ),
            models.CheckConstraint(
                condition=Q(status="draft", adopted_at__isnull=True, superseded_at__isnull=True)
                | Q(_complete_q(), status="adopted", superseded_at__isnull=True)
                | Q(_complete_q(), status="superseded", superseded_at__isnull=False),
                name="opinion_adopted_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(supersedes__isnull=True) | ~Q(correction_reason=""),
                name="opinion_correction_has_reason",
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
        """The address of the council's opinion; of a superseded one that of its edition."""
        if self.status == OpinionStatus.SUPERSEDED:
            return self.edition_url
        return reverse("reader:opinion", args=self._place)

    @property
    def edition_url(self) -> str:
        """The address that will always lead to this very text."""
        return reverse("reader:opinion_edition", args=[*self._place, self.edition])

    @property
    def _place(self) -> list[int | str]:
        consultation = self.consultation
        return [consultation.year, consultation.slug, self.council.slug]

    @property
    def is_adopted(self) -> bool:
        """It is the council's opinion now."""
        return self.status == OpinionStatus.ADOPTED

    @property
    def is_published(self) -> bool:
        """Everybody may read it, whether or not another one has taken its place."""
        return self.status != OpinionStatus.DRAFT

    @property
    def is_accredited(self) -> bool:
        """An expert accredited for independent anti-corruption expertise took part."""
        return bool(self.accreditation_number and self.accreditation_on)

    @property
    def access_phase(self) -> str:
        return self.consultation.phase

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.council_id]
