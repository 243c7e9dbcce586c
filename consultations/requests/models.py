import datetime as dt
from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from consultations.process.models import Consultation
from consultations.requests.domain import decisions
from consultations.requests.querysets import RequestQuerySet
from core.accounts.models import Contact, Council
from core.accounts.selectors import chosen_name
from drafts.models import BillVersion


class RequestKind(models.TextChoices):
    EXPERTISE = decisions.Kind.EXPERTISE, _("public expertise of a bill")
    TOPIC = decisions.Kind.TOPIC, _("public discussion of a topic")


class RequestStatus(models.TextChoices):
    UNCONFIRMED = "unconfirmed", _("waits for the e-mail to be confirmed")
    CHECKING = "checking", _("being checked")
    SHOWN = "shown", _("waits for a decision")
    HIDDEN = "hidden", _("hidden")
    DECIDED = "decided", _("decided")


class Disposition(models.TextChoices):
    AGREED = decisions.Disposition.AGREED, pgettext_lazy("request", "agreed")
    DECLINED = decisions.Disposition.DECLINED, pgettext_lazy("request", "declined")
    PASSED = decisions.Disposition.PASSED, pgettext_lazy("request", "passed to another body")


class PublicRequest(models.Model):
    """A citizen or an organisation asks the Public Chamber to hold a public expertise of a bill, or
    to discuss a topic. Everybody sees that it came; its words appear after a check.

    A row whose e-mail is not confirmed is destroyed with its contact when the link lapses.
    """

    kind = models.CharField(_("what is asked for"), max_length=12, choices=RequestKind)
    version = models.ForeignKey(
        BillVersion, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    title = models.CharField(_("topic"), max_length=decisions.MAX_TITLE, blank=True)
    text = models.TextField(_("why"))
    chamber = models.ForeignKey(Council, models.PROTECT, related_name="requests")
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="requests")
    status = models.CharField(
        max_length=12, choices=RequestStatus, default=RequestStatus.UNCONFIRMED
    )
    submitted_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    due_on = models.DateField(_("decision due on"), null=True, blank=True)
    # Codes of Caution, for the moderator; and the imprint of the network address, for a week.
    cautions = models.JSONField(default=list, blank=True)
    address_hash = models.CharField(max_length=64, blank=True)
    supporter_count = models.PositiveIntegerField(default=0, editable=False)
    checked_at = models.DateTimeField(null=True, blank=True)
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )
    ground_code = models.CharField(max_length=40, blank=True)
    ground_title = models.CharField(max_length=300, blank=True)
    disposition = models.CharField(_("decision"), max_length=12, choices=Disposition, blank=True)
    decision_text = models.TextField(_("reasoning"), blank=True)
    # Agreed: the event that follows, or by when it will be announced.
    consultation = models.ForeignKey(
        Consultation, models.PROTECT, null=True, blank=True, related_name="requests"
    )
    announce_by = models.DateField(_("will be announced by"), null=True, blank=True)
    passed_to = models.CharField(_("passed to"), max_length=300, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, null=True, blank=True, related_name="+"
    )

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request")
        verbose_name_plural = _("requests")
        ordering = ["-confirmed_at", "-pk"]
        indexes = [
            models.Index(fields=["status", "due_on"], name="request_due"),
            models.Index(fields=["confirmed_at"], name="request_confirmed"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="expertise", version__isnull=False, title="")
                | (Q(kind="topic", version=None) & ~Q(title="")),
                name="request_names_its_subject",
            ),
            models.CheckConstraint(
                condition=Q(status="unconfirmed", confirmed_at=None, due_on=None)
                | (Q(confirmed_at__isnull=False, due_on__isnull=False) & ~Q(status="unconfirmed")),
                name="request_confirmed_has_term",
            ),
            models.CheckConstraint(
                condition=Q(status="hidden") & ~Q(ground_code="")
                | ~Q(status="hidden") & Q(ground_code=""),
                name="request_hidden_on_ground",
            ),
            models.CheckConstraint(
                condition=(Q(status="decided", decided_at__isnull=False) & ~Q(disposition=""))
                | (Q(decided_at=None, disposition="") & ~Q(status="decided")),
                name="request_decided_has_time",
            ),
            models.CheckConstraint(
                condition=Q(disposition="")
                | (
                    Q(disposition="agreed")
                    & (Q(consultation__isnull=False) | Q(announce_by__isnull=False))
                )
                | (Q(disposition="declined") & ~Q(decision_text=""))
                | (Q(disposition="passed") & ~Q(passed_to="")),
                name="request_decision_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}: {self.subject}"

    def get_absolute_url(self) -> str:
        return reverse("requests:request", args=[self.pk])

    @property
    def subject(self) -> str:
        """What it is about, as everybody may read it."""
        if not self.is_readable:
            return gettext("Request No. %(number)d") % {"number": self.pk}
        return self.full_subject

    @property
    def full_subject(self) -> str:
        """What it is about, whether it is shown or not."""
        return self.version.bill.title if self.version else self.title

    @property
    def is_readable(self) -> bool:
        """Whether everybody may read its words."""
        return self.status in (RequestStatus.SHOWN, RequestStatus.DECIDED)

    @property
    def is_waiting(self) -> bool:
        return self.status in (RequestStatus.CHECKING, RequestStatus.SHOWN)

    @property
    def author_name(self) -> str:
        """The name that the author has chosen to show; empty for the pseudonym."""
        return chosen_name(self.contact)

    @property
    def decided_on(self) -> dt.date | None:
        return timezone.localdate(self.decided_at) if self.decided_at else None

    @property
    def access_phase(self) -> str:
        return self.status

    def access_bodies(self, action: str) -> Iterable[int]:
        """Only the Chamber that was asked checks and decides."""
        return [self.chamber_id]


class RequestSupport(models.Model):
    """One person has joined a request: the hash of the e-mail, of an account or confirmed by a
    letter. `contact` is kept for the letter with the decision."""

    request = models.ForeignKey(PublicRequest, models.CASCADE, related_name="supports")
    email_hash = models.CharField(max_length=64)
    contact = models.ForeignKey(
        Contact, models.SET_NULL, null=True, blank=True, related_name="request_supports"
    )
    joined_at = models.DateTimeField()

    class Meta:
        verbose_name = _("joining of a request")
        verbose_name_plural = _("joinings of requests")
        constraints = [
            models.UniqueConstraint(
                fields=["request", "email_hash"], name="request_support_person_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.request_id}"
