"""Tokens in the links of letters to authors, and the address of the organiser's questions."""

from typing import Final

from django.core import signing
from django.urls import reverse

from consultations.process.models import Consultation

_objections: Final = signing.Signer(salt="consultations.comments.objection")


def objection_token(record_id: int) -> str:
    """Lets the author of a hidden text object to that decision; only the letter may carry it."""
    return _objections.sign(str(record_id))


def record_of_objection(token: str) -> int:
    """The reverse of `objection_token`. Raises ValueError."""
    try:
        return int(_objections.unsign(token))
    except signing.BadSignature as error:
        raise ValueError(token) from error


def questions_url(consultation: Consultation) -> str:
    """Where the organiser's questions are read and answered, and later their results."""
    return reverse("comments:questions", args=[consultation.year, consultation.slug])
