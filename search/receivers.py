"""Changes below are noted for the index in the transaction that makes them."""

from typing import Any

from consultations.comments.events import CommentRevised, CommentStatusChanged
from consultations.conclusions.events import AnswersPublished, ConclusionSigned
from consultations.conclusions.models import Answer, ArgumentItem, SummaryConclusion
from consultations.expertise.events import OpinionAdopted
from drafts.events import BillDescribed, VersionPublished
from drafts.models import Provision
from search.services import note_change, note_changes


def on_version_published(sender: Any, event: VersionPublished, **kwargs: Any) -> None:
    """The bill, the units of the new version, and those of the versions that it replaces."""
    note_change(kind="bill", object_id=event.bill_id)
    units = Provision.objects.filter(version__bill=event.bill_id, version__status="published")
    note_changes(kind="provision", ids=list(units.values_list("pk", flat=True)))


def on_bill(sender: Any, event: BillDescribed, **kwargs: Any) -> None:
    note_change(kind="bill", object_id=event.bill_id)


def on_comment(sender: Any, event: CommentStatusChanged, **kwargs: Any) -> None:
    """The comment, and the answer to it, which is not shown without what it answers."""
    note_change(kind="comment", object_id=event.comment_id)
    groups = ArgumentItem.objects.filter(comment=event.comment_id, group__answers__is_current=True)
    note_changes(kind="answer", ids=list(groups.values_list("group", flat=True)))


def on_revision(sender: Any, event: CommentRevised, **kwargs: Any) -> None:
    note_change(kind="comment", object_id=event.comment_id)


def on_opinion(sender: Any, event: OpinionAdopted, **kwargs: Any) -> None:
    note_change(kind="opinion", object_id=event.opinion_id)
    if event.superseded_id is not None:
        note_change(kind="opinion", object_id=event.superseded_id)


def on_answers(sender: Any, event: AnswersPublished, **kwargs: Any) -> None:
    """A new answer supersedes the earlier one of its group, hence the ids of groups."""
    answers = Answer.objects.filter(publication=event.publication_id)
    note_changes(kind="answer", ids=list(answers.values_list("group", flat=True)))


def on_conclusion(sender: Any, event: ConclusionSigned, **kwargs: Any) -> None:
    """All revisions: the new one takes the place of the earlier."""
    revisions = SummaryConclusion.objects.filter(consultation=event.consultation_id)
    note_changes(kind="conclusion", ids=list(revisions.values_list("pk", flat=True)))
