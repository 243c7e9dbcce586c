from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class CalendarYear(models.Model):
    """A year whose working days are known. Other years are refused, never guessed."""

    year = models.PositiveSmallIntegerField(_("year"), primary_key=True)
    source = models.TextField(_("source"))

    class Meta:
        verbose_name = _("year of the working-day calendar")
        verbose_name_plural = _("years of the working-day calendar")
        ordering = ["year"]
        constraints = [
            models.CheckConstraint(
                condition=Q(year__gte=1900, year__lte=9999), name="rules_calendar_year_is_a_year"
            )
        ]

    def __str__(self) -> str:
        return str(self.year)


class DayKind(models.TextChoices):
    HOLIDAY = "holiday", _("public holiday")
    DAY_OFF = "day_off", _("day off")
    WORKING = "working", _("working day")


class CalendarDay(models.Model):
    """A day that differs from its place in the week: a holiday, a moved day off, a Saturday that
    works. Belongs to a loaded year."""

    year = models.ForeignKey(CalendarYear, models.CASCADE, related_name="days")
    date = models.DateField(_("date"), unique=True)
    kind = models.CharField(_("kind"), max_length=8, choices=DayKind)
    source = models.TextField(_("source"), blank=True)

    class Meta:
        verbose_name = _("day of the working-day calendar")
        verbose_name_plural = _("days of the working-day calendar")
        ordering = ["date"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=DayKind.values), name="rules_calendar_day_kind_known"
            )
        ]

    def __str__(self) -> str:
        return f"{self.date}: {self.get_kind_display()}"
