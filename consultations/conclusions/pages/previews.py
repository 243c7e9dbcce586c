"""A document as it would be if it were signed now. Nothing is written."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from consultations.conclusions.domain.snapshot import DocumentFacts
from consultations.conclusions.exports.document import build_document
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import (
    ArgumentGroup,
    ConclusionKind,
    ProposalSummary,
    SignedDocument,
    SummaryConclusion,
)
from consultations.conclusions.selectors.documents import newer_groups
from consultations.conclusions.services.conclusions import summary_facts
from consultations.conclusions.services.signing import freeze_document, replaced
from consultations.process.domain.lifecycle import days_late
from consultations.process.models import Consultation
from core.documents.html import render_fragment
from core.rules import selectors as rules
from core.rules.domain.calendar import CalendarError
from core.rules.errors import UnknownRuleError

D = TypeVar("D", bound=SignedDocument)

KINDS: Final = ("summary", "full", "lapsed")
NUMBER: Final = "проект"
# So many are enough to see what is going to be signed.
ROWS: Final = 100


@dataclass(frozen=True, slots=True)
class Preview:
    """The document as HTML with its first rows, and how many rows it has in all."""

    html: SafeString
    shown: int
    rows: int

    @property
    def is_cut(self) -> bool:
        return self.shown < self.rows


def preview(consultation: Consultation, kind: str, *, now: dt.datetime) -> Preview:
    """The document of a kind; what waits for an answer stands there without one. Of a large one
    only the first rows are read; its numbers are those of the whole."""
    unsigned, facts = _unsigned(consultation, kind, timezone.localdate(now))
    rows = ArgumentGroup.objects.filter(consultation=consultation).answerable().count()
    is_summary = isinstance(unsigned, ProposalSummary)
    body = consultation.responder if is_summary else consultation.organiser
    due_on = "" if is_summary else _due_on(timezone.localdate(now))
    salts = freeze_document(
        unsigned, actor=None, body=body, document=facts, now=now, answer_due_on=due_on,
        first=ROWS if rows > ROWS else None,
    )  # fmt: skip
    shown, unsigned.rows = unsigned.rows, max(rows, unsigned.rows)
    document = build_document(resolve(unsigned, salts=salts))
    # The renderer escapes every text itself.
    html = mark_safe(render_fragment(document))  # noqa: S308
    return Preview(html, shown, unsigned.rows)


def _unsigned(
    consultation: Consultation, kind: str, today: dt.date
) -> tuple[SignedDocument, DocumentFacts]:
    due_on = consultation.answer_due_on.isoformat()
    summary = _newest(ProposalSummary, consultation)
    if kind == "summary":
        revision = summary.revision + 1 if summary else 1
        document = ProposalSummary(consultation=consultation, number=NUMBER, revision=revision)
        return document, DocumentFacts(kind=kind, due_on=due_on, replaces=replaced(summary))
    newest = _newest(SummaryConclusion, consultation)
    conclusion = SummaryConclusion(
        consultation=consultation,
        kind=ConclusionKind(kind),
        number=NUMBER,
        revision=newest.revision + 1 if newest else 1,
    )
    late = days_late(consultation.answer_due_on, today) if kind == "lapsed" else 0
    earlier = replaced(newest)
    if summary is None or kind == "lapsed":
        facts = DocumentFacts(kind=kind, due_on=due_on, days_late=late, replaces=earlier)
        return conclusion, facts
    # A summary that covers everything is not compared with it once more.
    is_covered = consultation.summary_signed_at is not None
    return conclusion, DocumentFacts(
        kind=kind,
        summary=summary_facts(summary),
        due_on=due_on,
        newer=() if is_covered else newer_groups(consultation, summary),
        replaces=earlier,
    )


def _newest(model: type[D], consultation: Consultation) -> D | None:
    """Without its snapshot."""
    found: Any = model
    rows = found.objects.filter(consultation=consultation).defer("snapshot")
    newest: D | None = rows.order_by("-revision").first()
    return newest


def _due_on(today: dt.date) -> str:
    try:
        return rules.due_on("addressee.answer", today).isoformat()
    except (UnknownRuleError, CalendarError):
        return today.isoformat()
