from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import ProvisionComment
from consultations.letters.querysets import AuthorNoticeQuerySet, LetterStopQuerySet
from consultations.process.models import Consultation


class Occasion(models.TextChoices):
    """What an author is told of; `subject_id` is the id of an answer, of the committee's summary
    of proposals, of a conclusion."""

    ANSWER = "answer", _("answer of the committee")
    SUMMARY = "summary", _("summary of proposals signed by the committee")
    CONCLUSION = "conclusion", _("summary conclusion signed")


class AuthorNotice(models.Model):
    """That the author of a proposal has been told of something, written together with the letter:
    nobody is told twice, however often the work is interrupted and begun anew."""

    comment = models.ForeignKey(ProvisionComment, models.CASCADE, related_name="notices")
    occasion = models.CharField(max_length=12, choices=Occasion)
    subject_id = models.PositiveBigIntegerField()
    # Null: there was no letter, because the author wants none or the address is out of order.
    told_at = models.DateTimeField(null=True, blank=True)

    objects = AuthorNoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice to an author")
        verbose_name_plural = _("notices to authors")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["comment", "occasion", "subject_id"], name="author_notice_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.comment_id}: {self.occasion} {self.subject_id}"


class LetterStop(models.Model):
    """A person wants no more news of the own proposals: in one consultation, or (null) at all.

    Kept by the hash of the e-mail, so that it outlives the erasure of the address.
    """

    email_hash = models.CharField(max_length=64)
    consultation = models.ForeignKey(
        Consultation, models.CASCADE, null=True, blank=True, related_name="+"
    )
    stopped_at = models.DateTimeField()

    objects = LetterStopQuerySet.as_manager()

    class Meta:
        verbose_name = _("stopped letters")
        verbose_name_plural = _("stopped letters")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["email_hash", "consultation"], name="letter_stop_here_once"
            ),
            models.UniqueConstraint(
                fields=["email_hash"],
                condition=Q(consultation=None),
                name="letter_stop_everywhere_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id or 'all'}: {self.stopped_at:%Y-%m-%d}"
