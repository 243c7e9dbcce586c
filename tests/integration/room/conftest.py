"""A room with a secretary and a member who have declared that there is no conflict."""

import pytest

from consultations.process.models import Referral
from core.accounts.models import MembershipRole, User
from drafts.models import Provision
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ReferralFactory
from tests.factories.room import seated


@pytest.fixture
def referral() -> Referral:
    found: Referral = ReferralFactory()
    return found


@pytest.fixture
def provision(referral: Referral) -> Provision:
    found: Provision = ProvisionFactory(
        version=referral.consultation.version, path="article:5", number="5", eid="art_5"
    )
    return found


@pytest.fixture
def member(referral: Referral) -> User:
    return seated(referral, name="Иванова Мария Петровна")


@pytest.fixture
def secretary(referral: Referral) -> User:
    return seated(referral, MembershipRole.SECRETARY, name="Рябинин Глеб Тимурович")
