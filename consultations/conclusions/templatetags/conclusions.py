"""Tags for answers."""

from django import template

from consultations.conclusions.domain.wording import comparable

register = template.Library()


@register.simple_tag
def comparison_base(original: str, wording: str) -> str:
    """The original words if a comparison with `wording` helps the reader, otherwise nothing."""
    return original if comparable(original, wording) else ""
