from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from consultations.comments.models import ProvisionComment
from consultations.conclusions.querysets import ArgumentGroupQuerySet, ArgumentItemQuerySet
from consultations.expertise.models import Remark
from consultations.hearings.models import Recommendation
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from drafts.models import Provision

# The place of proposals on the bill as a whole: after every provision.
WHOLE_BILL = 2**31 - 1


class ArgumentGroup(models.Model):
    """Same proposals on one provision; the committee answers the group once.

    Every published comment, every remark of an adopted opinion and every adopted recommendation of
    hearings is in exactly one group.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="groups")
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="groups"
    )
    # The place of the provision in the text, so that clerks go through the text in its order.
    position = models.PositiveIntegerField(default=WHOLE_BILL)
    # What the argument is, in the words of the committee's staff; empty until somebody names it.
    title = models.CharField(_("what is proposed, in short"), max_length=300, blank=True)
    # Whether an answer is due: it has a published comment or a remark, and no answer yet, or none
    # that has stood up to an objection.
    is_open = models.BooleanField(default=True)
    # Kept by the services: how many published comments and remarks are in it.
    size = models.PositiveIntegerField(default=0, editable=False)
    # Somebody has decided what belongs here: nothing is merged into it or out of it by itself;
    # new texts that say the same still come.
    is_settled = models.BooleanField(default=False, editable=False)
    # An objection of an author to its answer was upheld: another answer is due.
    is_contested = models.BooleanField(default=False, editable=False)
    # Grows whenever its draft is saved or thrown away or its answer published: who saves over
    # something that he has not seen is refused.
    answer_version = models.PositiveIntegerField(default=0, editable=False)
    # Who of the committee's staff works on the answer.
    assignee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="assigned_groups",
        verbose_name=_("assignee"),
    )
    # Where its members went, if it was merged away.
    merged_into = models.ForeignKey(
        "self", models.SET_NULL, null=True, blank=True, editable=False, related_name="+"
    )
    created_at = models.DateTimeField(default=timezone.now)

    objects = ArgumentGroupQuerySet.as_manager()

    class Meta:
        verbose_name = _("argument group")
        verbose_name_plural = _("argument groups")
        ordering = ["consultation", "position", "pk"]
        indexes = [
            models.Index(fields=["consultation", "is_open", "position", "id"], name="group_open"),
            models.Index(fields=["consultation", "position", "id"], name="group_in_order"),
            models.Index(
                fields=["consultation", "assignee", "position", "id"], name="group_of_assignee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.pk}"

    def get_absolute_url(self) -> str:
        consultation = self.consultation
        return reverse("reader:argument", args=[consultation.year, consultation.slug, self.pk])

    @property
    def access_phase(self) -> str:
        """Of the event; an answer that has not stood up to an objection is revised even after the
        conclusion."""
        phase = self.consultation.phase
        return Phase.ANSWERING if self.is_contested and phase is Phase.CONCLUDED else phase

    def access_bodies(self, action: str) -> Iterable[int]:
        """The staff of the responsible committee answer."""
        return [self.consultation.responder_id]


class ArgumentItem(models.Model):
    """The place of a comment, a remark or a recommendation in a group."""

    group = models.ForeignKey(ArgumentGroup, models.CASCADE, related_name="items")
    comment = models.OneToOneField(
        ProvisionComment, models.PROTECT, null=True, blank=True, related_name="argument"
    )
    remark = models.OneToOneField(
        Remark, models.PROTECT, null=True, blank=True, related_name="argument"
    )
    recommendation = models.OneToOneField(
        Recommendation, models.PROTECT, null=True, blank=True, related_name="argument"
    )
    # The print of its text (domain.grouping): place and turns, the wording, slips of the pen.
    # 64 bits each, signed; 0 for a text that says nothing, none before it is read.
    corner = models.BigIntegerField(null=True, editable=False)
    exact = models.BigIntegerField(null=True, editable=False)
    has_slips = models.BooleanField(default=False, editable=False)
    # A person put it here: a new wording does not take it away.
    is_placed = models.BooleanField(default=False, editable=False)

    objects = ArgumentItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("member of an argument group")
        verbose_name_plural = _("members of argument groups")
        indexes = [models.Index(fields=["corner", "exact"], name="item_same_text")]
        constraints = [
            models.CheckConstraint(
                condition=Q(comment__isnull=False, remark__isnull=True, recommendation__isnull=True)
                | Q(comment__isnull=True, remark__isnull=False, recommendation__isnull=True)
                | Q(comment__isnull=True, remark__isnull=True, recommendation__isnull=False),
                name="item_is_one_of_three",
            )
        ]

    def __str__(self) -> str:
        return f"{self.group_id}: {self.comment_id or self.remark_id or self.recommendation_id}"
