"""Signed documents and what is made from them."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from django.utils import timezone

from consultations.conclusions.exports.document import build_document
from consultations.conclusions.exports.page import is_large
from consultations.conclusions.exports.resolving import resolve
from consultations.conclusions.models import (
    PAGE,
    ArgumentItem,
    FileJob,
    Format,
    JobState,
    ProposalSummary,
    SignedDocument,
    SummaryConclusion,
)
from consultations.conclusions.models.signed import WITH_PARTIES, DocumentFile
from consultations.process.domain.lifecycle import days_late
from consultations.process.models import Consultation, ConsultationStatus
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


@dataclass(frozen=True, slots=True)
class Basis:
    """The committee's summary on which the conclusion may be built. `newer`: ids of the groups with
    something that it does not say, in the order of the text."""

    summary: ProposalSummary
    newer: tuple[int, ...] = ()


def basis_of(consultation: Consultation, now: dt.datetime) -> Basis | None:
    """On what the organiser may build its conclusion now; None if the committee must sign first.
    The pages and the service ask here. Two queries at most.

    It is the newest summary while it covers everything. Within its term the committee signs another
    one when something has changed. After the term the earlier one is enough as long as nothing is
    open: the conclusion names the rows that are newer, and nobody waits for a signature for ever.
    """
    is_concluded = consultation.status == ConsultationStatus.CONCLUDED
    is_late = bool(days_late(consultation.answer_due_on, timezone.localdate(now)))
    is_earlier_enough = is_late and not is_concluded
    is_outdated = consultation.summary_signed_at is None
    if consultation.open_items or (is_outdated and not is_earlier_enough):
        return None
    summary = current_summary(consultation)
    if summary is None:
        return None
    newer = newer_groups(consultation, summary)
    return Basis(summary, newer) if is_earlier_enough or not newer else None


def committee_days_late(consultation: Consultation, today: dt.date, *, has_summary: bool) -> int:
    """By how many days the committee of an event that is not concluded is late: something waits
    for its answer, or it has never signed. An outdated signature is not a missing one. No query."""
    if has_summary and not consultation.open_items:
        return 0
    return days_late(consultation.answer_due_on, today)


def uncovered(consultation: Consultation, signed: SignedDocument) -> bool:
    """Whether a published proposal, or a remark or recommendation that counts, has an answer now
    that does not stand beside it in a signed document. One query."""
    return bool(newer_groups(consultation, signed))


def newer_groups(consultation: Consultation, signed: SignedDocument) -> tuple[int, ...]:
    """The groups in which something is `uncovered`, in the order of the text. One query."""
    items = ArgumentItem.objects.shown().filter(group__consultation=consultation)
    now = items.filter(group__answers__is_current=True).order_by("group__position", "group")
    covered = _covered(signed.snapshot)
    rows = now.values_list("group", "comment", "remark", "recommendation", "group__answers")
    return tuple(dict.fromkeys(group for group, *row in rows if tuple(row) not in covered))


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


@dataclass(frozen=True, slots=True)
class FileState:
    """One format of a signed document, or its kept page: the file, if it may be given out, and how
    far it is made."""

    format: Format | None
    file: DocumentFile | None
    job: FileJob | None

    @property
    def is_pending(self) -> bool:
        return self.file is None and (self.job is None or self.job.is_pending)

    @property
    def is_failed(self) -> bool:
        return self.file is None and not self.is_pending

    @property
    def is_making(self) -> bool:
        return self.job is not None and self.job.state == JobState.MAKING


def find_document(name: str, pk: int) -> SignedDocument | None:
    """A «conclusion» or a «summary» by id, with its parties and without its snapshot. One query."""
    found: Any = {"conclusion": SummaryConclusion, "summary": ProposalSummary}.get(name)
    if found is None:
        return None
    rows = found.objects.select_related(*WITH_PARTIES).defer("snapshot")
    document: SignedDocument | None = rows.filter(pk=pk).first()
    return document


def files_part(signed: SignedDocument) -> dict[str, Any]:
    """What `conclusions/_files_state.html` shows: every format in the order of Format, and the page
    of a document that is too large to be set for a visitor. Two queries."""
    jobs = {job.format: job for job in signed.jobs.all()}
    files = {file.format: file for file in signed.files.all()}
    for file in files.values():
        file.document = signed
    states = [_state(fmt, files.get(fmt), jobs.get(fmt)) for fmt in Format]
    is_kept = is_large(signed.rows, signed.members)
    page = _state(None, files.get(PAGE), jobs.get(PAGE)) if is_kept else None
    shown = [*states, page] if page else states
    return {
        "document": signed,
        "states": states,
        "page_state": page,
        "ready": sum(state.file is not None for state in states),
        "is_pending": any(state.is_pending for state in shown),
        "has_failed": any(state.is_failed for state in shown),
    }


def _state(fmt: Format | None, file: DocumentFile | None, job: FileJob | None) -> FileState:
    is_current = job is None or job.is_current
    return FileState(fmt, file if is_current else None, job)


def current_file(signed: SignedDocument, fmt: str) -> DocumentFile | None:
    """A file, unless a text was hidden, withdrawn or erased since. Two queries."""
    job = signed.jobs.filter(format=fmt).first()
    if job is not None and not job.is_current:
        return None
    file: DocumentFile | None = signed.files.filter(format=fmt).first()
    return file


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
