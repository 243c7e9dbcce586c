"""Changes below are noted for the index in the transaction that makes them."""

from typing import Any

from consultations.amendments.events import TablesPublished
from consultations.amendments.models import TableRow
from consultations.comments.events import CommentRevised, CommentsAnswered, CommentStatusChanged
from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.conclusions.events import (
    AnswersPublished,
    ConclusionSigned,
    GroupChanged,
    SummarySigned,
)
from consultations.conclusions.models import (
    Answer,
    ArgumentGroup,
    ArgumentItem,
    ProposalSummary,
    SummaryConclusion,
)
from consultations.control.events import ClosingSigned, ObservationChanged
from consultations.control.models import ClosingDocument, Observation
from consultations.expertise.events import DissentFiled, OpinionAdopted
from consultations.experts.events import CallAnnounced, ExpertChanged
from consultations.experts.models import Expert, Knowledge, OpenCall
from consultations.hearings.events import MinutesSigned
from consultations.process.events import (
    ConsultationAnnounced,
    ConsultationClosed,
    ConsultationOpened,
    ReferralAccepted,
    ReferralDeclined,
    ReferralSent,
    ReferralTakenUp,
    ReferralWithdrawn,
)
from consultations.process.models import Consultation, Referral
from consultations.requests.events import RequestChecked, RequestDecided
from consultations.requests.models import PublicRequest
from core.accounts.events import (
    BodyAdded,
    ContactErased,
    CouncilActed,
    MembershipChanged,
    NameWithdrawn,
)
from core.accounts.models import Council
from drafts.events import BillDescribed, VersionPublished
from drafts.models import BillVersion, Topic
from search.following import note_all, note_bill, note_event
from search.services import note_change, note_changes

# --- Bills and events --------------------------------------------------------------------------


def on_version_published(sender: Any, event: VersionPublished, **kwargs: Any) -> None:
    """The bill and all its published versions with their units: those that the new one replaces
    are older texts from now on."""
    note_bill(event.bill_id)
    _note_events(event.bill_id)  # a new version may bring another title


def _note_events(bill_id: int) -> None:
    events = Consultation.objects.filter(version__bill=bill_id).order_by()
    for pk in events.values_list("pk", flat=True):
        note_event(pk)


def on_bill(sender: Any, event: BillDescribed, **kwargs: Any) -> None:
    """The topics of a bill are those of everything that belongs to it."""
    note_change(kind="bill", object_id=event.bill_id)
    if event.has_new_topics:
        note_bill(event.bill_id)
        _note_events(event.bill_id)


def on_topic(sender: Any, instance: Topic, **kwargs: Any) -> None:
    """Its name stands in the context of everything that is about it."""
    for bill_id in instance.bills.order_by().values_list("pk", flat=True):
        note_bill(bill_id)
        _note_events(bill_id)


def on_phase(
    sender: Any,
    event: ConsultationAnnounced | ConsultationOpened | ConsultationClosed,
    **kwargs: Any,
) -> None:
    """The state of an event is that of everything in it, and of the text that it is about."""
    _note_phase(event.consultation_id)


def _note_phase(consultation_id: int) -> None:
    version = BillVersion.objects.get(consultations=consultation_id)
    note_event(consultation_id)
    note_bill(version.bill_id, version_id=version.pk)


def on_referral(
    sender: Any,
    event: ReferralSent | ReferralTakenUp | ReferralAccepted | ReferralDeclined | ReferralWithdrawn,
    **kwargs: Any,
) -> None:
    """The councils of an event."""
    referral = Referral.objects.get(pk=event.referral_id)
    note_change(kind="event", object_id=referral.consultation_id)


# --- Proposals and answers ---------------------------------------------------------------------


def on_comment(sender: Any, event: CommentStatusChanged | CommentRevised, **kwargs: Any) -> None:
    """The comment, its group, and the answer to it, which is not shown without what it answers."""
    is_gone = None
    if isinstance(event, CommentStatusChanged):
        is_gone = event.new != CommentStatus.PUBLISHED
    note_change(kind="comment", object_id=event.comment_id, gone=is_gone)
    items = ArgumentItem.objects.filter(comment=event.comment_id)
    groups = list(items.values_list("group", flat=True))
    note_changes(kind="group", ids=groups)
    note_changes(kind="answer", ids=groups)


def on_answered(sender: Any, event: CommentsAnswered, **kwargs: Any) -> None:
    """What the committee has decided stands beside a proposal."""
    note_changes(kind="comment", ids=event.comment_ids)


def on_group(sender: Any, event: GroupChanged, **kwargs: Any) -> None:
    is_shown = ArgumentGroup.objects.answerable().filter(pk=event.group_id).exists()
    note_change(kind="group", object_id=event.group_id, gone=not is_shown)
    note_change(kind="answer", object_id=event.group_id, gone=not is_shown)


def on_answers(sender: Any, event: AnswersPublished, **kwargs: Any) -> None:
    """A new answer supersedes the earlier one of its group, hence the ids of groups."""
    answers = Answer.objects.filter(publication=event.publication_id)
    groups = list(answers.values_list("group", flat=True))
    note_changes(kind="answer", ids=groups)
    note_changes(kind="group", ids=groups)


def on_name_gone(sender: Any, event: NameWithdrawn | ContactErased, **kwargs: Any) -> None:
    """A withdrawn name leaves the index with all that it stands beside."""
    contact = event.contact_id
    note_all("comment", ProvisionComment.objects.published().filter(contact=contact))
    note_all("request", PublicRequest.objects.filter(contact=contact))
    for pk in Expert.objects.filter(contact=contact).values_list("pk", flat=True):
        _note_expert(pk)


# --- Documents ---------------------------------------------------------------------------------


def on_opinion(sender: Any, event: OpinionAdopted, **kwargs: Any) -> None:
    note_change(kind="opinion", object_id=event.opinion_id)
    if event.superseded_id is not None:
        note_change(kind="opinion", object_id=event.superseded_id)


def on_dissent(sender: Any, event: DissentFiled, **kwargs: Any) -> None:
    note_change(kind="opinion", object_id=event.opinion_id)


def on_tables(sender: Any, event: TablesPublished, **kwargs: Any) -> None:
    """All editions: the new one takes the place of the earlier."""
    note_all("amendment", TableRow.objects.filter(table__consultation=event.consultation_id))


def on_summary(sender: Any, event: SummarySigned, **kwargs: Any) -> None:
    """All revisions: the new one takes the place of the earlier."""
    note_all("summary", ProposalSummary.objects.filter(consultation=event.consultation_id))


def on_conclusion(sender: Any, event: ConclusionSigned, **kwargs: Any) -> None:
    """All revisions, and everything in the event: a full one concludes it."""
    note_all("conclusion", SummaryConclusion.objects.filter(consultation=event.consultation_id))
    if Consultation.objects.concluded().filter(pk=event.consultation_id).exists():
        _note_phase(event.consultation_id)


def on_minutes(sender: Any, event: MinutesSigned, **kwargs: Any) -> None:
    note_change(kind="minutes", object_id=event.minutes_id)
    if event.superseded_id is not None:
        note_change(kind="minutes", object_id=event.superseded_id)


def on_observation(sender: Any, event: ObservationChanged, **kwargs: Any) -> None:
    standing = Observation.objects.standing().filter(pk=event.observation_id)
    note_change(kind="observation", object_id=event.observation_id, gone=not standing.exists())


def on_closing(sender: Any, event: ClosingSigned, **kwargs: Any) -> None:
    """All editions, and everything in the event, which the document concludes."""
    note_all("closing", ClosingDocument.objects.filter(consultation=event.consultation_id))
    _note_phase(event.consultation_id)


def on_request(sender: Any, event: RequestChecked | RequestDecided, **kwargs: Any) -> None:
    shown = PublicRequest.objects.filter(pk=event.request_id, status__in=["shown", "decided"])
    note_change(kind="request", object_id=event.request_id, gone=not shown.exists())


# --- Registers ---------------------------------------------------------------------------------


def on_body_added(sender: Any, event: BodyAdded, **kwargs: Any) -> None:
    note_all("council", Council.objects.filter(pk=event.body_id))


def on_membership(sender: Any, event: MembershipChanged, **kwargs: Any) -> None:
    note_all("council", Council.objects.filter(pk=event.body_id))


def on_council(sender: Any, event: CouncilActed, **kwargs: Any) -> None:
    table, pk = event.subject
    of = {"body": "pk", "membership": "memberships"}.get(table)
    if of is not None:
        note_all("council", Council.objects.filter(**{of: pk}))


def on_expert(sender: Any, event: ExpertChanged, **kwargs: Any) -> None:
    _note_expert(event.expert_id)


def _note_expert(pk: int) -> None:
    is_public = Expert.objects.public().filter(pk=pk).exists()
    note_change(kind="expert", object_id=pk, gone=not is_public)


def on_knowledge(sender: Any, instance: Knowledge, **kwargs: Any) -> None:
    """The name of a field stands with everybody who knows it and in the calls that ask for it."""
    note_all("expert", Expert.objects.public().filter(knowledge=instance))
    note_all("call", OpenCall.objects.filter(knowledge=instance))


def on_call(sender: Any, event: CallAnnounced, **kwargs: Any) -> None:
    note_change(kind="call", object_id=event.call_id)
