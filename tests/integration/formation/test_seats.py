"""Nobody is seated in two councils where a rule forbids that."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from cms.registers.formation import selectors
from core.accounts import services
from core.accounts.domain.composition import Term
from core.accounts.domain.members import CompositionData, MemberData, PersonData
from core.accounts.errors import CouncilError, CouncilProblem
from core.accounts.models import Council, Membership, MembershipRole
from tests import moment
from tests.factories.accounts import CouncilFactory, MembershipFactory, consent_texts, staff
from tests.factories.formation import SeatRuleFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def seat(council: Council, member: Membership, **data: object) -> Membership:
    consent_texts()
    return services.seat_member(
        actor=None,
        council=council,
        person=PersonData(member.user.email),
        data=MemberData("member", **data),  # type: ignore[arg-type]
        has_consented=True,
        now=timezone.now(),
    )


def test_who_sits_elsewhere_is_not_seated_and_hears_why() -> None:
    member, council = MembershipFactory(), CouncilFactory()
    rule = SeatRuleFactory(council=council, basis="Положение, п. 9")
    with pytest.raises(CouncilError) as refusal:
        seat(council, member)
    assert refusal.value.code is CouncilProblem.OTHER_COUNCIL
    assert refusal.value.details == {"council": member.body.name, "basis": "Положение, п. 9"}
    rule.live = False
    rule.save()
    assert seat(council, member).body_id == council.pk


def test_a_rule_may_name_the_other_councils() -> None:
    member, council = MembershipFactory(), CouncilFactory()
    rule = SeatRuleFactory(council=council)
    rule.others.set([CouncilFactory()])
    rule.save()
    assert seat(council, member).body_id == council.pk
    rule.others.add(member.body)
    rule.save()
    other = MembershipFactory(body=member.body)
    with pytest.raises(CouncilError):
        seat(council, other)


def test_an_ended_seat_and_another_role_do_not_count() -> None:
    council = CouncilFactory()
    SeatRuleFactory(council=council)
    former = MembershipFactory(ends_on=moment.today() - DAY)
    moderator = MembershipFactory(role=MembershipRole.MODERATOR)
    for member in (former, moderator):
        assert seat(council, member, starts_on=moment.today()).body_id == council.pk


def test_prolonging_a_seat_into_another_is_refused() -> None:
    other = MembershipFactory(starts_on=moment.today() + 10 * DAY)
    council = CouncilFactory()
    SeatRuleFactory(council=council)
    own = seat(council, other, starts_on=moment.today(), ends_on=moment.today() + 9 * DAY)
    with pytest.raises(CouncilError, match="other_council"):
        services.change_membership(
            actor=None,
            membership=own,
            data=MemberData("member", starts_on=own.starts_on, ends_on=moment.today() + 11 * DAY),
            now=timezone.now(),
        )
    changed = services.change_membership(
        actor=None,
        membership=own,
        data=MemberData("member", "юрист", starts_on=own.starts_on, ends_on=own.ends_on),
        now=timezone.now(),
    )
    assert changed.post == "юрист"


def test_a_new_composition_asks_again() -> None:
    member = MembershipFactory(role=MembershipRole.SECRETARY)
    MembershipFactory(user=member.user)
    SeatRuleFactory(council=member.body)
    with pytest.raises(CouncilError, match="other_council"):
        services.renew_composition(
            actor=None,
            council=Council.objects.get(pk=member.body_id),
            data=CompositionData("Приказ № 8", moment.today(), moment.today() + 300 * DAY, seats=9),
            staying=[member.pk],
            reason="новый состав",
            now=timezone.now(),
        )
    assert not Membership.objects.exclude(ended_at=None).exists()


def test_the_secretary_reads_the_refusal_in_the_form(client: Client) -> None:
    consent_texts()
    member, council = MembershipFactory(), CouncilFactory()
    SeatRuleFactory(council=council, basis="Положение, п. 9")
    client.force_login(
        staff(council, MembershipRole.SECRETARY), "django.contrib.auth.backends.ModelBackend"
    )
    response = client.post(
        reverse("accounts:member_new", args=[council.pk]),
        {"email": member.user.email, "role": "member", "has_consented": "on", "post": "врач"},
    )
    page = response.content.decode()
    assert response.status_code == 422
    assert member.body.name in page
    assert "Положение, п. 9" in page
    assert 'value="врач"' in page


def test_asking_costs_few_queries() -> None:
    member, council = MembershipFactory(), CouncilFactory()
    args = (member.user_id, council.pk, Term(moment.today()))
    with CaptureQueriesContext(connection) as without:
        assert selectors.sits_elsewhere(*args) is None
    for _ in range(5):
        SeatRuleFactory(council=council)
        MembershipFactory(user=member.user)
    with CaptureQueriesContext(connection) as many:
        assert selectors.sits_elsewhere(*args) is not None
    assert (len(without), len(many)) == (1, 3)


def test_seats_that_were_taken_before_a_rule_are_found() -> None:
    member = MembershipFactory()
    other = MembershipFactory(user=member.user)
    MembershipFactory(user=member.user, ends_on=moment.today() - DAY)
    SeatRuleFactory(council=other.body)
    found = selectors.double_seats([member.body_id, other.body_id], moment.today())
    assert {each.membership.pk for each in found} == {member.pk, other.pk}
    assert selectors.double_seats([CouncilFactory().pk], moment.today()) == []
