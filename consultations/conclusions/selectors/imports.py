"""What the rows of a file of answers are judged by, and how the report of them is read."""

import datetime as dt
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from typing import Any, Final

from django.db.models import Count, Exists, OuterRef, Prefetch, Q

from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.importing import (
    GOOD,
    GroupState,
    Known,
    ReasonWords,
    Verdict,
)
from consultations.conclusions.domain.rowkeys import parse_key
from consultations.conclusions.domain.sheets import SheetRow
from consultations.conclusions.domain.substance import text_key
from consultations.conclusions.models import (
    Answer,
    AnswerDraft,
    AnswerImport,
    AnswerWords,
    ArgumentGroup,
    ArgumentItem,
    ImportedRow,
)
from consultations.conclusions.selectors.sheets import current_words, secrets
from consultations.process.models import Consultation
from core.rules import selectors as rules
from core.web.paging import Page, keyset_page
from drafts.selectors import own_text

_PORTION: Final = 500


@dataclass(frozen=True, slots=True)
class Judging:
    """What rows are judged by, and what stands in each group now (`before` of ImportedRow)."""

    known: Known
    before: Mapping[int, dict[str, Any]]


def judging_of(consultation: Consultation, rows: Collection[SheetRow], *, on: dt.date) -> Judging:
    """Two queries of the rules, and four for each 500 groups or texts."""
    keys = {key.group for row in rows if (key := parse_key(row.key)) is not None}
    states: dict[int, GroupState] = {}
    before: dict[int, dict[str, Any]] = {}
    for group in _groups(keys):
        words = current_words(group)
        states[group.pk] = _state(group, words)
        if words is not None:
            before[group.pk] = _before(words)
    reasons = [
        ReasonWords(code.code, code.disposition, code.requires_text, (code.title, code.title_en))
        for code in rules.reason_codes(on)
    ]
    known = Known(
        consultation=consultation.pk,
        secrets=secrets(),
        groups=states,
        reasons=reasons,
        phrases=rules.stock_phrases(on),
        texts=_texts(consultation, {text_key(row.text) for row in rows if row.text}),
    )
    return Judging(known, before)


def _portions(keys: Iterable[Any]) -> Iterator[list[Any]]:
    ordered = iter(sorted(keys))
    while portion := list(islice(ordered, _PORTION)):
        yield portion


def _groups(keys: Collection[int]) -> Iterator[ArgumentGroup]:
    worded = ArgumentItem.objects.shown().proposing_words().filter(group=OuterRef("pk"))
    current = Prefetch("answers", Answer.objects.current(), to_attr="current_answers")
    for portion in _portions(keys):
        found = ArgumentGroup.objects.filter(pk__in=portion).annotate(has_wording=Exists(worded))
        yield from found.select_related("provision", "draft").prefetch_related(current)


def _state(group: Any, words: AnswerWords | None) -> GroupState:
    current = None
    if words is not None:
        current = AnswerData(
            words.disposition, words.reason_code, words.text, words.norm, words.expected_text
        )
    return GroupState(
        id=group.pk,
        consultation=group.consultation_id,
        version=group.answer_version,
        is_shown=group.size > 0,
        merged_into=group.merged_into_id,
        original=own_text(group.provision) if group.provision else "",
        has_wording=group.has_wording,
        current=current,
        reason_title=words.reason_title if words is not None else "",
    )


def _before(words: AnswerWords) -> dict[str, Any]:
    is_draft = isinstance(words, AnswerDraft)
    by, at = (
        (words.saved_by_id, words.saved_at)
        if is_draft
        else (words.answered_by_id, words.published_at)
    )
    return {
        "disposition": words.disposition,
        "reason": words.reason_title,
        "text": words.text,
        "norm": words.norm,
        "expected": words.expected_text,
        "is_draft": is_draft,
        "by": by,
        "at": at.isoformat(),
    }


def _texts(consultation: Consultation, keys: Collection[str]) -> dict[str, set[int]]:
    """Groups of a consultation by the key of the reasoning in their drafts and answers."""
    found: dict[str, set[int]] = {}
    answers = Answer.objects.current().filter(group__consultation=consultation)
    drafts = AnswerDraft.objects.in_consultation(consultation.pk)
    for portion in _portions(key for key in keys if key):
        for words in (answers, drafts):
            said = words.filter(text_key__in=portion).values_list("text_key", "group")
            for key, group in said:
                found.setdefault(key, set()).add(group)
    return found


@dataclass(frozen=True, slots=True)
class ReportCounts:
    """How many rows a file has of each kind; `flagged` are among the good ones."""

    total: int
    good: int
    new: int
    changed: int
    flagged: int
    faults: int
    same: int
    untouched: int
    empty: int
    saved: int


def report_counts(report: AnswerImport) -> ReportCounts:
    """One query."""
    of = {verdict: Count("pk", filter=Q(verdict=verdict)) for verdict in Verdict}
    found = report.rows.aggregate(
        total=Count("pk"),
        good=Count("pk", filter=Q(verdict__in=GOOD)),
        flagged=Count("pk", filter=Q(verdict__in=GOOD, is_flagged=True)),
        faults=of[Verdict.FAULT],
        new=of[Verdict.NEW],
        changed=of[Verdict.CHANGED],
        same=of[Verdict.SAME],
        untouched=of[Verdict.UNTOUCHED],
        empty=of[Verdict.EMPTY],
        saved=Count("pk", filter=Q(is_saved=True)),
    )
    return ReportCounts(**found)


def rows_of(report: AnswerImport, only: str = "") -> Any:
    """Rows of a report with their groups: faults, warnings, good, other, or all (empty)."""
    rows = report.rows.select_related("group__provision").order_by("number")
    match only:
        case "faults":
            return rows.filter(verdict=Verdict.FAULT)
        case "warnings":
            return rows.filter(verdict__in=GOOD, is_flagged=True)
        case "good":
            return rows.filter(verdict__in=GOOD)
        case "other":
            return rows.exclude(verdict__in=(*GOOD, Verdict.FAULT))
    return rows


def report_page(
    report: AnswerImport, *, only: str, cursor: str | None, per_page: int
) -> Page[ImportedRow]:
    """One query."""
    return keyset_page(rows_of(report, only), order=("number",), cursor=cursor, per_page=per_page)


def latest_imports(consultation: Consultation, *, limit: int = 10) -> list[AnswerImport]:
    """One query."""
    found = AnswerImport.objects.filter(consultation=consultation)
    return list(found.select_related("uploaded_by").order_by("-pk")[:limit])
