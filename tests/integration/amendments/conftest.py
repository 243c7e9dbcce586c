"""A closed consultation and its committee."""

import pytest
from django.test import Client

from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from tests.factories.accounts import staff
from tests.factories.process import ConsultationFactory


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def clerk(consultation: Consultation) -> User:
    return staff(consultation.responder, MembershipRole.CLERK)


@pytest.fixture
def desk(client: Client, clerk: User) -> Client:
    client.force_login(clerk)
    return client
