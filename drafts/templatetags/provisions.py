"""Filters for words of the law."""

from django import template

from drafts.domain.citations import citation as full_citation
from drafts.messages import KIND_NAMES

register = template.Library()


@register.filter
def citation(path: str) -> str:
    """Unit path → «пункт 2 части 1 статьи 5»."""
    return full_citation(path)


@register.filter
def kind_name(kind: str) -> str:
    """What a kind of unit is called: «пункт»."""
    return str(KIND_NAMES[kind])


@register.filter
def short_citation(path: str) -> str:
    """Unit path → «п. 2 ч. 1 ст. 5»."""
    return full_citation(path, short=True)
