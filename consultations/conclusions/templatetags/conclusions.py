"""Tags for answers."""

from django import template

from consultations.conclusions.domain import wording as words

register = template.Library()


@register.simple_tag
def comparison_base(original: str, wording: str) -> str:
    """What to compare `wording` with; empty if a comparison would not help the reader."""
    return words.comparison_base(original, wording)
