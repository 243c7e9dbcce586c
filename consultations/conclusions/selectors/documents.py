"""Signed documents and what is made from them."""

from collections.abc import Mapping
from typing import Any, Final

from consultations.conclusions.exports.document import build_document
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import (
    ArgumentItem,
    ProposalSummary,
    SignedDocument,
    SummaryConclusion,
)
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


def current_summary(consultation: Consultation) -> ProposalSummary | None:
    """The newest summary that the committee has signed; None before that. One query."""
    found = ProposalSummary.objects.filter(consultation=consultation).order_by("-revision")
    summary = found.first()
    if summary is not None:
        summary.consultation = consultation
    return summary


def uncovered(consultation: Consultation, signed: SignedDocument) -> bool:
    """Whether a published proposal, or a remark or recommendation that counts, has an answer now
    that does not stand beside it in a signed document. One query."""
    items = ArgumentItem.objects.shown().filter(group__consultation=consultation)
    now = items.filter(group__answers__is_current=True).values_list(
        "comment", "remark", "recommendation", "group__answers"
    )
    return not set(now) <= _covered(signed.snapshot)


# Comment, remark or recommendation (one of them), and the answer.
Covered = tuple[int | None, int | None, int | None, int]


def _covered(snapshot: Mapping[str, Any]) -> set[Covered]:
    found: set[Covered] = set()
    for group in snapshot["groups"]:
        if group["answer"] is None:
            continue
        answer = group["answer"]["id"]
        found.update((entry["id"], None, None, answer) for entry in group["comments"])
        found.update((None, remark, None, answer) for remark in group["remarks"])
        heard = group.get("recommendations", [])
        found.update((None, None, entry["id"], answer) for entry in heard)
    return found


def conclusion_document(signed: SignedDocument) -> Document:
    """A signed document, its texts as they may be shown today."""
    return build_document(resolve(signed))


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
