"""What a template of a body may say about a signed document, and the document set into it."""

import logging
from collections.abc import Mapping
from typing import Any, Final

from django.utils.translation import gettext as _

from consultations.conclusions.domain.report import Report
from consultations.conclusions.exports.chapters import Chapter
from consultations.conclusions.exports.document import build_document, chapters
from consultations.conclusions.exports.marks import COUNCILS, COUNTED, chapter_words, requisites
from consultations.conclusions.models import TemplateKind
from consultations.conclusions.selectors.templates import kept_template
from core.documents.domain.blocks import Block, Document
from core.documents.templating.marks import Mark, MarkKind, Vocabulary
from core.documents.templating.rendering import render_template
from core.documents.templating.stock import stock_template

logger = logging.getLogger(__name__)

_BODY: Final = "body"
_SIGNATURES: Final = f"chapters.{Chapter.SIGNATURES}"


def vocabulary(kind: str) -> Vocabulary:
    """The marks of a template of a kind (TemplateKind), their meanings in the current language."""
    blocks = {_BODY: _("the whole document, with the place to sign")}
    if kind == TemplateKind.CONCLUSION:
        blocks |= {f"chapters.{chapter}": words for chapter, words in chapter_words().items()}
    councils = Mark(
        "councils",
        _("councils that were asked, with the numbers of their opinions"),
        MarkKind.LIST,
        ("name", "number"),
        items=COUNCILS,
    )
    return Vocabulary(
        (
            *requisites(kind),
            councils,
            *(Mark(name, words, MarkKind.BLOCKS) for name, words in blocks.items()),
        ),
        content=frozenset(blocks) - {_SIGNATURES},
        signing=frozenset({_BODY, _SIGNATURES, "signer.name"}),
    )


def values(report: Report) -> dict[str, Any]:
    """What the marks of `vocabulary` stand for in a document."""
    document = build_document(report)
    head, total = document.requisites, report.tally.total
    counted = {name: str(_count(report.numbers, name)) for name in COUNTED}
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
