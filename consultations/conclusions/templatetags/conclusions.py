"""Tags for answers."""

from django import template

from consultations.conclusions.domain import wording as words
from consultations.conclusions.domain.substance import Substance
from consultations.conclusions.presenters import substance

register = template.Library()


@register.filter
def substance_words(found: Substance) -> str:
    """«to the point – 46 of 50 answers (92 %)»; empty without answers."""
    return substance.substance_words(found)


@register.simple_tag
def comparison_base(original: str, wording: str) -> str:
    """What to compare `wording` with; empty if a comparison would not help the reader."""
    return words.comparison_base(original, wording)
