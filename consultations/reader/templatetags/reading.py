"""Tags of the page of a text: they print its parts, or what was printed before."""

from dataclasses import fields
from typing import Final

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from consultations.reader.printing import Printed
from consultations.reader.selectors.bills import ReadingUnit, outline

register = template.Library()

# The node is the text itself; all else may differ from one request to the next.
_CHANGING: Final = tuple(item.name for item in fields(ReadingUnit) if item.name != "node")


@register.simple_tag
def reading_unit(
    text: Printed, unit: ReadingUnit, comments_url: str = "", speak_url: str = ""
) -> SafeString:
    """consultations/reader/_provision.html for one unit."""
    return text.part(
        ("unit", unit.node.id),
        (comments_url, speak_url, *(getattr(unit, name) for name in _CHANGING)),
        lambda: render_to_string(
            "consultations/reader/_provision.html",
            {"unit": unit, "comments_url": comments_url, "speak_url": speak_url},
        ),
    )


@register.simple_tag
def reading_outline(text: Printed, units: list[ReadingUnit]) -> SafeString:
    """components/outline_panel.html for a whole text."""
    return text.part(
        ("outline",),
        [unit.below for unit in units],
        lambda: render_to_string("components/outline_panel.html", {"nodes": outline(units)}),
    )
