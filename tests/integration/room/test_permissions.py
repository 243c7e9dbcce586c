"""The rows of the room in the permission table, over roles and phases."""

import pytest
from django.contrib.auth.models import AnonymousUser

from consultations.process.models import Referral
from core.accounts.models import MembershipRole, User
from core.accounts.permissions import policy
from tests.factories.accounts import CouncilFactory, MembershipFactory, UserFactory
from tests.factories.process import ReferralFactory

pytestmark = pytest.mark.django_db

PHASES: dict[str, dict[str, bool]] = {
    "announced": {"upcoming": True},
    "open": {},
    "answering": {"closed": True},
    "concluded": {"concluded": True},
}
LEADS = {MembershipRole.CHAIR, MembershipRole.SECRETARY}


def person(role: str, referral: Referral) -> User | AnonymousUser:
    if role == "anonymous":
        return AnonymousUser()
    user: User = UserFactory()
    if role in MembershipRole.values:
        MembershipFactory(user=user, body=referral.council, role=role)
    elif role == "secretary elsewhere":
        MembershipFactory(user=user, body=CouncilFactory(), role=MembershipRole.SECRETARY)
    return user


@pytest.mark.parametrize("phase", PHASES)
@pytest.mark.parametrize(
    "role", [*MembershipRole.values, "anonymous", "nobody", "secretary elsewhere"]
)
def test_who_may_do_what_and_when(role: str, phase: str) -> None:
    referral = ReferralFactory(
        **{f"consultation__{name}": value for name, value in PHASES[phase].items()}
    )
    user = person(role, referral)
    goes_on, known = phase != "concluded", role != "anonymous"
    # Whoever has signed in: the room itself looks for a seat.
    assert policy.check(user, "room.enter", referral) == known
    assert policy.check(user, "room.write", referral) == (known and goes_on)
    assert policy.check(user, "room.prepare", referral) == (known and goes_on)
    assert policy.check(user, "room.lead", referral) == (role in LEADS and goes_on)
    secretary = role == MembershipRole.SECRETARY
    assert policy.check(user, "room.enter_for", referral) == (secretary and goes_on)
    members = {*LEADS, MembershipRole.MEMBER}
    assert policy.check(user, "room.list", referral) == (role in members)
