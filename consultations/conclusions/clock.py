"""What falls due by itself: documents that are missing, or that name somebody who must not be
named any more."""

import datetime as dt
from collections.abc import Callable
from typing import Any, Final

from django.db.models import Count, Exists, F, Min, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from consultations.comments.models import ProvisionComment
from consultations.conclusions import tasks
from consultations.conclusions.models import (
    KEPT,
    ConclusionFile,
    FileJob,
    JobState,
    ProposalSummary,
    SummaryConclusion,
    SummaryFile,
)
from consultations.conclusions.services import files as services_files
from core.accounts.models import ConsentGrant
from core.clock.services import enqueue_once

# By then the task that the signature left has had its chance.
GRACE: Final = dt.timedelta(minutes=30)
PORTION: Final = 2000
# Files, the name of their document there, and the name of the document at the jobs.
_KEPT: Final = (
    (ConclusionFile, "conclusion", "conclusion"),
    (SummaryFile, "document", "summary"),
)


def register(add: Callable[[str, Callable[[dt.datetime], str]], None]) -> None:
    """Gives the jobs of this app to `tick`; each is safe to run twice and safe to miss."""
    add("conclusions.files", renew_files)
    add("conclusions.prints", read_texts)
    add("conclusions.imports", forget_imports)
    add("conclusions.objections", work_on_objections)


def renew_files(now: dt.datetime) -> str:
    """Queues the making of documents that are not there, and of those that are older than an
    erasure or the withdrawal of a consent by one of their authors (152-FZ, art. 10.1). The events
    order them at once; here is what they have missed. What is ordered already, or tried again by
    itself (`core.clock.retries`), is left alone."""
    missing = stale = 0
    for files, owner, role in _KEPT:
        documents = _with_files(files, owner, role)
        busy = FileJob.objects.filter(**{role: OuterRef("pk")}).exclude(state=JobState.DONE)
        idle = documents.filter(~Exists(busy))
        absent, old = _absent(idle, now), _outdated(documents)
        missing += sum(bool(_order(documents, pk, again=False)) for pk in absent)
        stale += sum(bool(_order(documents, pk, again=True)) for pk in old)
    resumed = _resume(now)
    _clean()
    if not (missing or stale or resumed):
        return ""
    words = f"{missing} missing, {stale} to be renewed"
    return f"{words}, {resumed} begun again" if resumed else words


def _order(documents: QuerySet[Any], pk: int, *, again: bool) -> int:
    jobs = services_files.order_files(document=documents.get(pk=pk), again=again)
    return sum(enqueue_once(tasks.make_file, job_id) for job_id in jobs)


def _resume(now: dt.datetime) -> int:
    """Queues what waits without a task, what has failed and was given up, and what a lost worker
    was making. The task of a lost one still counts as running, so it is not asked about; the next
    beat waits for the new one."""
    waiting = Q(state=JobState.WAITING, ordered_at__lt=now - GRACE)
    failed = Q(state=JobState.FAILED, beat_at__lt=now - GRACE)
    idle = FileJob.objects.filter(waiting | failed).order_by("pk").values_list("pk", flat=True)
    count = sum(enqueue_once(tasks.make_file, pk) for pk in list(idle))
    lost = FileJob.objects.filter(
        state=JobState.MAKING, beat_at__lt=now - services_files.LOST_AFTER
    )
    for pk in list(lost.values_list("pk", flat=True)):
        lost.filter(pk=pk).update(state=JobState.WAITING, ordered_at=now)
        tasks.make_file.enqueue(pk)
        count += 1
    return count


def _clean() -> None:
    for job in FileJob.objects.exclude(discard="").exclude(state=JobState.MAKING):
        services_files.discard_left(job=job)


def _absent(documents: QuerySet[Any], now: dt.datetime) -> list[int]:
    incomplete = documents.filter(kept__lt=len(KEPT))
    return list(incomplete.filter(signed_at__lt=now - GRACE).values_list("pk", flat=True))


def _outdated(documents: QuerySet[Any]) -> list[int]:
    comments = ProvisionComment.objects.filter(consultation=OuterRef("consultation"))
    erased = comments.filter(contact__erased_at__gte=OuterRef("made_at"))
    withdrawn = ConsentGrant.objects.filter(
        contact__comments__consultation=OuterRef("consultation"),
        withdrawn_at__gte=OuterRef("made_at"),
    )
    return list(documents.filter(Exists(erased) | Exists(withdrawn)).values_list("pk", flat=True))


def _with_files(files: type[Any], owner: str, role: str) -> QuerySet[Any]:
    """Signed documents with `made_at`, when the oldest file was made that may be given out, and
    `kept`, how many files there are."""
    mine = files.objects.filter(**{owner: OuterRef("pk")}).order_by()
    ordered = FileJob.objects.filter(**{role: OuterRef(owner)}, format=OuterRef("format"))
    given = mine.filter(~Exists(ordered.exclude(made=F("wanted"))))
    oldest = given.values(owner).annotate(at=Min("created_at")).values("at")
    kept = mine.values(owner).annotate(n=Count("pk")).values("n")
    model = SummaryConclusion if files is ConclusionFile else ProposalSummary
    found: QuerySet[Any] = model.objects.annotate(
        made_at=Subquery(oldest), kept=Coalesce(Subquery(kept), 0)
    )
    return found.order_by("pk")


def read_texts(now: dt.datetime) -> str:
    """Reads a portion of the proposals that were there before same ones were looked for."""
    from consultations.conclusions import services

    count = services.read_prints(limit=PORTION)
    return f"{count} texts read" if count else ""


def forget_imports(now: dt.datetime) -> str:
    """Deletes reports of files of answers whose term (rules: answers.file) is over."""
    from consultations.conclusions import services

    count = services.forget_imports(now=now)
    return f"{count} files of answers forgotten" if count else ""


def work_on_objections(now: dt.datetime) -> str:
    """Gives objections of members who may not decide any more to others, and reminds of terms."""
    from consultations.conclusions import services

    moved = services.hand_over_stranded(now=now)
    sent = services.remind_reviewers(now=now)
    return f"{moved} handed over, {sent} reminders" if moved or sent else ""
