from django.conf import settings
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from consultations.amendments.domain.editions import HeadFacts
from consultations.amendments.domain.order import MAX_KEY
from consultations.amendments.querysets import AmendmentQuerySet, AmendmentTableQuerySet
from consultations.conclusions.models import Answer, ArgumentGroup
from consultations.conclusions.models.groups import WHOLE_BILL
from consultations.process.models import Consultation
from core.accounts.models import Body
from drafts.models import BillVersion, Provision


class Decision(models.TextChoices):
    """Of the committee; each has its own table, in this order."""

    ADOPT = "adopt", pgettext_lazy("amendment", "adopt")
    REJECT = "reject", pgettext_lazy("amendment", "reject")
    UNDECIDED = "undecided", pgettext_lazy("amendment", "no decision")


class AmendmentWords(models.Model):
    """What a table prints of an amendment."""

    place = models.CharField(_("structural unit"), max_length=300)
    # Who tables it, as printed.
    sponsor = models.CharField(_("author of the amendment"), max_length=300)
    original = models.TextField(_("text of the bill"), blank=True)
    text = models.TextField(_("text of the amendment"))
    resulting = models.TextField(_("text with the amendment"), blank=True)
    decision = models.CharField(
        _("decision of the committee"),
        max_length=10,
        choices=Decision,
        default=Decision.UNDECIDED,
    )
    reason = models.TextField(_("reason"), blank=True)

    class Meta:
        abstract = True


class Amendment(AmendmentWords):
    """An amendment on the committee's desk: made from an accepted proposal, or entered by hand.

    It stays at the version of the bill to which it was tabled. Nothing is deleted: it is withdrawn,
    with a reason.
    """

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="amendments")
    bill_version = models.ForeignKey(BillVersion, models.PROTECT, related_name="amendments")
    # The proposals that it comes from and the answer that it was made from; null if entered by
    # hand.
    group = models.ForeignKey(
        ArgumentGroup, models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    answer = models.ForeignKey(Answer, models.PROTECT, null=True, blank=True, related_name="+")
    provision = models.ForeignKey(
        Provision, models.PROTECT, null=True, blank=True, related_name="amendments"
    )
    is_whole_text = models.BooleanField(_("on the whole text"), default=False)
    # The order in the table: the place of the unit in the text, then its name.
    position = models.PositiveIntegerField(default=WHOLE_BILL)
    place_key = models.CharField(max_length=MAX_KEY, editable=False)
    sponsor_body = models.ForeignKey(
        Body, models.SET_NULL, null=True, blank=True, related_name="amendments"
    )
    filed_at = models.DateTimeField(_("tabled at"), default=timezone.now)
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # Grows with every change: who saves over something that he has not seen is refused.
    version = models.PositiveIntegerField(default=1, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    withdrawn_reason = models.TextField(_("reason of the withdrawal"), blank=True)

    objects = AmendmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("amendment")
        verbose_name_plural = _("amendments")
        indexes = [
            models.Index(fields=["consultation", "decision", "position"], name="amendment_in_table")
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["group"],
                condition=Q(withdrawn_at=None),
                name="amendment_of_group_once",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at=None) | ~Q(withdrawn_reason=""),
                name="amendment_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=~Q(decision="reject") | ~Q(reason=""),
                name="amendment_rejected_with_reason",
            ),
            models.CheckConstraint(condition=~Q(sponsor=""), name="amendment_has_sponsor"),
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}: {self.place}"


class AmendmentTable(models.Model):
    """A published edition of the three tables; it never changes, the next one supersedes it."""

    consultation = models.ForeignKey(Consultation, models.PROTECT, related_name="amendment_tables")
    edition = models.PositiveSmallIntegerField(validators=[MinValueValidator(1)])
    published_at = models.DateTimeField()
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+"
    )
    # What is printed around the rows (domain.editions.HeadFacts); empty in the first editions.
    head = models.JSONField(default=dict)
    # Of the head and the rows (domain.editions); stands in the public journal.
    sha256 = models.CharField(max_length=64)

    objects = AmendmentTableQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition of the tables of amendments")
        verbose_name_plural = _("editions of the tables of amendments")
        ordering = ["consultation", "-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["consultation", "edition"], name="amendment_table_edition_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.consultation_id}/{self.edition}"

    def get_absolute_url(self) -> str:
        place = [self.consultation.year, self.consultation.slug, self.edition]
        return reverse("amendments:edition", args=place)

    @property
    def head_facts(self) -> HeadFacts | None:
        """As of the day of publication; None for an edition that has kept none."""
        return HeadFacts(**self.head) if self.head else None


class TableRow(AmendmentWords):
    """A row of a published edition, with the words of that day."""

    table = models.ForeignKey(AmendmentTable, models.PROTECT, related_name="rows")
    amendment = models.ForeignKey(Amendment, models.PROTECT, related_name="rows")
    group = models.ForeignKey(
        ArgumentGroup, models.PROTECT, null=True, blank=True, related_name="amendment_rows"
    )
    part = models.PositiveSmallIntegerField()
    number = models.PositiveIntegerField()

    class Meta:
        verbose_name = _("row of a table of amendments")
        verbose_name_plural = _("rows of tables of amendments")
        ordering = ["table", "part", "number"]
        constraints = [
            models.UniqueConstraint(fields=["table", "part", "number"], name="table_row_once")
        ]

    def __str__(self) -> str:
        return f"{self.part}/{self.number}"

    def get_absolute_url(self) -> str:
        """The row on the page of its edition."""
        place = f"amendment-{self.part}-{self.number}"
        return f"{self.table.get_absolute_url()}?table={self.part}&number={self.number}#{place}"
