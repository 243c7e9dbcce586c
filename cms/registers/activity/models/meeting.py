from typing import ClassVar

from django.db import models
from django.db.models import F, Q, Value
from django.db.models.lookups import GreaterThan
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.documents import get_document_model_string

from cms.registers.activity.domain.quorum import has_quorum
from cms.registers.kit.models import Entry
from core.accounts.models import Council


class MeetingForm(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    REMOTE = "remote", _("remote")
    VISITING = "visiting", _("visiting session")


class Meeting(Entry):
    """A meeting of a council: planned with its agenda, or held with what was decided."""

    keeper_path: ClassVar[str] = "council"

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="meetings", verbose_name=_("council")
    )
    number = models.CharField(_("number of the meeting"), max_length=30, blank=True)
    held_on = models.DateField(_("day of the meeting"))
    starts_at = models.TimeField(_("beginning"), null=True, blank=True)
    form = models.CharField(_("form"), max_length=10, choices=MeetingForm)
    place = models.CharField(
        _("place"), max_length=300, blank=True, help_text=_("Not needed for a remote meeting.")
    )
    municipality = models.CharField(_("municipality"), max_length=120, blank=True)
    agenda = models.TextField(
        _("agenda"), max_length=10_000, help_text=_("Each question on a line of its own.")
    )
    decisions = models.TextField(_("decisions"), max_length=20_000, blank=True)
    protocol_number = models.CharField(_("number of the minutes"), max_length=30, blank=True)
    protocol = models.ForeignKey(
        get_document_model_string(),
        models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("minutes (file)"),
    )
    members_total = models.PositiveSmallIntegerField(
        _("members of the council on that day"), null=True, blank=True
    )
    members_present = models.PositiveSmallIntegerField(_("of them present"), null=True, blank=True)
    # As the rules of the council were then.
    quorum_percent = models.PositiveSmallIntegerField(default=50, editable=False)
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)

    class Meta:
        verbose_name = _("meeting of a council")
        verbose_name_plural = _("meetings of councils")
        ordering: ClassVar = ["-held_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(form="remote") | ~Q(place=""), name="meeting_has_place"
            ),
            models.CheckConstraint(
                condition=~Q(form="visiting") | ~Q(municipality=""),
                name="meeting_visits_municipality",
            ),
            models.CheckConstraint(
                condition=Q(members_total=None, members_present=None)
                | Q(
                    members_total__isnull=False,
                    members_total__gt=0,
                    members_present__isnull=False,
                    members_present__lte=F("members_total"),
                ),
                name="meeting_presence_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(decisions="")
                | (
                    Q(members_present__isnull=False, members_total__isnull=False)
                    & Q(
                        GreaterThan(
                            F("members_present") * Value(100),
                            # By one, so that PostgreSQL multiplies as integers, not as small ones.
                            F("members_total") * Value(1) * F("quorum_percent"),
                        )
                    )
                ),
                name="meeting_decides_with_quorum",
            ),
        ]

    def __str__(self) -> str:
        named = {"number": self.number, "date": date_format(self.held_on)}
        if self.number:
            return gettext("Meeting № %(number)s of %(date)s") % named
        return gettext("Meeting of %(date)s") % named

    def get_absolute_url(self) -> str:
        return reverse("activity:meeting", args=[self.pk])

    @property
    def has_quorum(self) -> bool | None:
        """None while it is not known who was there."""
        if self.members_present is None or self.members_total is None:
            return None
        return has_quorum(
            present=self.members_present, total=self.members_total, percent=self.quorum_percent
        )
