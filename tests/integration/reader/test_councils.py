"""A council's record: one definition for the list and for its own page."""

import datetime as dt

import pytest
from django.test import Client
from django.utils import timezone

from consultations.process.numbers import CouncilNumbers, ReferralNumbers, council_numbers
from core.accounts.models import MembershipRole
from tests.factories.accounts import CouncilFactory, MembershipFactory
from tests.factories.expertise import BallotFactory, OpinionFactory
from tests.factories.process import ReferralFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def test_who_left_and_who_was_late_are_told_apart(client: Client) -> None:
    today = timezone.localdate()
    council, other = CouncilFactory(), CouncilFactory()
    member = MembershipFactory(body=council, role=MembershipRole.MEMBER)
    MembershipFactory(body=council, role=MembershipRole.CHAIR, user=member.user)
    MembershipFactory(body=council, role=MembershipRole.MEMBER, ends_on=today - DAY)
    MembershipFactory(body=council, role=MembershipRole.MODERATOR)
    ReferralFactory(council=council, answered=True, due_on=today)
    ReferralFactory(council=council, answered=True, due_on=today - DAY)
    ReferralFactory(council=council, due_on=today - DAY)
    ReferralFactory(council=council, due_on=today)
    found = council_numbers([council.pk, other.pk], on=today)
    assert found == {
        council.pk: CouncilNumbers(
            1,
            ReferralNumbers(
                referred=4, accepted=2, answered=2, in_time=1, late=1, overdue=1, days=0
            ),
        ),
        other.pk: CouncilNumbers(),
    }
    for address in ("/councils/", f"/councils/{council.slug}/"):
        assert client.get(address).status_code == 200


def test_the_list_costs_the_same_for_one_and_for_twenty(client: Client) -> None:
    ReferralFactory()
    before = page_queries(client, "/councils/")
    for _ in range(19):
        ReferralFactory()
    assert page_queries(client, "/councils/") == before


def test_members_show_at_how_many_meetings_they_were(client: Client) -> None:
    present = BallotFactory(opinion__adopted=True)
    council = present.opinion.council
    second = OpinionFactory(adopted=True, referral__council=council)
    BallotFactory(opinion=second, member=present.member, attendance="excused", vote="")
    BallotFactory(opinion__referral__council=council, member=present.member)  # of a draft
    url = f"/councils/{council.slug}/"
    page = client.get(url)
    line = page.context["attendance"][present.member.user_id]
    assert "1 из 2" in page.content.decode()
    assert (line.present, line.excused, line.recorded) == (1, 1, 2)
    before = page_queries(client, url)
    for _ in range(10):
        BallotFactory(opinion=second)
    assert page_queries(client, url) == before
