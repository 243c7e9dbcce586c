from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from cms.registers.formation.models.competition import Competition
from cms.registers.formation.querysets import NominationQuerySet
from cms.registers.kit.models import Entry
from core.accounts.models import Membership


class Decision(models.TextChoices):
    """What became of a candidate."""

    PROPOSED = "proposed", _("proposed")
    ADMITTED = "admitted", _("admitted to the competition")
    REFUSED = "refused", _("not admitted")
    CHOSEN = "chosen", _("included in the composition")
    NOT_CHOSEN = "not_chosen", _("not included in the composition")
    WITHDRAWN = "withdrawn", _("nomination withdrawn")


class Nomination(Entry):
    """A candidate whom an organisation has proposed. The name stands here only as long as the
    candidate consents to that: it is in no other place and leaves earlier revisions with it."""

    keeper_path: ClassVar[str] = "competition__council"

    competition = models.ForeignKey(
        Competition, models.PROTECT, related_name="nominations", verbose_name=_("competition")
    )
    number = models.PositiveSmallIntegerField(
        _("number in the list of candidates"),
        help_text=_("Without a published name the candidate is shown by this number."),
    )
    organisation = models.CharField(_("who proposed the candidate"), max_length=300)
    ogrn = models.CharField(_("OGRN of the organisation"), max_length=13, blank=True)
    is_public_association = models.BooleanField(_("it is a public association"), default=False)
    candidate = models.CharField(
        _("name of the candidate"),
        max_length=200,
        blank=True,
        help_text=_("Only with a signed consent to the dissemination of personal data."),
    )
    consented_on = models.DateField(_("consent to publish it given on"), null=True, blank=True)
    decision = models.CharField(
        _("what became of it"), max_length=10, choices=Decision, default=Decision.PROPOSED
    )
    reason = models.TextField(_("reason"), max_length=2000, blank=True)
    membership = models.OneToOneField(
        Membership,
        models.SET_NULL,
        null=True,
        blank=True,
        related_name="nomination",
        verbose_name=_("the seat that it led to"),
    )

    objects = NominationQuerySet.as_manager()

    class Meta:
        verbose_name = _("nomination")
        verbose_name_plural = _("nominations")
        ordering: ClassVar = ["competition", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["competition", "number"],
                name="nomination_number_once",
                violation_error_message=_("There is a candidate with this number already."),
            ),
            models.CheckConstraint(
                condition=Q(candidate="", consented_on=None)
                | (~Q(candidate="") & Q(consented_on__isnull=False)),
                name="nomination_name_has_consent",
            ),
            models.CheckConstraint(
                condition=~Q(ogrn="") | Q(is_public_association=True),
                name="nomination_organisation_is_known",
            ),
            models.CheckConstraint(
                condition=~Q(decision="refused") | ~Q(reason=""),
                name="nomination_refused_has_reason",
            ),
            models.CheckConstraint(
                condition=Q(membership=None) | Q(decision="chosen"),
                name="nomination_seated_is_chosen",
            ),
        ]

    def __str__(self) -> str:
        # Wagtail's log keeps this: it must never hold the name of the candidate.
        return f"№ {self.number}, {self.organisation}"
