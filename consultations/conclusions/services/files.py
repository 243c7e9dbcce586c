"""Files of signed documents, kept with their hashes: what is ordered, and what the worker makes."""

import contextlib
import datetime as dt
import errno
import hashlib
import logging
import secrets
import tempfile
from collections.abc import Collection
from typing import IO, BinaryIO, Final, cast

from django.conf import settings
from django.core.files import File
from django.db import OperationalError, transaction
from django.db.models import F, Q
from django.utils import timezone

from consultations.conclusions.exports.data import Progress
from consultations.conclusions.exports.files import write
from consultations.conclusions.models import (
    PAGE,
    FileJob,
    Format,
    JobProblem,
    JobState,
    ProposalSummary,
    SignedDocument,
    SummaryConclusion,
)
from consultations.conclusions.models.signed import DocumentFile
from consultations.conclusions.services.beats import Beat, ClaimLostError
from consultations.conclusions.services.signing import check_office
from consultations.process.models import Consultation
from core.accounts.models import User
from core.uploads.storage import private_storage

logger = logging.getLogger(__name__)

# A maker that has not been heard of for so long is gone: another one may begin again.
LOST_AFTER: Final = dt.timedelta(seconds=settings.FILE_LOST_SECONDS)
# What is wanted first, and made fast, first.
ORDER: Final = (
    PAGE, Format.HTML, Format.PDF, Format.DOCX, Format.XLSX, Format.CSV, Format.JSON,
)  # fmt: skip
_FULL: Final = ("disk is full", "No space left on device")  # of SQLite, of PostgreSQL


def order_files(
    *,
    document: SignedDocument,
    again: bool = False,
    formats: Collection[str] = ORDER,
    now: dt.datetime | None = None,
) -> list[int]:
    """Orders the files of a document that are not there, with `again` every file; returns the ids
    of the jobs that need a task. What is ordered already is not put off. From this moment on
    nobody gets a file that is made anew. In the caller's transaction, if there is one."""
    now = now or timezone.now()
    owner = owner_of(document)
    with transaction.atomic():
        have = set(document.files.values_list("format", flat=True))
        found = FileJob.objects.select_for_update().filter(**{owner: document})
        jobs = {job.format: job for job in found}
        wanted: list[int] = []
        for fmt in (each for each in ORDER if each in formats):
            job = jobs.get(fmt)
            if job is None and (again or fmt not in have):
                job = FileJob.objects.create(**{owner: document}, format=fmt, ordered_at=now)
                wanted.append(job.pk)
            elif job is not None and (again or (fmt not in have and not job.is_pending)):
                wanted += [job.pk] if _order_again(job, now) else []
    return wanted


def owner_of(document: SignedDocument) -> str:
    """What a job calls its document."""
    return "conclusion" if isinstance(document, SummaryConclusion) else "summary"


def try_again(
    *, actor: User | None, document: SignedDocument, fmt: str, now: dt.datetime
) -> int | None:
    """Orders a file once more whose making has failed, without waiting for the clock; returns the
    id of the job, which needs a task. None: it has not failed, or is being made by now. Raises
    ConclusionsError (not_in_office) for somebody who does not sign such documents any more."""
    with transaction.atomic():
        check_office(actor, _signing_body(document), now)
        failed = document.jobs.select_for_update().filter(format=fmt, state=JobState.FAILED)
        job = failed.first()
        if job is None or not _order_again(job, now):
            return None
    logger.info("File %s is ordered again by user %s.", job.pk, actor.pk if actor else None)
    return int(job.pk)


def _signing_body(document: SignedDocument) -> int:
    of: Consultation = document.consultation
    body: int = of.responder_id if isinstance(document, ProposalSummary) else of.organiser_id
    return body


def replace_lost(*, document: SignedDocument, fmt: str, now: dt.datetime) -> list[int]:
    """Orders a file again that is kept but cannot be read; returns the ids of the jobs that need a
    task. Nothing is ordered twice: once it is, nobody gets the file, and nobody finds it lost."""
    with transaction.atomic():
        jobs = document.jobs.select_for_update().filter(format=fmt)
        if any(job.state != JobState.DONE for job in jobs):
            return []
        return order_files(document=document, again=True, formats=(fmt,), now=now)


def _order_again(job: FileJob, now: dt.datetime) -> bool:
    """Whether a task is needed: who waits has one, and who makes the file looks again at the end.
    The state is asked in the same UPDATE, because a maker may have finished meanwhile."""
    row, order = FileJob.objects.filter(pk=job.pk), {"wanted": F("wanted") + 1, "ordered_at": now}
    if row.filter(state__in=(JobState.WAITING, JobState.MAKING)).update(**order):
        return False
    fresh = {"state": JobState.WAITING, "done": 0, "total": 0, "problem": "", "attempts": 0}
    return bool(row.update(**order, **fresh))


def make_file(*, job_id: int, progress: Progress | None = None) -> int:
    """Makes one ordered file, if nobody else does; returns 1 if it differs from what was kept, or
    if that was lost.
    `progress` is told as well what is done, of how much. Safe to repeat. Raises what has stopped
    it, after it is written down."""
    changed = 0
    while True:
        job = _claim(job_id, timezone.now())
        if job is None:
            return changed
        try:
            changed = max(changed, _make(job, progress))
        except ClaimLostError:
            return changed
        except KeyboardInterrupt:
            _release(job)
            raise
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


def _make(job: FileJob, progress: Progress | None) -> int:
    document = job.document
    with Beat(job, progress) as beat, tempfile.TemporaryFile() as out:
        write(document, job.format, cast("BinaryIO", out), progress=beat)
        size = out.tell()
        out.seek(0)
        sha256 = hashlib.file_digest(out, "sha256").hexdigest()
        out.seek(0)
        return _keep(job, out, size, sha256)


def _keep(job: FileJob, out: IO[bytes], size: int, sha256: str) -> int:
    """Puts the file into the storage, then the row and the job into one transaction."""
    kept = job.document.files.filter(format=job.format).first()
    is_new = kept is None or kept.sha256 != sha256 or not _is_whole(kept)
    file = kept or job.document.new_file(job.format)
    old = file.file.name or ""
    if is_new:
        file.file.name = _stored(_name(job), out)
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


def _is_whole(file: DocumentFile) -> bool:
    """Whether the storage still has a file as it was kept."""
    try:
        with file.file.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest() == file.sha256
    except OSError:
        return False


def _stored(name: str, out: IO[bytes]) -> str:
    """The name under which the storage has it. Half a file is taken away at once; if that fails,
    too, the next maker does it."""
    try:
        return str(private_storage().save(name, File(out)))
    except BaseException:
        with contextlib.suppress(OSError):
            private_storage().delete(name)
        raise


def _finish(job: FileJob, discard: str) -> None:
    """Done, or waiting again if another order has come meanwhile. Raises ClaimLostError."""
    mine = FileJob.objects.filter(pk=job.pk, claim=job.claim, state=JobState.MAKING)
    values = {"made": job.wanted, "discard": discard, "beat_at": timezone.now()}
    done = mine.filter(wanted=job.wanted).update(state=JobState.DONE, problem="", **values)
    if not done and not mine.update(state=JobState.WAITING, **values):
        raise ClaimLostError(job.pk)


def _release(job: FileJob) -> None:
    """Whoever was making it has been stopped: another one need not wait till the claim is stale."""
    mine = FileJob.objects.filter(pk=job.pk, claim=job.claim, state=JobState.MAKING)
    mine.update(state=JobState.WAITING)


def _fail(job: FileJob, error: Exception) -> None:
    mine = FileJob.objects.filter(pk=job.pk, claim=job.claim, state=JobState.MAKING)
    mine.update(state=JobState.FAILED, problem=problem_of(error), beat_at=timezone.now())


def problem_of(error: BaseException) -> JobProblem:
    """What an error means to whoever waits for the file; writers of formats wrap those of the
    disk into their own."""
    if isinstance(error, OSError) and error.errno in (errno.ENOSPC, errno.EDQUOT):
        return JobProblem.DISK
    if isinstance(error, OperationalError) and any(words in str(error) for words in _FULL):
        return JobProblem.DISK
    if isinstance(error, MemoryError):
        return JobProblem.MEMORY
    inner = error.__cause__ or error.__context__
    return problem_of(inner) if inner is not None else JobProblem.OTHER


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


def make_files(*, document: SignedDocument, again: bool = False) -> int:
    """Makes the files that are not there yet, with `again` every file; returns how many differ from
    what was kept. Safe to repeat; each becomes visible whole or not at all."""
    order_files(document=document, again=again)
    jobs = document.jobs.exclude(state=JobState.DONE)
    return sum(make_file(job_id=pk) for pk in jobs.values_list("pk", flat=True))
