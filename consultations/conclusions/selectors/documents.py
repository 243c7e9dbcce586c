"""Signed conclusions and the documents made from them."""

from typing import Final

from consultations.conclusions.exports.document import build_document
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import SummaryConclusion
from consultations.process.models import Consultation
from core.documents.domain.blocks import Document

_LONGEST_ID: Final = 18


def current_conclusion(consultation: Consultation) -> SummaryConclusion | None:
    """The newest signed conclusion; None before it is signed. One query."""
    found = SummaryConclusion.objects.filter(consultation=consultation).order_by("-revision")
    conclusion = found.first()
    if conclusion is not None:
        conclusion.consultation = consultation
    return conclusion


def conclusion_document(conclusion: SummaryConclusion) -> Document:
    """The document of a signed conclusion, its texts as they may be shown today."""
    return build_document(resolve(conclusion))


def find_consultation(name: str) -> Consultation | None:
    """By «year/slug», by a slug that is unique, or by id; None if there is none, or several.

    A name of digits is an id first and a slug only if no consultation has that id.
    """
    found = Consultation.objects.with_parties()
    year, slash, slug = name.partition("/")
    if slash:
        return found.filter(year=int(year), slug=slug).first() if _is_number(year) else None
    if _is_number(name):
        by_id = found.filter(pk=int(name)).first()
        if by_id is not None:
            return by_id
    matching = list(found.filter(slug=name)[:2])
    return matching[0] if len(matching) == 1 else None


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= _LONGEST_ID
