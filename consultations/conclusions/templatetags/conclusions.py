"""Tags for answers."""

from typing import Any, Final

from django import template

from consultations.conclusions.domain import wording as words
from consultations.conclusions.domain.substance import Substance
from consultations.conclusions.models import SignedDocument, SponsorStance
from consultations.conclusions.pages.remaking import may_remake
from consultations.conclusions.presenters import substance
from consultations.conclusions.selectors import files_part

register = template.Library()


@register.filter
def substance_words(found: Substance) -> str:
    """«to the point – 46 of 50 answers (92 %)»; empty without answers."""
    return substance.substance_words(found)


@register.simple_tag
def comparison_base(original: str, wording: str) -> str:
    """What to compare `wording` with; empty if a comparison would not help the reader."""
    return words.comparison_base(original, wording)


_STANCE_KINDS: Final = {"supports": "success", "partly": "accent", "objects": "error"}


@register.filter
def sponsor_stance(code: str) -> str:
    """«supports» in words."""
    return str(SponsorStance(code).label)


@register.filter
def sponsor_kind(code: str) -> str:
    """The kind of tag.html for a position of the sponsor."""
    return _STANCE_KINDS.get(code, "")


@register.inclusion_tag("consultations/conclusions/_files_state.html")
def files_of(document: SignedDocument, user: Any) -> dict[str, Any]:
    """The files of a signed document and how far they are made, as `user` sees them."""
    part = files_part(document)
    return {**part, "may_remake": may_remake(user, part)}
