"""Groups, answers and signed conclusions."""

import datetime as dt
from typing import Any

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from consultations.comments.models import ProvisionComment
from consultations.comments.services import mark_answered
from consultations.comments.services.creating import tell
from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import (
    Answer,
    ArgumentGroup,
    ArgumentItem,
    Disposition,
    ProposalSummary,
    SummaryConclusion,
)
from consultations.conclusions.models.groups import WHOLE_BILL
from consultations.conclusions.services import (
    agree_answers,
    draft_answer,
    finalise_conclusion,
    publish_answers,
    sign_summary,
)
from consultations.expertise.models import Opinion
from consultations.expertise.services import adopt_opinion
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from tests.factories.accounts import MembershipFactory
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.expertise import OpinionFactory, RemarkFactory
from tests.factories.process import ConsultationFactory

REFUSAL = AnswerData("rejected", "federal_law", "Противоречит федеральному закону.")
ACCEPTANCE = AnswerData("accepted", "as_proposed", expected_text="в течение пяти дней")


class ArgumentGroupFactory(DjangoModelFactory):
    """An empty group; add members with ArgumentItemFactory. The counter of the consultation is
    left alone: `published` below does what the site does."""

    class Meta:
        model = ArgumentGroup

    consultation = factory.SubFactory(ConsultationFactory)
    position = factory.LazyAttribute(
        lambda group: group.provision.position if group.provision else WHOLE_BILL
    )
    provision = None


class ArgumentItemFactory(DjangoModelFactory):
    class Meta:
        model = ArgumentItem

    comment = factory.SubFactory(ProvisionCommentFactory)
    group = factory.SubFactory(
        ArgumentGroupFactory,
        consultation=factory.SelfAttribute("..comment.consultation"),
        provision=factory.SelfAttribute("..comment.provision"),
    )


class AnswerFactory(DjangoModelFactory):
    class Meta:
        model = Answer

    group = factory.SubFactory(ArgumentGroupFactory, is_open=False)
    disposition = Disposition.REJECTED
    reason_code = "federal_law"
    reason_title = "Противоречит федеральному законодательству"
    text = "Противоречит федеральному закону."
    published_at = factory.LazyFunction(timezone.now)

    @factory.post_generation
    def answered(self, create: bool, extracted: None, **kwargs: Any) -> None:
        """As the service does it."""
        members = ProvisionComment.objects.filter(argument__group=self.group)
        mark_answered(comment_ids=members.values_list("pk", flat=True), at=self.published_at)


def published(consultation: Consultation, **values: Any) -> ProvisionComment:
    """A comment that has just appeared: published unless `status` says otherwise, with the event
    by which the upper floors hear of it."""
    comment: ProvisionComment = ProvisionCommentFactory(consultation=consultation, **values)
    tell(comment, old=None)
    return comment


def group_of(comment: ProvisionComment) -> ArgumentGroup:
    return ArgumentGroup.objects.get(items__comment=comment)


def adopted(consultation: Consultation, *remarks: dict[str, Any], **values: Any) -> Opinion:
    """An opinion adopted by the service, with these remarks (values of RemarkFactory)."""
    opinion = OpinionFactory(referral__consultation=consultation, **values)
    for position, remark in enumerate(remarks, start=1):
        RemarkFactory(opinion=opinion, position=position, **remark)
    return adopt_opinion(actor=None, opinion=opinion, now=timezone.now())


def answered(
    group: ArgumentGroup,
    data: AnswerData = REFUSAL,
    *,
    actor: User | None = None,
    now: dt.datetime | None = None,
) -> Answer:
    """The published answer: drafted, agreed and published in one go, flaws or not."""
    moment = now or timezone.now()
    draft = draft_answer(actor=actor, group=group, data=data, now=moment)
    versions = {group.pk: draft.version}
    consultation = group.consultation
    if draft.agreement_id is None:
        agree_answers(
            actor=actor,
            consultation=consultation,
            versions=versions,
            sitting_on=timezone.localdate(moment),
            minutes_number="5",
            now=moment,
        )
    publish_answers(
        actor=actor,
        consultation=consultation,
        versions=versions,
        now=moment,
        despite_flaws=[group.pk],
    )
    group.refresh_from_db()
    return Answer.objects.current().get(group=group)


def answer_everything(consultation: Consultation, data: AnswerData = REFUSAL) -> None:
    for group in ArgumentGroup.objects.filter(consultation=consultation, is_open=True):
        answered(group, data)


def summarised(
    consultation: Consultation, *, number: str = "2-С", now: dt.datetime | None = None
) -> ProposalSummary:
    """Signed by the committee's chair; everything must be answered already."""
    chair = MembershipFactory(
        body=consultation.responder, role=MembershipRole.CHAIR, user__full_name="Белова Яна Юрьевна"
    )
    return sign_summary(
        actor=chair.user, consultation=consultation, number=number, now=now or timezone.now()
    )


def signed(consultation: Consultation, *, number: str = "4/2026") -> SummaryConclusion:
    """Signed by the organiser's secretary, after the committee if it has not signed yet; everything
    must be answered already."""
    if Consultation.objects.filter(pk=consultation.pk, summary_signed_at=None).exists():
        summarised(consultation)
    secretary = MembershipFactory(
        body=consultation.organiser, role=MembershipRole.SECRETARY, user__full_name="Ким Олег Ли"
    )
    return finalise_conclusion(
        actor=secretary.user, consultation=consultation, number=number, now=timezone.now()
    )
