from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import ProvisionComment
from consultations.conclusions.models.answers import Answer
from consultations.conclusions.models.groups import ArgumentGroup
from consultations.conclusions.querysets import AnswerObjectionQuerySet, ReviewerQuerySet
from consultations.process.models import Consultation
from core.accounts.models import Council


class Reviewer(models.Model):
    """A member of a council who decides the objections to answers of one consultation."""

    consultation = models.ForeignKey(Consultation, models.CASCADE, related_name="reviewers")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="reviewing")
    # The council whose member decides: the organiser, or one that was asked for an opinion.
    council = models.ForeignKey(Council, models.PROTECT, related_name="+")
    named_at = models.DateTimeField(default=timezone.now)
    named_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    released_at = models.DateTimeField(null=True, blank=True)

    # How many objections wait for this member, once a queryset has counted them.
    open_count: int

    objects = ReviewerQuerySet.as_manager()

    class Meta:
        verbose_name = _("member who decides objections")
        verbose_name_plural = _("members who decide objections")
        ordering = ["named_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "user"],
                condition=Q(released_at=None),
                name="reviewer_named_once",
            )
        ]

    def __str__(self) -> str:
        return str(self.user)

    def access_bodies(self, action: str) -> Iterable[int]:
        """The organiser names them."""
        return [self.consultation.organiser_id]


class AnswerObjectionOutcome(models.TextChoices):
    UPHELD = "upheld", _("upheld: the committee gives another answer")
    REJECTED = "rejected", _("rejected: the answer stands")
    ANSWERED = "answered", _("justified, and answered anew already")


class TextState(models.TextChoices):
    SHOWN = "shown", _("published")
    HELD = "held", _("being checked")
    HIDDEN = "hidden", _("hidden")


class AnswerObjection(models.Model):
    """An author says that the committee's answer is not to the point: once, whatever becomes of
    the answer and of the group afterwards.

    What is upheld goes with the proposal (`comment`) wherever it is put, until it is answered anew
    (`settled_by`); the answer that has not stood up (`faulted`) stands for nobody any more.

    It holds no personal data: the person is the hash of the e-mail, which stays after an erasure.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="answer_objections")
    group = models.ForeignKey(ArgumentGroup, models.PROTECT, related_name="objections")
    # The wording of the answer that was objected to.
    answer = models.ForeignKey(Answer, models.PROTECT, related_name="objections")
    comment = models.ForeignKey(ProvisionComment, models.PROTECT, related_name="answer_objections")
    person = models.CharField(max_length=64, editable=False)
    text = models.TextField(_("objection"))
    # Whether everybody reads the text: the objection counts and is decided either way. Of a hidden
    # one the title of its ground (core.rules.ModerationGround) on that day.
    text_state = models.CharField(max_length=8, choices=TextState, default=TextState.SHOWN)
    text_ground = models.CharField(max_length=300, blank=True)
    filed_at = models.DateTimeField()
    due_on = models.DateField(_("to be decided by"))
    # Null while it waits for the organiser to name somebody.
    reviewer = models.ForeignKey(
        Reviewer, models.PROTECT, null=True, blank=True, related_name="objections"
    )
    assigned_at = models.DateTimeField(null=True, blank=True)
    # Why it was given to another member, the last time.
    handover_reason = models.CharField(
        _("why it was given to another member"), max_length=500, blank=True
    )
    outcome = models.CharField(max_length=10, choices=AnswerObjectionOutcome, blank=True)
    reasoning = models.TextField(_("reasoning"), blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    # Of an upheld one: the answer to the proposal at that moment, and the next one after it.
    faulted = models.ForeignKey(
        Answer, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    settled_by = models.ForeignKey(
        Answer, models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )

    objects = AnswerObjectionQuerySet.as_manager()

    class Meta:
        verbose_name = _("objection to an answer")
        verbose_name_plural = _("objections to answers")
        ordering = ["filed_at", "pk"]
        indexes = [
            models.Index(fields=["consultation", "outcome", "due_on"], name="answer_objection_due")
        ]
        constraints = [
            models.UniqueConstraint(fields=["group", "person"], name="answer_objection_once"),
            # Also when the proposal has gone to another group since.
            models.UniqueConstraint(
                fields=["comment", "person"], name="answer_objection_once_of_proposal"
            ),
            models.CheckConstraint(condition=~Q(text=""), name="answer_objection_has_text"),
            models.CheckConstraint(
                condition=~Q(text_state="hidden") | ~Q(text_ground=""),
                name="answer_objection_hidden_has_ground",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_at=None)
                | (~Q(outcome="") & ~Q(reasoning="") & Q(decided_at__isnull=False)),
                name="answer_objection_decided_with_reasoning",
            ),
            models.CheckConstraint(
                condition=Q(outcome="") | Q(reviewer__isnull=False),
                name="answer_objection_decided_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.outcome or '?'}"

    def get_absolute_url(self) -> str:
        """Its place in the public list."""
        consultation = self.consultation
        address = reverse("conclusions:objections", args=[consultation.year, consultation.slug])
        return f"{address}#objection-{self.pk}"

    @property
    def present_group(self) -> ArgumentGroup:
        """Where the proposal is by now; read with `with_sources` it costs no query."""
        found: ArgumentGroup = self.comment.argument.group
        return found

    def access_bodies(self, action: str) -> Iterable[int]:
        """The organiser says who decides."""
        return [self.consultation.organiser_id]
