"""Who decides objections to answers: who may be named, and to whom an objection goes."""

import datetime as dt

import pytest
from django.utils import timezone

from consultations.conclusions.errors import ObjectionProblem, ObjectionRefused
from consultations.conclusions.models import Reviewer
from consultations.conclusions.selectors.reviewers import candidates
from consultations.conclusions.services import (
    hand_over_stranded,
    name_reviewer,
    reassign_objection,
    release_reviewer,
)
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from tests.factories.accounts import CouncilFactory, MembershipFactory, staff
from tests.factories.objections import named, objected, said_and_answered
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.factories.room import DeclarationFactory

pytestmark = pytest.mark.django_db

DAY = dt.timedelta(days=1)


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


def users(consultation: Consultation) -> set[User]:
    return {one.user for one in candidates(consultation, now=timezone.now())}


def refused(code: ObjectionProblem) -> "pytest.RaisesExc[ObjectionRefused]":
    return pytest.raises(ObjectionRefused, check=lambda error: error.code is code)


def test_members_of_the_organiser_and_of_asked_councils_may(
    consultation: Consultation, django_assert_num_queries
) -> None:
    referral = ReferralFactory(consultation=consultation)
    declined = ReferralFactory(
        consultation=consultation, status="declined", reason="Нет времени.",
        sent_at=timezone.now() - DAY, closed_at=timezone.now(),
    )  # fmt: skip
    own = staff(consultation.organiser, MembershipRole.MEMBER)
    asked = staff(referral.council, MembershipRole.CHAIR)
    staff(declined.council, MembershipRole.MEMBER)
    staff(CouncilFactory(), MembershipRole.MEMBER)
    staff(consultation.organiser, MembershipRole.MODERATOR)
    clerk = staff(consultation.organiser, MembershipRole.MEMBER)
    MembershipFactory(user=clerk, body=consultation.responder, role=MembershipRole.CLERK)
    conflicted = staff(referral.council, MembershipRole.MEMBER)
    DeclarationFactory(referral=referral, user=conflicted, has_conflict=True, text="Брат – автор.")
    former = staff(consultation.organiser, MembershipRole.MEMBER)
    former.memberships.update(ends_on=timezone.localdate() - DAY)
    with django_assert_num_queries(4):
        assert users(consultation) == {own, asked}


def test_nobody_else_is_named(consultation: Consultation) -> None:
    stranger = staff(CouncilFactory(), MembershipRole.MEMBER)
    with refused(ObjectionProblem.NO_REVIEWER):
        name_reviewer(actor=None, consultation=consultation, user=stranger, now=timezone.now())
    reviewer = named(consultation)
    with refused(ObjectionProblem.NAMED_ALREADY):
        name_reviewer(actor=None, consultation=consultation, user=reviewer.user, now=timezone.now())
    assert JournalEntry.objects.filter(kind="reviewer.named").count() == 1


def test_the_next_objection_goes_to_whoever_has_the_fewest(consultation: Consultation) -> None:
    first = named(consultation, now=timezone.now() - DAY)
    second = named(consultation)
    given = [objected(said_and_answered(consultation)).reviewer for _number in range(3)]
    assert given == [first, second, first]


def test_what_waits_goes_to_the_first_who_is_named(consultation: Consultation) -> None:
    objection = objected(said_and_answered(consultation))
    assert objection.reviewer is None
    due = objection.due_on
    reviewer = named(consultation)
    objection.refresh_from_db()
    assert (objection.reviewer, objection.due_on) == (reviewer, due)


def test_an_author_does_not_decide_on_the_own_objection(consultation: Consultation) -> None:
    reviewer = named(consultation)
    comment = said_and_answered(consultation, contact__email=reviewer.user.email)
    objection = objected(comment)
    assert objection.reviewer is None
    with refused(ObjectionProblem.OWN_OBJECTION):
        reassign_objection(
            actor=None, objection=objection, reviewer=reviewer, reason="Так.", now=timezone.now()
        )


def test_an_objection_is_given_to_another_with_a_reason(consultation: Consultation) -> None:
    first = named(consultation, now=timezone.now() - DAY)
    objection = objected(said_and_answered(consultation))
    second = named(consultation)

    def give(reviewer: Reviewer, reason: str = "Отпуск.") -> None:
        reassign_objection(
            actor=None, objection=objection, reviewer=reviewer, reason=reason, now=timezone.now()
        )

    for reviewer, reason, code in (
        (second, " ", ObjectionProblem.NO_REASON),
        (second, "Я" * 501, ObjectionProblem.TOO_LONG),
        (first, "Так.", ObjectionProblem.SAME_REVIEWER),
        (named(ConsultationFactory()), "Так.", ObjectionProblem.NO_REVIEWER),
    ):
        with refused(code):
            give(reviewer, reason)
    give(second)
    objection.refresh_from_db()
    assert (objection.reviewer, objection.handover_reason) == (second, "Отпуск.")
    assert JournalEntry.objects.filter(kind="answer_objection.moved").count() == 1
    assert OutboxMessage.objects.filter(key__startswith="answer-objection-new:").count() == 2


def test_a_released_member_leaves_the_objections_to_the_others(
    consultation: Consultation,
) -> None:
    first = named(consultation, now=timezone.now() - DAY)
    objection = objected(said_and_answered(consultation))
    second = named(consultation)
    release_reviewer(actor=None, reviewer=first, now=timezone.now())
    objection.refresh_from_db()
    assert objection.reviewer == second
    release_reviewer(actor=None, reviewer=second, now=timezone.now())
    objection.refresh_from_db()
    assert objection.reviewer is None
    with refused(ObjectionProblem.RELEASED_ALREADY):
        release_reviewer(actor=None, reviewer=second, now=timezone.now())


def test_the_clock_hands_over_what_nobody_may_decide(consultation: Consultation) -> None:
    first = named(consultation, now=timezone.now() - DAY)
    objection = objected(said_and_answered(consultation))
    second = named(consultation)
    assert hand_over_stranded(now=timezone.now()) == 0
    first.user.memberships.update(ends_on=timezone.localdate() - DAY)
    assert hand_over_stranded(now=timezone.now()) == 1
    assert hand_over_stranded(now=timezone.now()) == 0
    objection.refresh_from_db()
    assert objection.reviewer == second
