"""Files of signed documents, kept with their hashes: what is ordered, and what the worker makes."""

import datetime as dt
import errno
import hashlib
import secrets
import tempfile
import time
from typing import IO, BinaryIO, Final, cast

from django.core.files import File
from django.db import transaction
from django.db.models import F, Q
from django.utils import timezone

from consultations.conclusions.exports.files import write
from consultations.conclusions.models import (
    PAGE,
    FileJob,
    Format,
    JobProblem,
    JobState,
    SignedDocument,
    SummaryConclusion,
)
from core.uploads.storage import private_storage

# A maker that has not been heard of for so long is gone: another one may begin again.
LOST_AFTER: Final = dt.timedelta(minutes=10)
BEAT_SECONDS: Final = 1.0
# What is wanted first, and made fast, first.
ORDER: Final = (
    PAGE, Format.HTML, Format.PDF, Format.DOCX, Format.XLSX, Format.CSV, Format.JSON,
)  # fmt: skip


class ClaimLostError(Exception):
    """Somebody else makes the file now: what this maker has written is thrown away."""


def order_files(
    *, document: SignedDocument, again: bool = False, now: dt.datetime | None = None
) -> list[int]:
    """Orders the files of a document that are not there, with `again` every file; returns the ids
    of the jobs that need a task. What is ordered already is not put off. From this moment on
    nobody gets a file that is made anew. In the caller's transaction, if there is one."""
    now = now or timezone.now()
    owner = "conclusion" if isinstance(document, SummaryConclusion) else "summary"
    with transaction.atomic():
        have = set(document.files.values_list("format", flat=True))
        found = FileJob.objects.select_for_update().filter(**{owner: document})
        jobs = {job.format: job for job in found}
        wanted: list[int] = []
        for fmt in ORDER:
            job = jobs.get(fmt)
            if job is None and (again or fmt not in have):
                job = FileJob.objects.create(**{owner: document}, format=fmt, ordered_at=now)
                wanted.append(job.pk)
            elif job is not None and (again or (fmt not in have and not job.is_pending)):
                wanted += [job.pk] if _order_again(job, now) else []
    return wanted


def _order_again(job: FileJob, now: dt.datetime) -> bool:
    """Whether a task is needed: who waits has one, and who makes the file looks again at the end.
    The state is asked in the same UPDATE, because a maker may have finished meanwhile."""
    row, order = FileJob.objects.filter(pk=job.pk), {"wanted": F("wanted") + 1, "ordered_at": now}
    if row.filter(state__in=(JobState.WAITING, JobState.MAKING)).update(**order):
        return False
    fresh = {"state": JobState.WAITING, "done": 0, "total": 0, "problem": "", "attempts": 0}
    return bool(row.update(**order, **fresh))


def make_file(*, job_id: int) -> int:
    """Makes one ordered file, if nobody else does; returns 1 if it differs from what was kept.
    Safe to repeat. Raises what has stopped it, after it is written down."""
    changed = 0
    while True:
        job = _claim(job_id, timezone.now())
        if job is None:
            return changed
        try:
            changed = max(changed, _make(job))
        except ClaimLostError:
            return changed
        except Exception as error:
            _fail(job, error)
            raise


def _claim(job_id: int, now: dt.datetime) -> FileJob | None:
    """Takes the job in one UPDATE, so that two workers never have it; what the last maker has left
    in the storage is marked for deletion. None: it is done, or being made."""
    lost = Q(state=JobState.MAKING, beat_at__lt=now - LOST_AFTER)
    free = Q(state__in=(JobState.WAITING, JobState.FAILED)) | lost
    job = FileJob.objects.filter(free, pk=job_id).first()
    if job is None:
        return None
    left = job.discard
    if job.claim:
        left += _name(job) + "\n"
    claim = secrets.token_hex(6)
    taken = FileJob.objects.filter(free, pk=job_id, claim=job.claim).update(
        state=JobState.MAKING, claim=claim, started_at=now, beat_at=now, discard=left,
        attempts=F("attempts") + 1, done=0, total=0, problem="",
    )  # fmt: skip
    if not taken:
        return None
    job.refresh_from_db()
    discard_left(job=job)
    return job


def _name(job: FileJob) -> str:
    """Where the storage has what is made under the present claim: known before it is written."""
    file = job.document.new_file(job.format)
    name: str = file.file.field.generate_filename(file, f"{job.claim}.{job.format}")
    return name


def _make(job: FileJob) -> int:
    document = job.document
    with tempfile.TemporaryFile() as out:
        write(document, job.format, cast("BinaryIO", out), progress=_Beat(job))
        size = out.tell()
        out.seek(0)
        sha256 = hashlib.file_digest(out, "sha256").hexdigest()
        out.seek(0)
        return _keep(job, out, size, sha256)


def _keep(job: FileJob, out: IO[bytes], size: int, sha256: str) -> int:
    """Puts the file into the storage, then the row and the job into one transaction."""
    kept = job.document.files.filter(format=job.format).first()
    is_new = kept is None or kept.sha256 != sha256
    file = kept or job.document.new_file(job.format)
    old = file.file.name or ""
    if is_new:
        file.file.name = private_storage().save(_name(job), File(out))
        file.size, file.sha256 = size, sha256
    # It is true as of the moment when its texts were read.
    file.created_at = job.started_at
    discard = f"{old}\n" if is_new and old else ""
    try:
        with transaction.atomic():
            _finish(job, discard)
            file.save()
    except BaseException:
        if is_new:
            private_storage().delete(file.file.name or "")
        raise
    job.discard = discard
    discard_left(job=job)
    return int(is_new)


def _finish(job: FileJob, discard: str) -> None:
    """Done, or waiting again if another order has come meanwhile. Raises ClaimLostError."""
    mine = FileJob.objects.filter(pk=job.pk, claim=job.claim, state=JobState.MAKING)
    values = {"made": job.wanted, "discard": discard, "beat_at": timezone.now()}
    done = mine.filter(wanted=job.wanted).update(state=JobState.DONE, problem="", **values)
    if not done and not mine.update(state=JobState.WAITING, **values):
        raise ClaimLostError(job.pk)


def _fail(job: FileJob, error: Exception) -> None:
    problem = JobProblem.OTHER
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        problem = JobProblem.DISK
    elif isinstance(error, MemoryError):
        problem = JobProblem.MEMORY
    mine = FileJob.objects.filter(pk=job.pk, claim=job.claim, state=JobState.MAKING)
    mine.update(state=JobState.FAILED, problem=problem, beat_at=timezone.now())


def discard_left(*, job: FileJob) -> None:
    """Deletes what a job has left in the storage, but never the file that its row names. Files of
    an interrupted deletion wait for the clock."""
    if not job.discard:
        return
    kept = set(job.document.files.values_list("file", flat=True))
    for name in job.discard.splitlines():
        if name not in kept:
            private_storage().delete(name)
    FileJob.objects.filter(pk=job.pk, discard=job.discard).update(discard="")
    job.discard = ""


class _Beat:
    """Progress into the row, once a second at most. Raises ClaimLostError."""

    def __init__(self, job: FileJob) -> None:
        self.job, self.last = job, 0.0

    def __call__(self, done: int, total: int) -> None:
        if time.monotonic() - self.last < BEAT_SECONDS:
            return
        self.last = time.monotonic()
        mine = FileJob.objects.filter(pk=self.job.pk, claim=self.job.claim, state=JobState.MAKING)
        if not mine.update(done=done, total=total, beat_at=timezone.now()):
            raise ClaimLostError(self.job.pk)


def make_files(*, document: SignedDocument, again: bool = False) -> int:
    """Makes the files that are not there yet, with `again` every file; returns how many differ from
    what was kept. Safe to repeat; each becomes visible whole or not at all."""
    order_files(document=document, again=again)
    owner = "conclusion" if isinstance(document, SummaryConclusion) else "summary"
    jobs = FileJob.objects.filter(**{owner: document}).exclude(state=JobState.DONE)
    return sum(make_file(job_id=pk) for pk in jobs.values_list("pk", flat=True))
