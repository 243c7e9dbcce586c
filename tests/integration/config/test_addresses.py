"""Addresses that lead nowhere say so, whatever is in them."""

import pytest
from django.test import Client

from config.permission_table import is_ours
from core.accounts.models import MembershipRole
from tests.factories.accounts import CouncilFactory, staff
from tests.factories.process import ConsultationFactory
from tests.integration.config.test_permission_table import addresses

pytestmark = pytest.mark.django_db
ENDLESS = "9" * 23


@pytest.mark.parametrize(
    "address",
    [
        f"/desk/moderation/{ENDLESS}/",
        f"/desk/answers/{ENDLESS}/",
        f"/desk/opinions/{ENDLESS}/",
        f"/desk/consultations/{ENDLESS}/",
        f"/journal/{ENDLESS}/",
        f"/bills/x/v{ENDLESS}/",
        f"/bills/x/compare/1..{ENDLESS}/",
        f"/consultations/{ENDLESS}/x/",
        "/consultations/2026/x/conclusion/%00/",
    ],
)
def test_an_endless_number_is_not_found(client: Client, address: str) -> None:
    client.force_login(staff(CouncilFactory(), MembershipRole.MODERATOR))
    assert client.get(address).status_code == 404


def test_an_endless_comment_is_not_found(client: Client) -> None:
    own = ConsultationFactory().get_absolute_url()
    assert client.get(f"{own}comments/{ENDLESS}/").status_code == 404


def test_keys_of_rows_have_a_bound_in_every_address() -> None:
    """`int` takes numbers that no database holds; a key is `row`."""
    ours = [str(pattern) for pattern, view in addresses() if is_ours(view)]
    assert any("<row:pk>" in address for address in ours)
    assert [address for address in ours if "<int:pk>" in address] == []
