"""What follows from events below and here: groups in the same transaction, files as
tasks. Letters to authors are the business of a higher floor."""

from typing import Any

from consultations.comments.events import CommentRevised, CommentStatusChanged, ObjectionChanged
from consultations.comments.models import ProvisionComment
from consultations.conclusions import tasks
from consultations.conclusions.events import (
    AuthorsToTell,
    ConclusionSigned,
    SummarySigned,
    authors_to_tell,
)
from consultations.conclusions.models import ProposalSummary, SummaryConclusion
from consultations.conclusions.services.groups import (
    add_open,
    lock,
    place_comment,
    place_remark,
)
from consultations.conclusions.services.recommending import place_recommendations
from consultations.conclusions.services.rewording import place_again
from consultations.expertise.events import OpinionAdopted
from consultations.hearings.events import MinutesSigned
from core.accounts.events import ContactErased, NameWithdrawn


def on_comment_status(sender: Any, event: CommentStatusChanged, **kwargs: Any) -> None:
    """Keeps the groups; a change after signing also makes the documents anew: what is hidden from
    the site must not stay readable in its files."""
    answer = place_comment(event=event)
    if answer is not None:
        authors_to_tell.send(sender=AuthorsToTell, event=AuthorsToTell(answer_id=answer))
    if event.old is not None and not event.is_reply:
        _make_anew([event.consultation_id])


def on_name_gone(sender: Any, event: NameWithdrawn | ContactErased, **kwargs: Any) -> None:
    """From this moment on nobody gets a file that names the author (152-FZ, art. 10.1)."""
    spoke = ProvisionComment.objects.filter(contact=event.contact_id).order_by()
    _make_anew(list(spoke.values_list("consultation", flat=True).distinct()))


def _make_anew(consultations: list[int]) -> None:
    for model in (SummaryConclusion, ProposalSummary):
        found: Any = model
        signed = found.objects.filter(consultation__in=consultations)
        for document in signed.defer("snapshot"):
            tasks.order(document, again=True)


def on_revision(sender: Any, event: CommentRevised, **kwargs: Any) -> None:
    answer = place_again(event=event)
    if answer is not None:
        authors_to_tell.send(sender=AuthorsToTell, event=AuthorsToTell(answer_id=answer))


def on_objection(sender: Any, event: ObjectionChanged, **kwargs: Any) -> None:
    """An open objection to moderation blocks the signature as a held text does."""
    add_open(lock(event.consultation_id), 1 if event.is_open else -1)


def on_opinion(sender: Any, event: OpinionAdopted, **kwargs: Any) -> None:
    place_remark(event=event)


def on_minutes(sender: Any, event: MinutesSigned, **kwargs: Any) -> None:
    place_recommendations(event=event)


def on_conclusion(sender: Any, event: ConclusionSigned, **kwargs: Any) -> None:
    tasks.order(SummaryConclusion.objects.defer("snapshot").get(pk=event.conclusion_id))


def on_summary(sender: Any, event: SummarySigned, **kwargs: Any) -> None:
    tasks.order(ProposalSummary.objects.defer("snapshot").get(pk=event.summary_id))
