"""Tags that print parts of a text and comments, or what was printed of the same values before."""

from collections.abc import Hashable, Iterable
from dataclasses import fields
from operator import attrgetter
from typing import Any, Final

from django import template
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from consultations.comments.models import ModerationRecord, ProvisionComment
from consultations.reader.forms import CommentFilterForm
from consultations.reader.printing import Printed, fragment
from consultations.reader.selectors.bills import ReadingUnit, outline
from consultations.reader.selectors.comments import CommentRow

register = template.Library()

# The node is the text itself; all else may differ from one request to the next.
_changing: Final = attrgetter(*(item.name for item in fields(ReadingUnit) if item.name != "node"))


@register.simple_tag
def reading_units(
    text: Printed, units: Iterable[ReadingUnit], comments_url: str = "", speak_url: str = ""
) -> SafeString:
    """consultations/reader/_provision.html for each unit."""
    parts = (_unit(text, unit, comments_url, speak_url) for unit in units)
    return mark_safe("".join(parts))  # noqa: S308 – rendered templates


def _unit(text: Printed, unit: ReadingUnit, comments_url: str, speak_url: str) -> SafeString:
    return text.part(
        ("unit", unit.node.id),
        (comments_url, speak_url, *_changing(unit)),
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


@register.simple_tag
def comment_row(row: CommentRow, heading: int = 3) -> SafeString:
    """consultations/comments/_comment.html for one row of a list."""
    context = {item.name: getattr(row, item.name) for item in fields(CommentRow)}

    def make() -> str:
        template = "consultations/comments/_comment.html"
        return render_to_string(template, {**context, "heading": heading})

    if row.answer is not None:  # an answer reads more than a key could tell
        return mark_safe(make())  # noqa: S308 – a rendered template
    return fragment((heading, *(_value(value) for value in context.values())), make)


def _value(value: Any) -> Hashable:
    """A parameter of a comment's template by value: everything of it that can be printed."""
    if isinstance(value, ProvisionComment):
        return _comment(value)
    if isinstance(value, ModerationRecord):
        return (value.ground_title, value.decided_at)
    if isinstance(value, (list, tuple)):
        return tuple(map(_value, value))
    return value


def _comment(comment: ProvisionComment) -> Hashable:
    contact, consultation, provision = comment.contact, comment.consultation, comment.provision
    return (
        *(getattr(comment, name) for name in _COLUMNS),
        (contact.name_display, contact.full_name, contact.organisation),
        comment.participant.number,
        (consultation.year, consultation.slug, consultation.version_id),
        provision and (provision.path, provision.eid),
        tuple((file.pk, file.name, file.kind, file.size) for file in comment.shown_files),
    )


_META: Final = ProvisionComment._meta  # noqa: SLF001 – Django documents it as public
_COLUMNS: Final = tuple(field.attname for field in _META.concrete_fields)


@register.simple_tag
def comment_filter(form: CommentFilterForm) -> SafeString:
    """components/filter_form.html of a list of comments; it follows from the address alone."""
    typed = tuple(form.data.get(name, "") for name in form.fields)
    return fragment(
        ("filter", typed),
        lambda: render_to_string("components/filter_form.html", {"form": form, "reset_url": "?"}),
    )
