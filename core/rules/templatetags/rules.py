"""How a computed day is shown."""

from typing import Any

from django import template
from django.utils.translation import ngettext

from core.rules.domain.calendar import ComputedDate, TermUnit

register = template.Library()


@register.simple_tag
def term_words(amount: int, unit: str) -> str:
    """«30 calendar days», «3 working days», «1 month», in the current language."""
    words = {
        TermUnit.CALENDAR: ngettext("%(n)d calendar day", "%(n)d calendar days", amount),
        TermUnit.WORKING: ngettext("%(n)d working day", "%(n)d working days", amount),
        TermUnit.MONTH: ngettext("%(n)d month", "%(n)d months", amount),
        TermUnit.HOUR: ngettext("%(n)d hour", "%(n)d hours", amount),
    }
    return words[TermUnit(unit)] % {"n": amount}


@register.inclusion_tag("components/computed_date.html")
def computed_date(value: ComputedDate | None, title: Any = "") -> dict[str, Any]:
    """How a last day was counted, behind a summary; nothing for None. `title` replaces the words of
    the summary, where several stand on one page."""
    return {"computed": value, "title": title}
