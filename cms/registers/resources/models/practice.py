from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from cms.registers.kit.models import Entry
from core.accounts.models import Council


class Practice(Entry):
    """Practice of students in a council (the resolution, 2.2.7). No student is named."""

    keeper_path: ClassVar[str] = "council"

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="practices", verbose_name=_("council")
    )
    institution = models.CharField(_("educational institution"), max_length=300)
    field = models.CharField(_("field of study"), max_length=200, blank=True)
    starts_on = models.DateField(_("from"))
    ends_on = models.DateField(_("to"))
    tutor = models.CharField(
        _("tutor in the council: post"),
        max_length=200,
        help_text=_("The post, not the name: who holds it is told on the page of the council."),
    )
    places = models.PositiveSmallIntegerField(_("places"))
    students = models.PositiveSmallIntegerField(_("students who took part"), null=True, blank=True)
    tasks = models.TextField(_("what students do"), max_length=2000, blank=True)
    is_demo = models.BooleanField(_("demonstration data"), default=False, editable=False)

    class Meta:
        verbose_name = _("practice of students")
        verbose_name_plural = _("practice of students")
        ordering: ClassVar = ["-starts_on", "-pk"]
        constraints: ClassVar = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")), name="practice_days_in_order"
            ),
            models.CheckConstraint(condition=Q(places__gt=0), name="practice_has_places"),
            models.CheckConstraint(
                condition=Q(students=None) | Q(students__lte=F("places")),
                name="practice_students_have_places",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.institution}, {self.council}"
