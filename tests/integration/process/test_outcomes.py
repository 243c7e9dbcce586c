"""What becomes of a referral: accepted, declined, withdrawn, answered, or begun by the council."""

import datetime as dt

import pytest
from django.db import IntegrityError, transaction

from consultations.process import services
from consultations.process.domain.lifecycle import GivenTerm
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.events import (
    referral_accepted,
    referral_declined,
    referral_taken_up,
    referral_withdrawn,
)
from consultations.process.models import Consultation, Referral
from consultations.process.terms import explain_referral
from core.accounts.models import BodyKind, MembershipRole
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from core.rules.models import CalendarYear
from core.rules.selectors import work_calendar
from tests.factories.accounts import CouncilFactory, UserFactory, staff
from tests.factories.process import ConsultationFactory, ReferralFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)
REASON = "Кворума до конца срока не будет."


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory(opens_on=TODAY - 5 * DAY, closes_on=TODAY + 60 * DAY)


@pytest.fixture
def referral(consultation) -> Referral:
    return ReferralFactory(
        consultation=consultation,
        council__email="council@veche.example",
        due_on=TODAY + 10 * DAY,
        sent_at=NOW - 2 * DAY,
    )


def refused(code: ProcessProblem, verb, **params) -> ProcessError:
    with pytest.raises(ProcessError) as error:
        verb(**{"actor": None, "now": NOW} | params)
    assert error.value.code is code
    return error.value


def decline(referral, **params) -> Referral:
    params = {"actor": None, "reason": REASON, "now": NOW} | params
    return services.decline_referral(referral=referral, **params)


def withdraw(referral, **params) -> Referral:
    params = {"actor": None, "reason": REASON, "now": NOW} | params
    return services.withdraw_referral(referral=referral, **params)


def accept(referral, **params) -> Referral:
    return services.accept_referral(**{"actor": None, "now": NOW} | params, referral=referral)


def keys() -> list[str]:
    return sorted(OutboxMessage.objects.values_list("key", flat=True))


# --- Accepting --------------------------------------------------------------------------------


def test_accepting_is_journalled_and_told_to_the_sender(referral) -> None:
    clerk = staff(referral.consultation.responder, MembershipRole.CLERK)
    told = []

    def receiver(sender, event, **kwargs):
        told.append(event.referral_id)

    referral_accepted.connect(receiver)
    try:
        accept(referral, actor=UserFactory())
    finally:
        referral_accepted.disconnect(receiver)
    referral.refresh_from_db()
    assert (referral.status, referral.accepted_at) == ("accepted", NOW)
    assert told == [referral.pk]
    entry = JournalEntry.objects.get(kind="referral.accepted")
    assert entry.body == {
        "referral": referral.pk,
        "council": referral.council_id,
        "actor_role": "secretary",
    }
    assert keys() == [f"referral-accepted:{referral.pk}:user-{clerk.pk}"]


def test_a_late_acceptance_is_still_one(referral) -> None:
    assert accept(referral, now=NOW + 30 * DAY).status == "accepted"


# --- Declining and withdrawing ----------------------------------------------------------------


@pytest.mark.parametrize("first", [None, accept])
def test_declining_says_why_and_ends_it(referral, first) -> None:
    clerk = staff(referral.consultation.responder, MembershipRole.CLERK)
    if first is not None:
        first(referral, now=NOW - DAY)
    told = []

    def receiver(sender, event, **kwargs):
        told.append(event.referral_id)

    referral_declined.connect(receiver)
    try:
        decline(referral, reason=f"  {REASON} ")
    finally:
        referral_declined.disconnect(receiver)
    referral.refresh_from_db()
    assert (referral.status, referral.reason, referral.closed_at) == ("declined", REASON, NOW)
    assert told == [referral.pk]
    entry = JournalEntry.objects.get(kind="referral.declined")
    assert len(entry.body["reason_sha256"]) == 64
    letter = OutboxMessage.objects.get(key=f"referral-declined:{referral.pk}:user-{clerk.pk}")
    assert REASON in letter.body_text
    assert REASON in letter.body_html


def test_withdrawing_tells_the_council(referral) -> None:
    told = []

    def receiver(sender, event, **kwargs):
        told.append(event.referral_id)

    referral_withdrawn.connect(receiver)
    try:
        withdraw(referral)
    finally:
        referral_withdrawn.disconnect(receiver)
    referral.refresh_from_db()
    assert (referral.status, referral.reason) == ("withdrawn", REASON)
    assert told == [referral.pk]
    assert keys() == [f"referral-withdrawn:{referral.pk}:body"]
    assert JournalEntry.objects.get(kind="referral.withdrawn").subject_id == str(
        referral.consultation_id
    )


@pytest.mark.parametrize("verb", [decline, withdraw])
def test_what_is_over_is_neither_overdue_nor_reminded(referral, verb) -> None:
    verb(referral)
    OutboxMessage.objects.all().delete()
    later = TODAY + 30 * DAY
    assert not Referral.objects.overdue(later).exists()
    assert services.remind_councils(now=NOW + 9 * DAY) == 0
    assert services.remind_councils(now=NOW + 30 * DAY) == 0


def test_who_has_accepted_is_reminded_as_well(referral) -> None:
    accept(referral)
    assert services.remind_councils(now=NOW + 8 * DAY) == 1
    assert services.remind_councils(now=NOW + 12 * DAY) == 1
    assert f"referral-overdue:{referral.pk}:body" in keys()


@pytest.mark.parametrize("verb", [decline, withdraw])
def test_the_council_may_be_asked_anew(referral, verb) -> None:
    verb(referral)
    again = services.refer_to_council(
        actor=None, consultation=referral.consultation, council=referral.council, now=NOW
    )
    assert again.pk != referral.pk
    refused(
        ProcessProblem.ALREADY_REFERRED,
        services.refer_to_council,
        consultation=referral.consultation,
        council=referral.council,
    )


# --- Refusals ---------------------------------------------------------------------------------


@pytest.mark.parametrize("verb", [services.decline_referral, services.withdraw_referral])
@pytest.mark.parametrize(
    ("reason", "code"),
    [
        ("", ProcessProblem.NO_REASON),
        (" \n ", ProcessProblem.NO_REASON),
        ("а" * 2001, ProcessProblem.REASON_TOO_LONG),
    ],
)
def test_a_refusal_needs_a_reason(referral, verb, reason, code) -> None:
    refused(code, verb, referral=referral, reason=reason)
    referral.refresh_from_db()
    assert referral.status == "sent"
    assert not JournalEntry.objects.exists()


@pytest.mark.parametrize("first", [accept, decline, withdraw])
def test_nothing_is_accepted_twice_or_after_the_end(referral, first) -> None:
    first(referral)
    refused(ProcessProblem.ALREADY_DECIDED, services.accept_referral, referral=referral)


@pytest.mark.parametrize("first", [decline, withdraw])
@pytest.mark.parametrize("second", [services.decline_referral, services.withdraw_referral])
def test_nothing_is_ended_twice(referral, first, second) -> None:
    first(referral)
    refused(ProcessProblem.ALREADY_DECIDED, second, referral=referral, reason="Иначе")
    referral.refresh_from_db()
    assert referral.reason == REASON


@pytest.mark.parametrize("second", [services.decline_referral, services.withdraw_referral])
def test_an_answered_one_is_neither_declined_nor_withdrawn(consultation, second) -> None:
    answered = ReferralFactory(consultation=consultation, answered=True)
    refused(ProcessProblem.ALREADY_DECIDED, second, referral=answered, reason=REASON)


def test_nothing_changes_after_the_conclusion() -> None:
    referral = ReferralFactory(consultation=ConsultationFactory(concluded=True), sent_at=NOW - DAY)
    refused(ProcessProblem.CONCLUDED, services.accept_referral, referral=referral)
    refused(ProcessProblem.CONCLUDED, services.decline_referral, referral=referral, reason=REASON)
    refused(ProcessProblem.CONCLUDED, services.withdraw_referral, referral=referral, reason=REASON)


def test_a_decision_does_not_go_back_in_time(referral) -> None:
    early = referral.sent_at - DAY
    refused(ProcessProblem.BEFORE_SENT, services.accept_referral, referral=referral, now=early)
    refused(
        ProcessProblem.BEFORE_SENT,
        services.decline_referral,
        referral=referral,
        reason=REASON,
        now=early,
    )


# --- Own initiative ---------------------------------------------------------------------------


def test_a_council_begins_without_being_asked(consultation) -> None:
    council = CouncilFactory()
    clerk = staff(consultation.responder, MembershipRole.CLERK)
    told = []

    def receiver(sender, event, **kwargs):
        told.append(event.referral_id)

    referral_taken_up.connect(receiver)
    try:
        made = services.take_up(
            actor=UserFactory(), consultation=consultation, council=council, now=NOW
        )
    finally:
        referral_taken_up.disconnect(receiver)
    assert made.own_initiative
    assert (made.status, made.accepted_at, made.sender) == ("accepted", NOW, council)
    assert made.due_on == consultation.closes_on - 3 * DAY
    assert made.term_rule == "referral.before_closing"
    assert told == [made.pk]
    assert JournalEntry.objects.get(kind="referral.taken_up").actor_role == "secretary"
    assert keys() == [f"referral-taken-up:{made.pk}:user-{clerk.pk}"]


def test_own_initiative_is_given_up_not_declined(consultation) -> None:
    made = services.take_up(
        actor=None, consultation=consultation, council=CouncilFactory(), now=NOW
    )
    refused(ProcessProblem.OWN_INITIATIVE, services.decline_referral, referral=made, reason=REASON)
    assert withdraw(made).status == "withdrawn"


@pytest.mark.parametrize(
    ("council", "now", "code"),
    [
        ({"kind": BodyKind.COORDINATION_COUNCIL}, NOW, ProcessProblem.NOT_CONTROL_SUBJECT),
        ({}, NOW + 90 * DAY, ProcessProblem.NOT_REFERRABLE_NOW),
    ],
)
def test_who_and_when_may_not_begin(consultation, council, now, code) -> None:
    council = CouncilFactory(**council)
    refused(code, services.take_up, consultation=consultation, council=council, now=now)


def test_who_was_asked_does_not_begin(referral) -> None:
    refused(
        ProcessProblem.ALREADY_REFERRED,
        services.take_up,
        consultation=referral.consultation,
        council=referral.council,
    )


# --- Terms ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("term", "day"),
    [
        (GivenTerm(30, "calendar"), dt.date(2026, 4, 9)),
        (GivenTerm(10, "working"), dt.date(2026, 3, 24)),
        # 2 May is a Saturday.
        (GivenTerm(53, "calendar"), dt.date(2026, 5, 4)),
    ],
)
def test_a_term_becomes_a_day_and_is_remembered(consultation, term, day) -> None:
    made = services.refer_to_council(
        actor=None, consultation=consultation, council=CouncilFactory(), term=term, now=NOW
    )
    assert made.due_on == day
    assert (made.term_amount, made.term_unit) == (term.amount, term.unit)
    computed = explain_referral(made, work_calendar())
    assert computed is not None
    assert (computed.day, computed.amount, computed.start) == (day, term.amount, TODAY)
    assert (computed.shifted_from is not None) == (term.amount == 53)


def test_a_day_given_by_the_sender_needs_no_explanation(referral) -> None:
    assert explain_referral(referral, work_calendar()) is None


def test_a_calendar_that_has_changed_explains_nothing(consultation) -> None:
    made = services.refer_to_council(
        actor=None,
        consultation=consultation,
        council=CouncilFactory(),
        term=GivenTerm(10, "working"),
        now=NOW,
    )
    CalendarYear.objects.all().delete()
    assert explain_referral(made, work_calendar()) is None


@pytest.mark.parametrize(
    ("term", "code"),
    [
        (GivenTerm(0, "calendar"), ProcessProblem.BAD_TERM),
        (GivenTerm(-1, "working"), ProcessProblem.BAD_TERM),
        (GivenTerm(367, "calendar"), ProcessProblem.BAD_TERM),
        (GivenTerm(1, "month"), ProcessProblem.BAD_TERM),
        (GivenTerm(61, "calendar"), ProcessProblem.DUE_OUTSIDE_WINDOW),
    ],
)
def test_a_term_that_cannot_be(consultation, term, code) -> None:
    refused(
        code,
        services.refer_to_council,
        consultation=consultation,
        council=CouncilFactory(),
        term=term,
    )
    assert not Referral.objects.exists()


def test_a_year_without_a_calendar_is_named(consultation) -> None:
    CalendarYear.objects.filter(year=2026).delete()
    error = refused(
        ProcessProblem.NO_CALENDAR,
        services.refer_to_council,
        consultation=consultation,
        council=CouncilFactory(),
        term=GivenTerm(5, "working"),
    )
    assert error.params == {"year": "2026"}


# --- The database keeps it --------------------------------------------------------------------


@pytest.mark.parametrize(
    "broken",
    [
        {"status": "accepted"},
        {"status": "answered"},
        {"status": "declined", "closed_at": NOW},
        {"status": "withdrawn", "reason": REASON},
        {"status": "sent", "reason": REASON},
        {"status": "sent", "accepted_at": NOW},
        {"status": "accepted", "accepted_at": NOW - 3 * DAY},
        {"status": "declined", "closed_at": NOW - 3 * DAY, "reason": REASON},
        {"status": "sent", "own_initiative": True},
        {"term_amount": 5},
        {"term_unit": "working"},
        {"term_amount": 5, "term_unit": "working", "term_rule": "referral.before_closing"},
    ],
)
def test_a_referral_out_of_order_does_not_fit_in(referral, broken) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Referral.objects.filter(pk=referral.pk).update(**broken)


def test_two_live_referrals_do_not_fit_in(referral) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        ReferralFactory(consultation=referral.consultation, council=referral.council)
