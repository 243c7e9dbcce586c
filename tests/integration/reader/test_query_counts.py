"""Pages cost the same for 1 and 2,000 comments, whatever else is on them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from consultations.process.models import Consultation
from tests.factories.accounts import ContactFactory
from tests.factories.comments import ParticipantFactory, ProvisionCommentFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory, ReferralFactory

pytestmark = pytest.mark.django_db


def consultation_with(comments: int) -> Consultation:
    """Open, with two provisions, a referral and so many comments of one person."""
    consultation = ConsultationFactory()
    provisions = [ProvisionFactory(version=consultation.version, position=n) for n in (1, 2)]
    ReferralFactory(consultation=consultation)
    contact = ContactFactory()
    participant = ParticipantFactory(consultation=consultation, email_hash=contact.email_hash)
    for number in range(comments):
        ProvisionCommentFactory(
            consultation=consultation,
            provision=provisions[number % 2],
            contact=contact,
            participant=participant,
        )
    return consultation


def queries(client: Client, address: str) -> int:
    client.get(address)  # content types and the like are read once per process
    with CaptureQueriesContext(
        connection,
    ) as captured:
        response = client.get(address)
    assert response.status_code == 200
    return len(captured)


@pytest.fixture(scope="module")
def pages() -> tuple[Any, ...]:
    return (
        lambda consultation: consultation.get_absolute_url(),
        lambda consultation: consultation.version.get_absolute_url(),
        lambda consultation: f"{consultation.get_absolute_url()}comments/",
        lambda consultation: consultation.version.bill.get_absolute_url(),
    )


def test_1_and_2000_comments_cost_the_same(client: Client, pages: tuple[Any, ...]) -> None:
    few, many = consultation_with(1), consultation_with(2000)
    for page in pages:
        assert queries(client, page(few)) == queries(client, page(many)), page(many)


def test_the_number_of_queries_is_small(client: Client, pages: tuple[Any, ...]) -> None:
    consultation = consultation_with(3)
    assert max(queries(client, page(consultation)) for page in pages) <= 16
