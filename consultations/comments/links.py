"""Tokens in the links of letters to authors, and the address of the organiser's questions."""

from typing import Final

from django.core import signing
from django.urls import reverse

from consultations.comments.errors import QuestionError, QuestionProblem
from consultations.process.models import Consultation

_objections: Final = signing.Signer(salt="consultations.comments.objection")
_answers: Final = signing.Signer(salt="consultations.comments.answers")


def objection_token(record_id: int) -> str:
    """Lets the author of a hidden text object to that decision; only the letter may carry it."""
    return _objections.sign(str(record_id))


def record_of_objection(token: str) -> int:
    """The reverse of `objection_token`. Raises ValueError."""
    try:
        return int(_objections.unsign(token))
    except signing.BadSignature as error:
        raise ValueError(token) from error


def answers_url(consultation_id: int, person: str) -> str:
    """Where a person (by the hash of the e-mail) takes answers to the questions back; only a letter
    to that person may carry it."""
    return reverse("comments:answers_of_link", args=[_answers.sign(f"{consultation_id}:{person}")])


def answers_of_token(token: str) -> tuple[int, str]:
    """(consultation, person) of such a link. Raises QuestionError (link_forged)."""
    try:
        pk, _mark, person = _answers.unsign(token).partition(":")
        return int(pk), person
    except (signing.BadSignature, ValueError) as error:
        raise QuestionError(QuestionProblem.LINK_FORGED) from error


def questions_url(consultation: Consultation) -> str:
    """Where the organiser's questions are read and answered, and later their results."""
    return reverse("comments:questions", args=[consultation.year, consultation.slug])
