"""What the worker does after a signature; may be repeated."""

from django_tasks import task

from consultations.control.services import files


@task
def render_files(document_id: int) -> int:
    """Makes the documents of a signed edition that are not there yet; returns how many."""
    return files.render_files(document_id=document_id)
