from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from modelcluster.models import ClusterableModel

from cms.registers.kit.models import Entry
from cms.registers.tracker.querysets import AssignmentQuerySet, ResolutionItemQuerySet
from core.accounts.models import Body


class Status(models.TextChoices):
    """What an addressee has made of a recommendation, by its reports and the assessments."""

    NEW = "new", _("no report yet")
    IN_WORK = "in_work", _("in work")
    DONE = "done", _("done")
    PARTLY = "partly", _("done in part")
    DECLINED = "declined", _("declined by the addressee")


class Resolution(Entry):
    """A resolution of a forum whose recommendations are followed."""

    body = models.ForeignKey(
        Body, models.PROTECT, related_name="+", verbose_name=_("who follows its fulfilment")
    )
    slug = models.SlugField(_("address"), max_length=80, unique=True)
    title = models.CharField(_("title"), max_length=300)
    adopted_on = models.DateField(_("adopted on"))
    adopted_by = models.CharField(_("adopted by"), max_length=300)
    about = models.TextField(_("about the resolution"), max_length=2000, blank=True)
    is_demo = models.BooleanField(_("demonstration data"), default=False)

    class Meta:
        verbose_name = _("resolution")
        verbose_name_plural = _("resolutions")
        ordering: ClassVar = ["-adopted_on", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("tracker:resolution", args=[self.slug])


class Direction(models.Model):
    """A headed part of a resolution."""

    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="directions")
    number = models.PositiveSmallIntegerField(_("number"))
    title = models.CharField(_("title"), max_length=300)

    class Meta:
        verbose_name = _("direction")
        verbose_name_plural = _("directions")
        ordering: ClassVar = ["resolution", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["resolution", "number"], name="direction_once")
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.title}"


class Addressee(models.Model):
    """Whom a resolution addresses, in its own words: one body or a class of them."""

    direction = models.ForeignKey(Direction, models.CASCADE, related_name="addressees")
    number = models.PositiveSmallIntegerField(_("number"))
    name = models.CharField(_("as the resolution addresses it"), max_length=300)

    class Meta:
        verbose_name = _("addressee")
        verbose_name_plural = _("addressees")
        ordering: ClassVar = ["direction", "number"]
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["direction", "number"], name="addressee_once")
        ]

    def __str__(self) -> str:
        return self.name


class Recommendation(ClusterableModel):
    """One recommendation, word for word. Its words never change."""

    keeper_path: ClassVar[str] = "resolution__body"

    # Follows from the addressee; kept for order and for addresses.
    resolution = models.ForeignKey(Resolution, models.CASCADE, related_name="recommendations")
    addressee = models.ForeignKey(Addressee, models.CASCADE, related_name="recommendations")
    number = models.CharField(_("number"), max_length=20, help_text=_("Such as 2.1.3."))
    position = models.PositiveIntegerField(_("place in the resolution"))
    text = models.TextField(_("text"))
    repeats = models.ManyToManyField(
        "self", blank=True, verbose_name=_("says the same as"), symmetrical=True
    )

    objects = ResolutionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("recommendation")
        verbose_name_plural = _("recommendations")
        ordering: ClassVar = ["resolution", "position"]
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["resolution", "number"], name="recommendation_number_once"
            ),
            models.UniqueConstraint(
                fields=["resolution", "position"], name="recommendation_place_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.text[:120]}"

    def get_absolute_url(self) -> str:
        return reverse("tracker:recommendation", args=[self.resolution.slug, self.number])

    @property
    def keeper_id(self) -> int | None:
        return self.resolution.body_id if self.resolution_id else None


class Assignment(models.Model):
    """One of those to whom a recommendation is addressed: a body of the platform, or somebody else
    by name, for whom the body that follows the resolution reports."""

    recommendation = ParentalKey(
        Recommendation, on_delete=models.CASCADE, related_name="assignments"
    )
    body = models.ForeignKey(
        Body, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    name = models.CharField(
        _("or by name"),
        max_length=300,
        blank=True,
        help_text=_("For those who are not on the platform, such as “non-profit organisations”."),
    )
    due_on = models.DateField(_("due on"), null=True, blank=True)
    # Kept by the services from the published reports and assessments.
    status = models.CharField(
        _("status"), max_length=10, choices=Status, default=Status.NEW, editable=False
    )
    is_assessed = models.BooleanField(_("assessed"), default=False, editable=False)
    changed_on = models.DateField(_("status since"), null=True, blank=True, editable=False)

    objects = AssignmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering: ClassVar = ["recommendation", "pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=(Q(body__isnull=False) & Q(name="")) | (Q(body=None) & ~Q(name="")),
                name="assignment_has_one_addressee",
            ),
            models.UniqueConstraint(
                fields=["recommendation", "body"],
                condition=Q(body__isnull=False),
                name="assignment_once",
            ),
            models.CheckConstraint(
                condition=Q(is_assessed=False) | ~Q(status=Status.NEW),
                name="assignment_assessed_has_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation.number}, {self.who}"

    @property
    def reporter_id(self) -> int:
        """The body (id) that reports."""
        return self.body_id or self.recommendation.resolution.body_id

    def clean(self) -> None:
        super().clean()
        if bool(self.body_id) == bool(self.name):
            message = _("Choose a body or enter a name: one of the two.")
            raise ValidationError({"body": message})

    @property
    def who(self) -> str:
        return str(self.body) if self.body else self.name
