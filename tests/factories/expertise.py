import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from consultations.expertise.models import (
    Attendance,
    Ballot,
    Choice,
    Consideration,
    ConsideredComment,
    CorruptionFinding,
    Dissent,
    Opinion,
    OpinionStatus,
    Recommendation,
    Remark,
)
from consultations.process.models import ReferralStatus
from core.accounts.models import MembershipRole
from tests.factories.accounts import MembershipFactory
from tests.factories.comments import ProvisionCommentFactory
from tests.factories.process import ReferralFactory


class OpinionFactory(DjangoModelFactory):
    """A draft in which nothing is missing (nine seats, six present, five for); `adopted=True`
    makes an adopted one. Neither writes the journal nor sends an event: use the services for it."""

    class Meta:
        model = Opinion

    class Params:
        adopted = factory.Trait(
            status=OpinionStatus.ADOPTED,
            adopted_at=factory.LazyFunction(timezone.now),
            referral__status=ReferralStatus.ANSWERED,
            referral__answered_at=factory.LazyFunction(timezone.now),
        )

    referral = factory.SubFactory(ReferralFactory)
    consultation = factory.SelfAttribute("referral.consultation")
    council = factory.SelfAttribute("referral.council")
    number = "7"
    rapporteur = factory.LazyAttribute(
        lambda opinion: MembershipFactory(body=opinion.council, role=MembershipRole.MEMBER)
    )
    findings = "Законопроект соответствует федеральному законодательству."
    consequences = "Нагрузка на муниципальные образования возрастёт."
    proposals = "Установить срок направления ответа."
    recommendation = Recommendation.WITH_REMARKS
    meeting_on = factory.LazyFunction(timezone.localdate)
    minutes_number = "3"
    members_present = 6
    votes_for = 5
    votes_against = 1
    revision = 1


class RemarkFactory(DjangoModelFactory):
    class Meta:
        model = Remark

    opinion = factory.SubFactory(OpinionFactory)
    position = factory.Sequence(lambda n: n + 1)
    text = factory.Sequence(lambda n: f"Срок ответа не определён ({n}).")


class DissentFactory(DjangoModelFactory):
    class Meta:
        model = Dissent

    opinion = factory.SubFactory(OpinionFactory)
    member = factory.LazyAttribute(
        lambda dissent: MembershipFactory(body=dissent.opinion.council, role=MembershipRole.MEMBER)
    )
    text = "Срок в тридцать дней недостаточен."
    filed_on = factory.LazyFunction(timezone.localdate)


class BallotFactory(DjangoModelFactory):
    """Present and for; the counts of the opinion are not touched."""

    class Meta:
        model = Ballot

    opinion = factory.SubFactory(OpinionFactory)
    member = factory.LazyAttribute(
        lambda ballot: MembershipFactory(body=ballot.opinion.council, role=MembershipRole.MEMBER)
    )
    attendance = Attendance.PRESENT
    vote = Choice.FOR


class CorruptionFindingFactory(DjangoModelFactory):
    class Meta:
        model = CorruptionFinding

    opinion = factory.SubFactory(OpinionFactory)
    position = factory.Sequence(lambda n: n + 1)
    factor = "vague_wording"
    text = "Срок не определён."


class ConsideredCommentFactory(DjangoModelFactory):
    class Meta:
        model = ConsideredComment

    opinion = factory.SubFactory(OpinionFactory)
    comment = factory.SubFactory(
        ProvisionCommentFactory, consultation=factory.SelfAttribute("..opinion.consultation")
    )
    position = factory.Sequence(lambda n: n + 1)
    result = Consideration.SUPPORTED
    note = "Совет согласен."
