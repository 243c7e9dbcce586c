from django.db import models
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Consultation


class Participant(models.Model):
    """One person in one consultation: gives the pseudonym “Participant No. 17” its number."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="participants")
    email_hash = models.CharField(max_length=64)
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("participant")
        verbose_name_plural = _("participants")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "email_hash"], name="participant_person_once"
            ),
            models.UniqueConstraint(
                fields=["consultation", "number"], name="participant_number_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.number}"
