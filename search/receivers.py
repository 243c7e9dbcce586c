"""Changes below are noted for the index in the transaction that makes them."""

from typing import Any

from consultations.comments.events import CommentStatusChanged
from consultations.conclusions.events import ConclusionSigned
from consultations.expertise.events import OpinionAdopted
from drafts.events import VersionPublished
from drafts.models import Provision
from search.models import IndexJob
from search.services import note_change
from search.tasks import apply_jobs


def on_version_published(sender: Any, event: VersionPublished, **kwargs: Any) -> None:
    """The bill, the units of the new version, and those of the versions that it replaces."""
    note_change(kind="bill", object_id=event.bill_id)
    units = Provision.objects.filter(version__bill=event.bill_id, version__status="published")
    IndexJob.objects.bulk_create(
        IndexJob(kind="provision", object_id=pk) for pk in units.values_list("pk", flat=True)
    )
    apply_jobs.enqueue()


def on_comment(sender: Any, event: CommentStatusChanged, **kwargs: Any) -> None:
    note_change(kind="comment", object_id=event.comment_id)


def on_opinion(sender: Any, event: OpinionAdopted, **kwargs: Any) -> None:
    note_change(kind="opinion", object_id=event.opinion_id)


def on_conclusion(sender: Any, event: ConclusionSigned, **kwargs: Any) -> None:
    note_change(kind="conclusion", object_id=event.conclusion_id)
