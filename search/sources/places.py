"""Where something stands in a bill and when, in words and days."""

import datetime as dt

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from drafts.domain.citations import citation
from drafts.models import BillVersion, Provision


def place_in_bill(provision: Provision | None) -> str:
    """«пункт 2 статьи 5», or the bill as a whole."""
    return citation(provision.path) if provision else _("the bill as a whole")


def unit_title(provision: Provision) -> str:
    """«Статья 5. Полномочия», «Часть 1 статьи 5»."""
    return ". ".join(filter(None, [capfirst(citation(provision.path)), provision.heading]))


def path_of(provision: Provision | None) -> str:
    """The path of the unit that is spoken of; empty for the bill as a whole."""
    return provision.path if provision else ""


def version_name(version: BillVersion) -> str:
    """«Редакция 2, ко второму чтению»."""
    names = {"number": version.number, "stage": version.get_stage_display()}
    return _("Version %(number)s, %(stage)s") % names


def lines(*texts: str) -> str:
    """What is not empty, a line for each."""
    return "\n".join(filter(None, texts))


def local(moment: dt.datetime) -> dt.datetime:
    """The same moment in the time of the region, whose year is counted."""
    return timezone.localtime(moment)


def midnight(day: dt.date) -> dt.datetime:
    """The beginning of a day in the region."""
    return timezone.make_aware(dt.datetime.combine(day, dt.time.min))
