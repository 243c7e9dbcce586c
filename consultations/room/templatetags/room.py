"""Filters for working rooms."""

from django import template
from django.utils.functional import Promise

from consultations.room.messages import SEATS
from consultations.room.selectors.seats import Seat

register = template.Library()

_KINDS = {"for": "success", "with_changes": "info", "against": "error", "no_objection": ""}


@register.filter
def stance_kind(stance: str) -> str:
    """The kind of tag for a stance; the words beside it say the same."""
    return _KINDS.get(str(stance), "")


@register.filter
def seat_words(seat: Seat) -> Promise:
    """What a seat is called."""
    return SEATS[seat.kind]
