from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from consultations.conclusions.models.groups import ArgumentGroup
from consultations.conclusions.querysets import AnswerQuerySet
from drafts.selectors import own_text


class Disposition(models.TextChoices):
    ACCEPTED = "accepted", _("accepted")
    PARTLY = "partly", _("accepted in part")
    REJECTED = "rejected", _("not accepted")
    NOTED = "noted", _("taken into consideration")
    OUT_OF_SCOPE = "out_of_scope", _("outside the subject of the bill")


class AnswerWords(models.Model):
    """What an answer says, as a draft and when it is published."""

    disposition = models.CharField(_("position"), max_length=16, choices=Disposition)
    # A code of core.rules.ReasonCode, with its title on that day.
    reason_code = models.CharField(_("reason"), max_length=40, blank=True)
    reason_title = models.CharField(max_length=300, blank=True)
    text = models.TextField(_("reasoning"), blank=True)
    norm = models.CharField(_("norm it rests on"), max_length=500, blank=True)
    expected_text = models.TextField(_("expected wording"), blank=True)
    # The reasoning as it is compared with others (domain.substance); empty without one.
    text_key = models.CharField(max_length=64, blank=True, db_index=True, editable=False)

    class Meta:
        abstract = True


class Answer(AnswerWords):
    """The responsible committee's position on a group. A new wording supersedes, never edits."""

    group = models.ForeignKey(ArgumentGroup, models.PROTECT, related_name="answers")
    revision = models.PositiveSmallIntegerField(default=1)
    is_current = models.BooleanField(default=True)
    # The sitting at which the committee agreed it, and the batch in which it was published. Null
    # for answers of a time in which neither was written down.
    agreement = models.ForeignKey(
        "conclusions.Agreement", models.PROTECT, null=True, blank=True, related_name="answers"
    )
    publication = models.ForeignKey(
        "conclusions.Publication", models.PROTECT, null=True, blank=True, related_name="answers"
    )
    # Codes of domain.substance.Flaw with which it was published all the same.
    flaws = models.JSONField(default=list, blank=True, editable=False)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    published_at = models.DateTimeField()

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("answer")
        verbose_name_plural = _("answers")
        ordering = ["group", "-revision"]
        constraints = [
            models.UniqueConstraint(fields=["group", "revision"], name="answer_revision_once"),
            models.UniqueConstraint(
                fields=["group"], condition=Q(is_current=True), name="answer_current_once"
            ),
            # 212-FZ, art. 16: disagreement needs a reasoned objection.
            models.CheckConstraint(
                condition=Q(disposition="accepted") | ~Q(text=""), name="answer_has_reasoning"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.disposition}"

    @property
    def original_text(self) -> str:
        """The words of the provision that the expected wording changes; empty for the bill as a
        whole."""
        provision = self.group.provision
        return own_text(provision) if provision is not None else ""
