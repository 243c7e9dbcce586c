"""Seats, declarations, who prepares the opinion."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.experts.models import Capacity
from consultations.process.models import Referral
from consultations.room import selectors, services
from consultations.room.domain.seats import SeatKind
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.models import Declaration, Preparation, ReadMark
from consultations.room.selectors.seats import current_preparation
from core.accounts.models import Membership, MembershipRole, User
from core.journal.models import JournalEntry
from tests import moment
from tests.factories.accounts import CouncilFactory, MembershipFactory, UserFactory
from tests.factories.expertise import OpinionFactory
from tests.factories.process import ReferralFactory
from tests.factories.room import AppointmentFactory, DeclarationFactory, seated

pytestmark = pytest.mark.django_db


def refused(verb: object, **words: object) -> RoomProblem:
    with pytest.raises(RoomError) as refusal:
        verb(now=moment.now(), **words)  # type: ignore[operator]
    return refusal.value.code


@pytest.mark.parametrize("role", MembershipRole.values)
def test_only_the_council_sits_in_its_room(referral: Referral, role: str) -> None:
    user = seated(referral, role)
    seat = selectors.seat_of(user, referral)
    if role in ("chair", "member", "secretary"):
        assert seat is not None
        assert seat.kind == role
        assert seat.leads == (role != "member")
        assert seat.may_vote
    else:
        assert seat is None
    elsewhere = MembershipFactory(body=CouncilFactory(), role=role).user
    assert selectors.seat_of(elsewhere, referral) is None


def test_administrators_and_strangers_do_not_enter(referral: Referral) -> None:
    assert selectors.seat_of(UserFactory(is_superuser=True), referral) is None
    assert selectors.seat_of(None, referral) is None


@pytest.mark.parametrize("capacity", Capacity.values)
def test_the_appointed_write_but_never_vote(referral: Referral, capacity: str) -> None:
    organisation = "Общество «Равные»" if capacity == "observer" else ""
    one = AppointmentFactory(referral=referral, capacity=capacity, organisation=organisation)
    DeclarationFactory(referral=referral, user=one.user)
    seat = selectors.seat_of(one.user, referral)
    assert seat is not None
    assert (seat.kind, seat.membership, seat.appointment) == (SeatKind(capacity), None, one)
    assert (seat.may_author, seat.may_vote, seat.leads) == (True, False, False)
    assert seat.may_report == (capacity == "expert")
    other = ReferralFactory(council=referral.council)
    assert selectors.seat_of(one.user, other) is None
    one.ended_at = moment.now()
    one.save()
    assert selectors.seat_of(one.user, referral) is None
    assert selectors.has_sat(one.user, referral)


def test_a_term_that_has_ended_or_not_begun_is_no_seat(referral: Referral, member: User) -> None:
    yesterday = timezone.localdate() - dt.timedelta(days=1)
    Membership.objects.filter(user=member).update(ends_on=yesterday)
    assert selectors.seat_of(member, referral) is None
    assert selectors.seat_of(member, referral, yesterday) is not None
    Membership.objects.filter(user=member).update(
        ends_on=None, starts_on=timezone.localdate() + dt.timedelta(days=1)
    )
    assert selectors.seat_of(member, referral) is None


def test_seats_cost_three_queries(
    referral: Referral, member: User, django_assert_num_queries
) -> None:
    for _number in range(3):
        seated(referral)
        AppointmentFactory(referral=referral)
    with django_assert_num_queries(3):
        assert len(selectors.seats_in(referral)) == 7
    with django_assert_num_queries(3):
        assert selectors.seat_of(member, referral)


def test_the_later_declaration_counts_and_both_stay(referral: Referral) -> None:
    user = seated(referral, declared=False)
    assert not selectors.seat_of(user, referral).has_declared
    services.declare(actor=user, referral=referral, has_conflict=False, now=moment.now())
    services.declare(
        actor=user, referral=referral, has_conflict=True, text="Работаю у автора", now=moment.now()
    )
    seat = selectors.seat_of(user, referral)
    assert (seat.has_conflict, seat.may_author, seat.may_vote) == (True, False, False)
    services.declare(actor=user, referral=referral, has_conflict=False, now=moment.now())
    assert selectors.seat_of(user, referral).may_author
    assert Declaration.objects.filter(user=user).count() == 3
    entries = JournalEntry.objects.filter(kind="room.declared")
    assert entries.count() == 3
    assert "автора" not in str(entries.values_list("body", flat=True))
    assert {"council", "declaration", "conflict", "seat"} == set(entries[0].body)


def test_a_conflict_is_explained(referral: Referral, member: User) -> None:
    code = refused(services.declare, actor=member, referral=referral, has_conflict=True, text="  ")
    assert code is RoomProblem.CONFLICT_WITHOUT_TEXT
    with pytest.raises(IntegrityError), transaction.atomic():
        DeclarationFactory(referral=referral, has_conflict=True)


def test_the_secretary_records_what_somebody_has_told(
    referral: Referral, member: User, secretary: User
) -> None:
    offline = seated(referral, declared=False)
    words = {"referral": referral, "has_conflict": False, "person": offline}
    made = services.declare(actor=secretary, basis="phone", now=moment.now(), **words)
    assert (made.user, made.entered_by, made.basis) == (offline, secretary, "phone")
    assert refused(services.declare, actor=secretary, **words) is RoomProblem.NO_BASIS
    assert (
        refused(services.declare, actor=member, basis="phone", **words) is RoomProblem.NOT_SECRETARY
    )
    Membership.objects.filter(user=offline).update(ends_on=dt.date(2020, 1, 1))
    assert (
        refused(services.declare, actor=secretary, basis="phone", **words)
        is RoomProblem.AUTHOR_TERM_ENDED
    )
    words["person"] = UserFactory()
    assert (
        refused(services.declare, actor=secretary, basis="phone", **words)
        is RoomProblem.AUTHOR_NO_SEAT
    )


def test_nothing_is_declared_by_strangers_or_after_the_adoption(
    referral: Referral, member: User
) -> None:
    words = {"referral": referral, "has_conflict": False}
    assert refused(services.declare, actor=UserFactory(), **words) is RoomProblem.NO_SEAT
    OpinionFactory(referral=referral, adopted=True)
    assert refused(services.declare, actor=member, **words) is RoomProblem.ADOPTED


def test_preparation_is_entrusted_and_the_earlier_one_stays(
    referral: Referral, member: User, secretary: User
) -> None:
    first = services.set_preparation(
        actor=secretary, referral=referral, kind="working_group", rapporteur=member,
        people=[member, secretary], now=moment.now(),
    )  # fmt: skip
    assert list(first.people.all()) == [secretary]
    expert = AppointmentFactory(referral=referral).user
    chair = seated(referral, MembershipRole.CHAIR)
    second = services.set_preparation(
        actor=chair, referral=referral, kind="commission", rapporteur=expert, now=moment.now()
    )
    assert current_preparation(referral) == second
    assert Preparation.objects.filter(referral=referral, ended_at=moment.now()).get() == first
    entry = JournalEntry.objects.filter(kind="room.preparation_set").latest("pk")
    assert entry.body["council"] == referral.council_id


def test_who_may_not_prepare(referral: Referral, member: User, secretary: User) -> None:
    words = {"referral": referral, "kind": "commission"}
    verb = services.set_preparation
    assert refused(verb, actor=member, rapporteur=member, **words) is RoomProblem.NOT_LEADING
    words["actor"] = secretary
    assert refused(verb, rapporteur=UserFactory(), **words) is RoomProblem.RAPPORTEUR_NO_SEAT
    observer = AppointmentFactory(
        referral=referral, capacity=Capacity.OBSERVER, organisation="Общество"
    ).user
    assert refused(verb, rapporteur=observer, **words) is RoomProblem.RAPPORTEUR_OBSERVER
    partial = seated(referral, conflict=True)
    assert refused(verb, rapporteur=partial, **words) is RoomProblem.RAPPORTEUR_CONFLICT
    words["rapporteur"] = member
    assert refused(verb, people=[partial], **words) is RoomProblem.PERSON_CONFLICT
    assert refused(verb, people=[UserFactory()], **words) is RoomProblem.PERSON_NO_SEAT
    assert not Preparation.objects.exists()


def test_reading_is_noted_once_in_ten_minutes(referral: Referral, member: User) -> None:
    services.mark_read(actor=member, referral=referral, now=moment.now())
    services.mark_read(actor=member, referral=referral, now=moment.now() + dt.timedelta(minutes=5))
    mark = ReadMark.objects.get()
    assert (mark.first_at, mark.last_at) == (moment.now(), moment.now())
    later = moment.now() + dt.timedelta(minutes=30)
    services.mark_read(actor=member, referral=referral, now=later)
    mark.refresh_from_db()
    assert (mark.first_at, mark.last_at) == (moment.now(), later)
