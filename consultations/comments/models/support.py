from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.comments.models.comment import ProvisionComment, Stance
from consultations.process.models import Consultation
from drafts.models import Provision


class Support(models.Model):
    """«Присоединиться»: one person says that a proposal is theirs as well.

    The person is the hash of the normalised e-mail, of an account or confirmed by a letter, so
    that one person joins once whichever way was taken.
    """

    comment = models.ForeignKey(ProvisionComment, models.CASCADE, related_name="supports")
    email_hash = models.CharField(max_length=64)
    # When it was asked for: that decides whether it came in time, and which wording was joined.
    joined_at = models.DateTimeField()

    class Meta:
        verbose_name = _("support of a proposal")
        verbose_name_plural = _("supports of proposals")
        constraints = [
            models.UniqueConstraint(fields=["comment", "email_hash"], name="support_person_once")
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}"


class StanceMark(models.Model):
    """One tap at a provision: for, against … Not a proposal, not a vote, answered by nobody.

    `person` is the hash of an account's e-mail, or the random key of a browser.
    """

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="stance_marks")
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="stance_marks")
    person = models.CharField(max_length=64)
    stance = models.CharField(max_length=16, choices=Stance)
    marked_at = models.DateTimeField()

    class Meta:
        verbose_name = _("mark at a provision")
        verbose_name_plural = _("marks at provisions")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "provision", "person"], name="stance_mark_person_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.provision_id}: {self.stance}"


class StanceCount(models.Model):
    """How many marks of one kind a provision has; kept by the services under the lock of the
    consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="stance_counts")
    provision = models.ForeignKey(Provision, models.CASCADE, related_name="stance_counts")
    stance = models.CharField(max_length=16, choices=Stance)
    count = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("number of marks at a provision")
        verbose_name_plural = _("numbers of marks at provisions")
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "provision", "stance"], name="stance_count_once"
            ),
            models.CheckConstraint(condition=Q(count__gte=0), name="stance_count_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.provision_id}: {self.count}"
