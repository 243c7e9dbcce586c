"""What the worker does after a signature; every job may be repeated."""

from django_tasks import task

from consultations.conclusions.models import SignedDocument
from consultations.conclusions.services import files


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
