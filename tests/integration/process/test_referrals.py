"""Sending a bill to councils: `refer_to_council`, its letters, and reminders."""

import datetime as dt

import pytest
from django.utils import timezone

from consultations.process import selectors, services
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.events import ReferralSent, referral_sent
from consultations.process.messages import problem_message
from consultations.process.models import Consultation, Referral
from core.accounts.models import BodyKind, MembershipRole
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from tests.factories.accounts import (
    CouncilFactory,
    MembershipFactory,
    UserFactory,
    staff,
)
from tests.factories.control import inspection, monitoring
from tests.factories.process import ConsultationFactory, ReferralFactory

pytestmark = pytest.mark.django_db

NOW = dt.datetime(2026, 3, 10, 3, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 10)
DAY = dt.timedelta(days=1)


@pytest.fixture
def consultation() -> Consultation:
    return ConsultationFactory(opens_on=TODAY - 5 * DAY, closes_on=TODAY + 20 * DAY)


def referred(consultation, council=None, **params) -> Referral:
    params = {"actor": None, "due_on": TODAY + 10 * DAY, "now": NOW} | params
    return services.refer_to_council(
        consultation=consultation, council=council or CouncilFactory(), **params
    )


def letters() -> list[tuple[str, str]]:
    return sorted(OutboxMessage.objects.values_list("key", "to"))


# --- Sending ----------------------------------------------------------------------------------


def test_a_referral_is_written_into_the_journal_and_told(consultation) -> None:
    told = []

    def receiver(sender, event, **kwargs):
        told.append(event)

    council = CouncilFactory()
    referral_sent.connect(receiver)
    try:
        referral = referred(consultation, council, actor=UserFactory())
    finally:
        referral_sent.disconnect(receiver)
    assert told == [ReferralSent(referral.pk)]
    entry = JournalEntry.objects.get()
    assert (entry.kind, entry.subject_id) == ("referral.sent", str(consultation.pk))
    assert entry.body == {
        "referral": referral.pk,
        "council": council.pk,
        "due_on": "2026-03-20",
        "actor_role": "clerk",
    }
    assert (referral.status, referral.sent_at) == ("sent", NOW)


def test_the_council_and_its_secretaries_get_one_letter_each(consultation) -> None:
    council = CouncilFactory(email="Council@veche.example")
    secretary = staff(council, MembershipRole.SECRETARY)
    same_address = UserFactory(email="council@veche.example")
    MembershipFactory(user=same_address, body=council, role=MembershipRole.SECRETARY)
    MembershipFactory(body=council, role=MembershipRole.MEMBER)
    former = staff(council, MembershipRole.SECRETARY)
    former.memberships.update(ends_on=timezone.localdate() - DAY)
    blocked = staff(council, MembershipRole.SECRETARY)
    blocked.is_active = False
    blocked.save()

    referral = referred(consultation, council)

    assert letters() == sorted(
        [
            (f"referral:{referral.pk}:body", "council@veche.example"),
            (f"referral:{referral.pk}:user-{secretary.pk}", secretary.email),
        ]
    )
    letter = OutboxMessage.objects.get(key=f"referral:{referral.pk}:body")
    for part in (letter.body_text, letter.body_html):
        assert consultation.version.bill.title in part
        assert "20 марта 2026" in part
        assert f"/desk/opinions/{referral.pk}/" in part


def test_a_council_without_a_usable_address_is_asked_all_the_same(consultation) -> None:
    referral = referred(consultation, CouncilFactory(email="not an address"))
    assert Referral.objects.get() == referral
    assert letters() == []


def test_the_usual_term_ends_before_the_window(consultation) -> None:
    referral = referred(consultation, due_on=None)
    assert referral.due_on == consultation.closes_on - 3 * DAY


@pytest.mark.parametrize("length", [0, 1, 2, 5])
def test_the_usual_term_fits_into_a_short_window(length) -> None:
    consultation = ConsultationFactory(opens_on=TODAY, closes_on=TODAY + length * DAY)
    assert TODAY <= referred(consultation, due_on=None).due_on <= consultation.closes_on


def test_several_councils_are_asked_together_or_not_at_all(consultation) -> None:
    first, second = CouncilFactory(), CouncilFactory()
    services.refer_to_councils(
        actor=None, consultation=consultation, councils=[first], due_on=TODAY, now=NOW
    )
    with pytest.raises(ProcessError):
        services.refer_to_councils(
            actor=None, consultation=consultation, councils=[second, first], due_on=TODAY, now=NOW
        )
    assert list(Referral.objects.values_list("council", flat=True)) == [first.pk]


# --- Refusals ---------------------------------------------------------------------------------


def test_a_council_is_asked_once(consultation) -> None:
    council = CouncilFactory()
    referred(consultation, council)
    with pytest.raises(ProcessError) as error:
        referred(consultation, council)
    assert error.value.code is ProcessProblem.ALREADY_REFERRED


@pytest.mark.parametrize("offset", [-1, 21])
def test_the_term_lies_within_the_window(consultation, offset) -> None:
    with pytest.raises(ProcessError) as error:
        referred(consultation, due_on=TODAY + offset * DAY)
    assert error.value.code is ProcessProblem.DUE_OUTSIDE_WINDOW
    assert not Referral.objects.exists()


@pytest.mark.parametrize("offset", [0, 20])
def test_today_and_the_last_day_are_within_the_window(consultation, offset) -> None:
    assert referred(consultation, due_on=TODAY + offset * DAY).pk


def test_a_closed_window_takes_no_councils(consultation) -> None:
    with pytest.raises(ProcessError) as error:
        referred(consultation, now=consultation.closes_at, due_on=None)
    assert error.value.code is ProcessProblem.NOT_REFERRABLE_NOW


def test_an_announced_window_does(consultation) -> None:
    assert referred(consultation, now=consultation.opens_at - DAY).pk


def test_a_concluded_consultation_takes_no_councils() -> None:
    with pytest.raises(ProcessError) as error:
        referred(ConsultationFactory(concluded=True))
    assert error.value.code is ProcessProblem.NOT_REFERRABLE_NOW


def test_only_subjects_of_public_control_are_asked(consultation) -> None:
    with pytest.raises(ProcessError) as error:
        referred(consultation, CouncilFactory(kind=BodyKind.COORDINATION_COUNCIL))
    assert error.value.code is ProcessProblem.NOT_CONTROL_SUBJECT


# --- Reminders --------------------------------------------------------------------------------


def waiting(consultation, due: dt.date, **params) -> Referral:
    params = {"sent_at": NOW - 20 * DAY, "council__email": "council@veche.example"} | params
    return ReferralFactory(consultation=consultation, due_on=due, **params)


def test_a_council_is_reminded_once_before_its_term_and_once_after(consultation) -> None:
    referral = waiting(consultation, TODAY + 4 * DAY)
    assert services.remind_councils(now=NOW) == 0
    assert services.remind_councils(now=NOW + DAY) == 1
    assert services.remind_councils(now=NOW + DAY) == 0
    assert services.remind_councils(now=NOW + 4 * DAY) == 0
    assert services.remind_councils(now=NOW + 5 * DAY) == 1
    assert services.remind_councils(now=NOW + 9 * DAY) == 0
    assert [key for key, _to in letters()] == [
        f"referral-overdue:{referral.pk}:body",
        f"referral-soon:{referral.pk}:body",
    ]


def test_a_missed_reminder_is_not_sent_late(consultation) -> None:
    referral = waiting(consultation, TODAY - DAY)
    assert services.remind_councils(now=NOW) == 1
    assert [key for key, _to in letters()] == [f"referral-overdue:{referral.pk}:body"]


@pytest.mark.parametrize("params", [{"answered": True}, {"sent_at": NOW}])
def test_who_has_answered_or_was_just_asked_is_not_reminded(consultation, params) -> None:
    waiting(consultation, TODAY + 2 * DAY, **params)
    assert services.remind_councils(now=NOW) == 0


def test_after_the_conclusion_nobody_is_reminded() -> None:
    waiting(ConsultationFactory(concluded=True), TODAY - DAY)
    assert services.remind_councils(now=NOW) == 0


@pytest.mark.parametrize("make", [monitoring, inspection])
def test_councils_give_no_opinions_in_a_monitoring_or_an_inspection(make) -> None:
    event = make(opens_on=TODAY - 5 * DAY, closes_on=TODAY + 20 * DAY)
    council = CouncilFactory()
    for act in (
        lambda: referred(event, council),
        lambda: services.take_up(actor=None, consultation=event, council=council, now=NOW),
    ):
        with pytest.raises(ProcessError) as caught:
            act()
        assert caught.value.code is ProcessProblem.NO_OPINION_HERE
        assert problem_message(caught.value.code)
    assert selectors.initiatives([council.pk], NOW) == []
