import factory
from factory.django import DjangoModelFactory

from consultations.experts.models import Appointment, Capacity
from consultations.room.models import Declaration, MemberRemark, Position, Stance
from core.accounts.models import MembershipRole
from tests.factories.accounts import MembershipFactory, UserFactory
from tests.factories.process import ReferralFactory


class AppointmentFactory(DjangoModelFactory):
    class Meta:
        model = Appointment

    referral = factory.SubFactory(ReferralFactory)
    user = factory.SubFactory(UserFactory)
    capacity = Capacity.EXPERT


class DeclarationFactory(DjangoModelFactory):
    class Meta:
        model = Declaration

    referral = factory.SubFactory(ReferralFactory)
    user = factory.SubFactory(UserFactory)
    has_conflict = False


def seated(referral, role=MembershipRole.MEMBER, *, declared=True, conflict=False, name=""):
    """A new person with a seat of the council in the room, declared unless told otherwise."""
    named = {"full_name": name} if name else {}
    user = UserFactory(**named)
    MembershipFactory(user=user, body=referral.council, role=role)
    if declared:
        text = "Работаю у автора законопроекта" if conflict else ""
        DeclarationFactory(referral=referral, user=user, has_conflict=conflict, text=text)
    return user


class PositionFactory(DjangoModelFactory):
    class Meta:
        model = Position

    referral = factory.SubFactory(ReferralFactory)
    author = factory.SubFactory(UserFactory)
    stance = Stance.FOR


class MemberRemarkFactory(DjangoModelFactory):
    class Meta:
        model = MemberRemark

    referral = factory.SubFactory(ReferralFactory)
    author = factory.SubFactory(UserFactory)
    text = factory.Sequence(lambda n: f"Срок не назван ({n}).")
