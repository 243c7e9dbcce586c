"""What a template of a body may say about a signed document, and the document set into it."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports.chapters import Chapter
from consultations.conclusions.exports.document import build_document, chapters
from consultations.conclusions.models import TemplateKind
from consultations.conclusions.selectors.templates import kept_template
from core.documents.domain.blocks import Block, Document
from core.documents.templating.marks import Mark, MarkKind, Vocabulary
from core.documents.templating.rendering import render_template
from core.documents.templating.stock import stock_template

logger = logging.getLogger(__name__)

_BODY: Final = "body"
_SIGNATURES: Final = f"chapters.{Chapter.SIGNATURES}"
_COUNTED: Final = ("received", "published", "hidden", "withdrawn", "participants")


def vocabulary(kind: str) -> Vocabulary:
    """The marks of a template of a kind (TemplateKind), their meanings in the current language."""
    blocks = [_BODY]
    if kind == TemplateKind.CONCLUSION:
        blocks += [f"chapters.{chapter}" for chapter in Chapter]
    marks = (
        *_requisites(),
        Mark("councils", _("councils that were asked"), MarkKind.LIST, ("name", "number")),
        *(Mark(name, _chapter(name), MarkKind.BLOCKS) for name in blocks),
    )
    return Vocabulary(
        marks,
        content=frozenset(blocks) - {_SIGNATURES},
        signing=frozenset({_BODY, _SIGNATURES, "signer.name"}),
    )


def _requisites() -> tuple[Mark, ...]:
    return (
        Mark("organisation", _("body that signs")),
        Mark("kind", _("what the document is")),
        Mark("title", _("on what, in full")),
        Mark("date", _("day of the signature in words")),
        Mark("place", _("place, empty if there is none")),
        Mark("number", _("number of the document")),
        Mark("revision", _("number of the revision")),
        Mark("status", _("what it is signed in the place of, empty in a first revision")),
        Mark("signer.name", _("initials and surname of who signs")),
        Mark("signer.post", _("post of who signs")),
        Mark("bill.title", _("title of the bill")),
        Mark("bill.number", _("number of the bill, empty if there is none")),
        Mark("bill.sponsor", _("who has introduced the bill")),
        Mark("organiser", _("organiser of the event")),
        Mark("responder", _("responsible committee")),
        Mark("addressee", _("addressee of the conclusion")),
        Mark("address", _("address of the event on the site")),
        Mark("sha256", _("checksum of the frozen data")),
        Mark("tally.total", _("proposals and remarks considered")),
        Mark("tally.accepted", _("of them accepted")),
        Mark("tally.partly", _("of them accepted in part")),
        Mark("tally.rejected", _("of them rejected")),
        Mark("tally.waiting", _("of them without an answer")),
        *(Mark(f"numbers.{name}", _number(name)) for name in _COUNTED),
    )


def _number(name: str) -> str:
    return {
        "received": _("proposals received"),
        "published": _("proposals published"),
        "hidden": _("proposals hidden by moderators"),
        "withdrawn": _("proposals withdrawn by their authors"),
        "participants": _("participants"),
    }[name]


def _chapter(name: str) -> str:
    if name == _BODY:
        return _("the whole document, with the place to sign")
    return _("chapter of the document")


def values(report: Report) -> dict[str, Any]:
    """What the marks of `vocabulary` stand for in a document."""
    document = build_document(report)
    head, total = document.requisites, report.tally.total
    counted = {name: str(_count(report.numbers, name)) for name in _COUNTED}
    return {
        "organisation": "\n".join(head.organisation),
        "kind": head.kind,
        "title": document.title,
        "date": head.date,
        "place": head.place,
        "number": head.number,
        "revision": str(report.signature.revision),
        "status": head.status,
        "signer.name": report.signer.name,
        "signer.post": report.signer.post,
        "bill.title": report.bill.title,
        "bill.number": report.bill.number,
        "bill.sponsor": report.bill.sponsor,
        "organiser": report.organiser.name,
        "responder": report.responder.name,
        "addressee": report.addressee.name,
        "address": report.address,
        "sha256": report.sha256,
        "tally.total": str(total.total),
        "tally.accepted": str(total.accepted),
        "tally.partly": str(total.partly),
        "tally.rejected": str(total.rejected),
        "tally.waiting": str(total.waiting),
        **{f"numbers.{name}": number for name, number in counted.items()},
        "councils": [
            {
                "name": one.facts.council.name,
                "number": one.facts.opinion.number if one.facts.opinion else "",
            }
            for one in report.councils
        ],
    }


def render_signed_docx(report: Report) -> bytes:
    """A signed document in the template that was frozen with it. A template that fails, or is lost,
    never makes the document unavailable: the stock one is used, and the log says so."""
    document = build_document(report)
    said, placed = values(report), _blocks(report, document)
    own = report.document.template
    if own:
        try:
            found = kept_template(own)
            if found is not None:
                return render_template(found.content(), document, said, placed)
            logger.error("Template %s is not kept; the stock one is used.", own)
        except Exception:
            logger.exception("Template %s has failed; the stock one is used.", own)
    return render_template(stock_template(document.language), document, said, placed)


def _blocks(report: Report, document: Document) -> Mapping[str, tuple[Block, ...]]:
    made: dict[str, tuple[Block, ...]] = {_BODY: document.blocks}
    if not report.is_summary:
        filled = chapters(report)
        made |= {f"chapters.{name}": filled.get(name, ()) for name in Chapter}
    return made


def _count(numbers: Mapping[str, Any], name: str) -> int:
    return int(numbers[name])
