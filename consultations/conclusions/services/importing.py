"""Answers out of a file: kept for a look, then saved as drafts."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from django.db import transaction
from django.utils import timezone

from consultations.conclusions.domain.importing import (
    GOOD,
    Fault,
    JudgedRow,
    RowFault,
    Verdict,
    judge,
)
from consultations.conclusions.domain.sheets import SheetRow
from consultations.conclusions.errors import (
    AnswerRefused,
    ConclusionsError,
    ConclusionsProblem,
    StaleDraft,
)
from consultations.conclusions.models import AnswerDraft, AnswerImport, ImportedRow
from consultations.conclusions.portions import PORTION
from consultations.conclusions.selectors.imports import Judging, judging_of
from consultations.conclusions.services.drafting import GivenAnswer, draft_answers
from consultations.conclusions.services.groups import lock
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import User
from core.rules import selectors as rules

TERM: Final = "answers.file"
_JUDGED: Final = ("verdict", "faults", "flaws", "is_flagged", "before", "is_saved")


@dataclass(frozen=True, slots=True)
class ImportedFile:
    """What is noted of a file: its name, its kind and its fingerprint."""

    name: str
    kind: str
    sha256: str


@transaction.atomic
def keep_import(
    *,
    actor: User | None,
    consultation: Consultation,
    rows: Sequence[SheetRow],
    file: ImportedFile,
    now: dt.datetime,
) -> AnswerImport:
    """Keeps and judges what was read out of a file; no answer is written. Raises ConclusionsError
    (file_says_nothing, concluded, not_answerable_now)."""
    _check_phase(consultation, now)
    if not rows:
        raise ConclusionsError(ConclusionsProblem.FILE_SAYS_NOTHING)
    judging = judging_of(consultation, rows, on=timezone.localdate(now))
    report = AnswerImport.objects.create(
        consultation=consultation,
        name=file.name[:200],
        kind=file.kind,
        sha256=file.sha256,
        uploaded_at=now,
        uploaded_by=actor,
    )
    judged = judge(rows, judging.known)
    ImportedRow.objects.bulk_create(
        [_row(report, number, one, judging) for number, one in enumerate(judged, start=1)],
        batch_size=PORTION,
    )
    return report


@transaction.atomic
def apply_import(*, actor: User | None, report: AnswerImport, now: dt.datetime) -> AnswerImport:
    """Saves the good rows of a file as drafts, once. They are judged anew under the lock: what a
    colleague has changed in the meantime is never overwritten, its row becomes a faulty one.

    Raises ConclusionsError (applied_already, no_good_rows, concluded, not_answerable_now).
    """
    consultation = lock(report.consultation_id)
    current = AnswerImport.objects.select_for_update(of=("self",)).get(pk=report.pk)
    if current.applied_at is not None:
        raise ConclusionsError(ConclusionsProblem.APPLIED_ALREADY)
    _check_phase(consultation, now)
    rows = list(current.rows.filter(verdict__in=GOOD).order_by("number"))
    if not rows:
        raise ConclusionsError(ConclusionsProblem.NO_GOOD_ROWS)
    sheet = [sheet_row(row) for row in rows]
    judging = judging_of(consultation, sheet, on=timezone.localdate(now))
    found = judge(sheet, judging.known)
    outcomes = draft_answers(
        actor=actor, consultation_id=consultation.pk, answers=_given(found), now=now
    )
    for row, judged in zip(rows, found, strict=True):
        tried = _tried(judged, outcomes.get(judged.group or 0))
        _note(row, tried, judging, is_saved=tried.verdict in GOOD)
    ImportedRow.objects.bulk_update(rows, _JUDGED, batch_size=PORTION // len(_JUDGED))
    current.applied_at, current.applied_by = now, actor
    current.save(update_fields=["applied_at", "applied_by"])
    return current


def forget_imports(*, now: dt.datetime) -> int:
    """Deletes reports whose term is over; returns how many. Raises UnknownRuleError."""
    today = timezone.localdate(now)
    old = AnswerImport.objects.filter(uploaded_at__lt=now - rules.duration(TERM, today))
    keys = list(old.values_list("pk", flat=True))
    ImportedRow.objects.filter(report__in=keys).delete()
    AnswerImport.objects.filter(pk__in=keys).delete()
    return len(keys)


def sheet_row(row: ImportedRow) -> SheetRow:
    """A kept row as it was read; only such as could be read whole are judged again."""
    return SheetRow(label=row.label, key=row.key, **row.cells)


def _check_phase(consultation: Consultation, now: dt.datetime) -> None:
    phase = consultation.phase_at(now)
    if phase is Phase.CONCLUDED:
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    if phase not in (Phase.OPEN, Phase.ANSWERING):
        raise ConclusionsError(ConclusionsProblem.NOT_ANSWERABLE_NOW)


def _row(report: AnswerImport, number: int, judged: JudgedRow, judging: Judging) -> ImportedRow:
    row = judged.row
    made = ImportedRow(
        report=report,
        number=number,
        label=row.label[:80],
        key=row.key[:100],
        group_id=judged.group,
        cells=row.cells,
    )
    _note(made, judged, judging)
    return made


def _note(row: ImportedRow, judged: JudgedRow, judging: Judging, *, is_saved: bool = False) -> None:
    row.verdict = judged.verdict
    row.faults = [[fault.code, fault.detail[:300]] for fault in judged.faults]
    row.flaws = [str(flaw) for flaw in judged.flaws]
    row.is_flagged = bool(judged.flaws)
    row.before = judging.before.get(judged.group or 0, {})
    row.is_saved = is_saved


def _given(found: Sequence[JudgedRow]) -> dict[int, GivenAnswer]:
    """The answers of the rows that are good still, by group."""
    return {
        one.group: GivenAnswer(one.data, one.version)
        for one in found
        if one.verdict in GOOD and one.group is not None and one.data is not None
    }


def _tried(judged: JudgedRow, outcome: AnswerDraft | ConclusionsError | None) -> JudgedRow:
    """A row as it is judged after its answer was saved or refused."""
    match outcome:
        case AnswerRefused():
            return _refused(judged, [Fault(str(fault)) for fault in outcome.faults])
        case StaleDraft():
            return _refused(judged, [Fault(RowFault.STALE)])
        case ConclusionsError():
            return _refused(judged, [Fault(RowFault.NOT_SAVED, str(outcome.code))])
    return judged


def _refused(judged: JudgedRow, faults: Sequence[Fault]) -> JudgedRow:
    return JudgedRow(
        judged.row, Verdict.FAULT, judged.group, judged.version, judged.data, tuple(faults)
    )
