"""What the worker does after a signature; every job may be repeated."""

from django_tasks import task

from consultations.conclusions.services import files


@task
def render_files(conclusion_id: int) -> int:
    """Makes the documents of a signed conclusion that are not there yet; returns how many."""
    return files.render_files(conclusion_id=conclusion_id)


@task
def refresh_files(conclusion_id: int) -> int:
    """Makes all documents of a signed conclusion anew; returns how many changed."""
    return files.refresh_files(conclusion_id=conclusion_id)


@task
def render_summary_files(summary_id: int) -> int:
    """Makes the files of a signed summary that are not there yet; returns how many."""
    return files.render_summary_files(summary_id=summary_id)


@task
def refresh_summary_files(summary_id: int) -> int:
    """Makes all files of a signed summary anew; returns how many changed."""
    return files.refresh_summary_files(summary_id=summary_id)
