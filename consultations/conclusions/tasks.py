"""What the worker does after a signature; every job may be repeated."""

import datetime as dt

from django.db import transaction
from django_tasks import task

from consultations.conclusions.models import SignedDocument
from consultations.conclusions.services import files
from core.accounts.models import User


@task
def make_file(job_id: int) -> int:
    """Makes one file of a signed document; returns 1 if it differs from what was kept."""
    return files.make_file(job_id=job_id)


def order(document: SignedDocument, *, again: bool = False) -> int:
    """Orders files (see `services.files.order_files`), each with a task of its own, so that one
    failure does not keep the others; returns how many tasks were queued."""
    jobs = files.order_files(document=document, again=again)
    for job_id in jobs:
        make_file.enqueue(job_id)
    return len(jobs)


@transaction.atomic
def order_failed(
    *, actor: User | None, document: SignedDocument, fmt: str, now: dt.datetime
) -> bool:
    """Orders a failed file again (see `services.files.try_again`), with its task; whether there was
    anything to order."""
    job_id = files.try_again(actor=actor, document=document, fmt=fmt, now=now)
    if job_id is not None:
        make_file.enqueue(job_id)
    return job_id is not None


@transaction.atomic
def order_lost(*, document: SignedDocument, fmt: str, now: dt.datetime) -> bool:
    """Orders a kept file again that cannot be read (see `services.files.replace_lost`), with its
    task; whether nobody had done so yet."""
    jobs = files.replace_lost(document=document, fmt=fmt, now=now)
    for job_id in jobs:
        make_file.enqueue(job_id)
    return bool(jobs)
