import datetime as dt

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from consultations.process.models import Side
from core.accounts.models import MembershipRole
from core.accounts.policy import MembershipPolicy
from core.web.access import table
from tests.factories.accounts import CouncilFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db
POLICY = MembershipPolicy()
ANSWER = "conclusions.answer"


def test_a_role_counts_only_in_a_body_of_the_object() -> None:
    own, other = CouncilFactory(), CouncilFactory()
    clerk = MembershipFactory(body=own, role=MembershipRole.CLERK).user
    assert POLICY.check(clerk, ANSWER, Side("answering", (own.pk,)))
    assert not POLICY.check(clerk, ANSWER, Side("answering", (other.pk,)))


def test_a_phase_outside_the_row_closes_the_action() -> None:
    body = CouncilFactory()
    clerk = MembershipFactory(body=body, role=MembershipRole.CLERK).user
    assert POLICY.check(clerk, ANSWER, Side("open", (body.pk,)))
    assert not POLICY.check(clerk, ANSWER, Side("concluded", (body.pk,)))


@pytest.mark.parametrize(
    ("starts", "ends", "allowed"),
    [(None, None, True), (0, 0, True), (1, None, False), (None, -1, False), (-5, 5, True)],
)
def test_a_membership_counts_during_its_term(
    starts: int | None, ends: int | None, allowed: bool
) -> None:
    def day(offset: int | None) -> dt.date | None:
        return None if offset is None else timezone.localdate() + dt.timedelta(days=offset)

    membership = MembershipFactory(
        role=MembershipRole.CLERK, starts_on=day(starts), ends_on=day(ends)
    )
    side = Side("answering", (membership.body_id,))
    assert POLICY.check(membership.user, ANSWER, side) is allowed


def test_nobody_gets_a_right_without_a_role() -> None:
    user = UserFactory()
    for row in table():
        open_to_all = row.roles & {"anyone", "citizen"}
        assert POLICY.check(user, row.action) is bool(open_to_all), row.action
        assert POLICY.check(AnonymousUser(), row.action) is ("anyone" in row.roles), row.action
