"""A document as it would be if it were signed now. Nothing is written."""

import datetime as dt
from typing import Final

from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe

from consultations.conclusions.domain.snapshot import DocumentFacts
from consultations.conclusions.exports.document import build_document
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import (
    ConclusionKind,
    ProposalSummary,
    SignedDocument,
    SummaryConclusion,
)
from consultations.conclusions.selectors import current_conclusion, current_summary
from consultations.conclusions.selectors.documents import newer_groups
from consultations.conclusions.services.conclusions import summary_facts
from consultations.conclusions.services.signing import freeze_document, replaced
from consultations.process.domain.lifecycle import days_late
from consultations.process.models import Consultation
from core.documents.html import render_fragment
from core.rules import selectors as rules
from core.rules.domain.calendar import CalendarError
from core.rules.errors import UnknownRuleError

KINDS: Final = ("summary", "full", "lapsed")
NUMBER: Final = "проект"


def preview(consultation: Consultation, kind: str, *, now: dt.datetime) -> SafeString:
    """The document of a kind as HTML; what waits for an answer stands there without one."""
    unsigned, facts = _unsigned(consultation, kind, timezone.localdate(now))
    is_summary = isinstance(unsigned, ProposalSummary)
    body = consultation.responder if is_summary else consultation.organiser
    due_on = "" if is_summary else _due_on(timezone.localdate(now))
    salts = freeze_document(
        unsigned, actor=None, body=body, document=facts, now=now, answer_due_on=due_on
    )
    document = build_document(resolve(unsigned, salts=salts))
    # The renderer escapes every text itself.
    return mark_safe(render_fragment(document))  # noqa: S308


def _unsigned(
    consultation: Consultation, kind: str, today: dt.date
) -> tuple[SignedDocument, DocumentFacts]:
    due_on = consultation.answer_due_on.isoformat()
    summary = current_summary(consultation)
    if kind == "summary":
        revision = summary.revision + 1 if summary else 1
        document = ProposalSummary(consultation=consultation, number=NUMBER, revision=revision)
        return document, DocumentFacts(kind=kind, due_on=due_on, replaces=replaced(summary))
    newest = current_conclusion(consultation)
    conclusion = SummaryConclusion(
        consultation=consultation,
        kind=ConclusionKind(kind),
        number=NUMBER,
        revision=newest.revision + 1 if newest else 1,
    )
    late = days_late(consultation.answer_due_on, today) if kind == "lapsed" else 0
    if summary is None or kind == "lapsed":
        return conclusion, DocumentFacts(kind=kind, due_on=due_on, days_late=late)
    return conclusion, DocumentFacts(
        kind=kind,
        summary=summary_facts(summary),
        due_on=due_on,
        newer=newer_groups(consultation, summary),
        replaces=replaced(newest),
    )


def _due_on(today: dt.date) -> str:
    try:
        return rules.due_on("addressee.answer", today).isoformat()
    except (UnknownRuleError, CalendarError):
        return today.isoformat()
