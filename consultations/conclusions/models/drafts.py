from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models.answers import AnswerWords
from consultations.conclusions.models.groups import ArgumentGroup
from consultations.conclusions.querysets import AnswerDraftQuerySet
from consultations.process.models import Consultation


class Agreement(models.Model):
    """That the committee has agreed answers at a sitting, with the number of its minutes."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="agreements")
    sitting_on = models.DateField(_("date of the sitting"))
    minutes_number = models.CharField(_("number of the minutes"), max_length=60)
    noted_at = models.DateTimeField(default=timezone.now)
    noted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("agreement of the committee")
        verbose_name_plural = _("agreements of the committee")
        ordering = ["sitting_on", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "sitting_on", "minutes_number"], name="agreement_once"
            ),
            models.CheckConstraint(
                condition=~Q(minutes_number=""), name="agreement_has_minutes_number"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.sitting_on}, {self.minutes_number}"


class Publication(models.Model):
    """A batch of answers that were published together."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="publications")
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    class Meta:
        verbose_name = _("publication of answers")
        verbose_name_plural = _("publications of answers")
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.published_at:%Y-%m-%d}"


class AnswerDraft(AnswerWords):
    """The next answer to a group, while the committee's staff works on it. One for a group; it
    becomes an Answer when it is published, and its row is gone.

    `version` is that of the group (`answer_version`) when it was saved.
    """

    group = models.OneToOneField(ArgumentGroup, models.CASCADE, related_name="draft")
    # The group for which it was written, if it came here with that group's members; other words
    # make it this group's own.
    origin = models.ForeignKey(
        ArgumentGroup, models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    version = models.PositiveIntegerField()
    # Null until the committee has agreed exactly these words; another wording needs another
    # agreement.
    agreement = models.ForeignKey(
        Agreement, models.PROTECT, null=True, blank=True, related_name="drafts"
    )
    saved_at = models.DateTimeField()
    saved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )

    objects = AnswerDraftQuerySet.as_manager()

    class Meta:
        verbose_name = _("draft of an answer")
        verbose_name_plural = _("drafts of answers")
        ordering = ["group"]
        constraints = [
            # 212-FZ, art. 16: disagreement needs a reasoned objection.
            models.CheckConstraint(
                condition=Q(disposition="accepted") | ~Q(text=""), name="draft_has_reasoning"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.disposition}"

    @property
    def access_phase(self) -> str:
        """Of its group: a contested answer is revised even after the conclusion."""
        return self.group.access_phase

    def access_bodies(self, action: str) -> Iterable[int]:
        return [self.group.consultation.responder_id]
