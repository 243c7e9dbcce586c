"""Councils' participation, overdue terms, and how days were counted: what the public sees."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence

import pytest
from django.test import Client
from django.utils import timezone

from consultations.conclusions.models import ProposalSummary
from consultations.process import services
from consultations.process.domain.lifecycle import GivenTerm
from consultations.process.models import Consultation, Referral
from consultations.process.numbers import ReferralNumbers, council_numbers, participation_numbers
from consultations.process.ports import MemberLine, register_activity, unregister_activity
from core.accounts.models import Absence, MembershipRole
from core.rules.models import CalendarYear
from tests.factories.accounts import CouncilFactory, MembershipFactory, UserFactory
from tests.factories.conclusions import adopted, answer_everything, signed
from tests.factories.expertise import BallotFactory, OpinionFactory
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.factories.room import AppointmentFactory, MemberRemarkFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def page_of(consultation: Consultation) -> str:
    return f"{consultation.get_absolute_url()}participation/"


class Everybody:
    """A provider that knows two members of every council."""

    def by_referral(self, referral_ids, /) -> Mapping[int, Sequence[MemberLine]]:
        return {
            pk: [
                MemberLine(1, "Анна Писавшая", "председатель", wrote=3, taken=1, voted=True),
                MemberLine(2, "Борис Голосовавший", voted=True),
            ]
            for pk in referral_ids
        }


@pytest.fixture
def everybody() -> Iterator[None]:
    provider = Everybody()
    register_activity(provider)
    yield
    unregister_activity(provider)


def every_outcome(consultation: Consultation) -> dict[str, Referral]:
    """One referral of each outcome."""
    now, today = timezone.now(), timezone.localdate()
    sent = {"consultation": consultation, "sent_at": now - 10 * DAY}
    made = {
        "waiting": ReferralFactory(**sent),
        "overdue": ReferralFactory(**sent, due_on=today - 3 * DAY),
        "accepted": ReferralFactory(**sent),
        "declined": ReferralFactory(**sent, due_on=today - 3 * DAY),
        "withdrawn": ReferralFactory(**sent, due_on=today - 3 * DAY),
    }
    services.accept_referral(actor=None, referral=made["accepted"], now=now)
    services.decline_referral(
        actor=None, referral=made["declined"], reason="Нет кворума до января", now=now
    )
    services.withdraw_referral(
        actor=None, referral=made["withdrawn"], reason="Направлено по ошибке", now=now
    )
    made["own"] = services.take_up(
        actor=None, consultation=consultation, council=CouncilFactory(), now=now
    )
    answered = {"adopted": True, "referral__consultation": consultation}
    in_time = OpinionFactory(**answered, referral__sent_at=now - 7 * DAY)
    late = OpinionFactory(
        **answered, referral__sent_at=now - 9 * DAY, referral__due_on=today - 2 * DAY
    )
    return made | {"in_time": in_time.referral, "late": late.referral}


def test_every_outcome_is_counted_in_one_way() -> None:
    consultation = ConsultationFactory()
    made = every_outcome(consultation)
    today = timezone.localdate()
    expected = ReferralNumbers(
        referred=6, accepted=3, declined=1, withdrawn=1, own_initiative=1,
        answered=2, in_time=1, late=1, overdue=1, days=8,
    )  # fmt: skip
    assert participation_numbers([consultation.pk], on=today) == {consultation.pk: expected}
    councils = {referral.council_id for referral in made.values()}
    records = council_numbers(councils, on=today)
    for name in ("referred", "accepted", "declined", "withdrawn", "own_initiative", "answered",
                 "in_time", "late", "overdue"):  # fmt: skip
        total = sum(getattr(record.referrals, name) for record in records.values())
        assert total == getattr(expected, name), name


def test_a_council_that_was_asked_again_is_one_council() -> None:
    now, today = timezone.now(), timezone.localdate()
    first = ReferralFactory(sent_at=now - DAY)
    event = first.consultation
    services.decline_referral(actor=None, referral=first, reason="Нет кворума", now=now)
    again = services.refer_to_council(
        actor=None, consultation=event, council=first.council, due_on=first.due_on, now=now
    )
    services.accept_referral(actor=None, referral=again, now=now)
    counted = participation_numbers([event.pk], on=today)[event.pk]
    assert counted == ReferralNumbers(referred=1, accepted=1)
    services.withdraw_referral(actor=None, referral=again, reason="По ошибке", now=now)
    counted = participation_numbers([event.pk], on=today)[event.pk]
    assert counted == ReferralNumbers(referred=1, declined=1)


def test_the_page_tells_each_council_and_why(client: Client) -> None:
    consultation = ConsultationFactory()
    made = every_outcome(consultation)
    response = client.get(page_of(consultation))
    page = response.content.decode()
    for referral in made.values():
        assert referral.council.name in page
    assert "Нет кворума до января" in page
    assert "Направлено по ошибке" in page
    states = {work.line.referral.pk: str(work.line.state) for work in response.context["works"]}
    assert states[made["declined"].pk] == "declined"
    assert states[made["overdue"].pk] == "overdue"
    late = {work.line.referral.pk: work.line.days_late for work in response.context["works"]}
    assert (late[made["overdue"].pk], late[made["late"].pk], late[made["declined"].pk]) == (3, 2, 0)
    known = {work.line.referral for work in response.context["known"]}
    assert known == {made["in_time"], made["late"]}  # the others have no members
    assert page_of(consultation) in client.get(consultation.get_absolute_url()).content.decode()


def test_who_wrote_and_who_only_voted(client: Client, everybody) -> None:
    referral = ReferralFactory()
    response = client.get(page_of(referral.consultation))
    (work,) = response.context["known"]
    assert (work.numbers.wrote, work.numbers.only_voted) == (1, 1)
    assert "Анна Писавшая" in response.content.decode()


def test_without_councils_the_page_says_so(client: Client) -> None:
    assert client.get(page_of(ConsultationFactory())).status_code == 200
    assert client.get("/consultations/2026/no-such/participation/").status_code == 404


def test_the_pages_cost_the_same_for_one_and_for_twenty(client: Client, everybody) -> None:
    consultation = ConsultationFactory()
    past = timezone.localdate() - DAY
    ReferralFactory(consultation=consultation, due_on=past)
    pages = [page_of(consultation), "/overdue/", consultation.get_absolute_url()]
    before = [page_queries(client, page) for page in pages]
    for _ in range(15):
        ReferralFactory(consultation=consultation, due_on=past)
    assert [page_queries(client, page) for page in pages] == before


# --- How a day was counted --------------------------------------------------------------------


def test_a_term_of_the_sender_is_explained(client: Client) -> None:
    consultation = ConsultationFactory()
    council = CouncilFactory()
    services.refer_to_council(
        actor=None,
        consultation=consultation,
        council=council,
        term=GivenTerm(3, "working"),
        now=timezone.now(),
    )
    (work,) = client.get(page_of(consultation)).context["works"]
    assert (work.line.computed.amount, work.line.computed.unit) == (3, "working")
    assert work.line.computed.day == work.line.referral.due_on


def test_the_term_of_answers_is_explained_while_it_follows_from_the_rules(client: Client) -> None:
    closes_on = dt.date(2026, 4, 9)
    dates = {"opens_on": closes_on - 30 * DAY, "closes_on": closes_on}
    known = ConsultationFactory(**dates, answer_due_on=dt.date(2026, 5, 12))
    edited = ConsultationFactory(**dates, answer_due_on=dt.date(2026, 5, 20))
    terms = client.get(known.get_absolute_url()).context["terms"]
    assert terms.answers.shifted_from == dt.date(2026, 5, 9)
    assert terms.latest.day == known.announced_on + 120 * DAY
    assert "212-ФЗ" in terms.latest.citation
    assert client.get(edited.get_absolute_url()).context["terms"].answers is None
    CalendarYear.objects.all().delete()
    assert client.get(known.get_absolute_url()).context["terms"].answers is None


# --- Overdue ----------------------------------------------------------------------------------


def test_overdue_terms_are_public(client: Client) -> None:
    today = timezone.localdate()
    made = every_outcome(ConsultationFactory())
    ReferralFactory(consultation=ConsultationFactory(concluded=True), due_on=today - DAY)
    late = ConsultationFactory(closed=True, answer_due_on=today - 2 * DAY, open_items=3)
    past = {"closed": True, "answer_due_on": today - 2 * DAY}
    in_time = ConsultationFactory(**past, summary_signed_at=timezone.now())
    ProposalSummary.objects.create(
        consultation=in_time, number="1", snapshot={}, signed_at=timezone.now()
    )
    unsigned = ConsultationFactory(**past)  # everything is answered, nobody has signed
    ConsultationFactory(closed=True, answer_due_on=today, open_items=3)  # the last day counts
    response = client.get("/overdue/")
    assert [line.referral for line in response.context["lines"]] == [made["overdue"]]
    (council,) = response.context["councils"]
    assert (council.name, council.count) == (made["overdue"].council.name, 1)
    debts = [(debt.name, debt.days_late, debt.count) for debt in response.context["committees"]]
    assert debts == [(late.responder.name, 2, 3), (unsigned.responder.name, 2, 0)]
    assert "/overdue/" in client.get("/councils/").content.decode()


def test_overdue_opinions_of_one_council(client: Client) -> None:
    past = timezone.localdate() - DAY
    first, second = ReferralFactory(due_on=past), ReferralFactory(due_on=past)
    response = client.get("/overdue/", {"council": second.council.slug})
    assert [line.referral for line in response.context["lines"]] == [second]
    assert response.context["chosen"].slug == second.council.slug
    assert first.council.name in response.content.decode()


def test_an_answer_to_a_conclusion_is_missed_after_its_term(client: Client) -> None:
    conclusion = signed(ConsultationFactory(closed=True))
    assert client.get("/overdue/").context["addressees"] == []
    type(conclusion).objects.update(answer_due_on=timezone.localdate() - 4 * DAY)
    (debt,) = client.get("/overdue/").context["addressees"]
    assert (debt.name, debt.days_late) == (conclusion.consultation.addressee.name, 4)


# --- A council's own page ---------------------------------------------------------------------


def test_the_record_of_a_council_counts_its_remarks_and_what_came_of_them(client: Client) -> None:
    consultation = ConsultationFactory(closed=True)
    opinion = adopted(consultation, {"text": "Первое."}, {"text": "Второе."})
    address = f"/councils/{opinion.council.slug}/"

    def record() -> list[object]:
        return [figure.value for figure in client.get(address).context["figures"]]

    assert record()[:8] == [1, 1, 0, 0, 1, 0, 1, 0]
    assert record()[-2:] == [2, 0]
    answer_everything(consultation)
    assert record()[-2:] == [2, 0]  # refused ones are no accepted ones


def test_a_refusal_stands_on_the_page_of_the_council(client: Client) -> None:
    referral = ReferralFactory(sent_at=timezone.now() - DAY)
    services.decline_referral(
        actor=None, referral=referral, reason="Нет юриста", now=timezone.now()
    )
    assert "Нет юриста" in client.get(f"/councils/{referral.council.slug}/").content.decode()


# --- Everybody who had a seat -----------------------------------------------------------------


def seat(referral: Referral, name: str, role: MembershipRole = MembershipRole.MEMBER, **term):
    return MembershipFactory(
        body=referral.council, role=role, user=UserFactory(full_name=name), **term
    )


def test_members_who_did_nothing_are_counted_by_name(client: Client) -> None:
    now, today = timezone.now(), timezone.localdate()
    referral = ReferralFactory(sent_at=now - 10 * DAY, due_on=today + 5 * DAY)
    seat(referral, "Молчунов Иван")
    seat(referral, "Секретарёва Анна", MembershipRole.SECRETARY)
    writer = seat(referral, "Писалова Ольга")
    MemberRemarkFactory(referral=referral, author=writer.user)
    AppointmentFactory(referral=referral, user=UserFactory(full_name="Экспертов Пётр"))
    seat(referral, "Раньше Ушедший", ends_on=today - 11 * DAY)
    seat(referral, "Позже Пришедший", starts_on=today + 6 * DAY)
    seat(referral, "Модераторов Олег", MembershipRole.MODERATOR)
    dead = ReferralFactory(consultation=referral.consultation, sent_at=now - DAY)
    seat(dead, "Отказавшийся Совет")
    services.decline_referral(actor=None, referral=dead, reason="Нет кворума", now=now)
    (work,) = client.get(page_of(referral.consultation)).context["known"]
    assert [line.name for line in work.people] == [
        "Молчунов Иван", "Писалова Ольга", "Секретарёва Анна",
    ]  # fmt: skip
    numbers = work.numbers
    assert (numbers.members, numbers.wrote, numbers.did_nothing) == (3, 1, 2)
    before = page_queries(client, page_of(referral.consultation))
    for _ in range(5):
        other = ReferralFactory(consultation=referral.consultation)
        seat(other, "Новый Член")
    assert page_queries(client, page_of(referral.consultation)) == before


def test_a_noted_absence_on_the_day_of_the_meeting_excuses(client: Client) -> None:
    today = timezone.localdate()
    opinion = OpinionFactory(adopted=True)
    ill, back, away = (
        seat(opinion.referral, name) for name in ("Болеев Борис", "Вернулся Пётр", "Гуляев Олег")
    )
    days = {"starts_on": opinion.meeting_on - DAY, "ends_on": opinion.meeting_on + DAY}
    Absence.objects.create(membership=ill, ground="болезнь", **days)
    Absence.objects.create(membership=back, ground="отпуск", **days)
    BallotFactory(opinion=opinion, member=back)
    Absence.objects.create(
        membership=away, ground="отпуск", starts_on=today + 9 * DAY, ends_on=today + 10 * DAY
    )
    (work,) = client.get(page_of(opinion.consultation)).context["known"]
    rapporteur = opinion.rapporteur.user_id
    people = [line for line in work.people if line.user_id != rapporteur]
    assert [(line.name, line.excused) for line in people] == [
        ("Болеев Борис", True), ("Вернулся Пётр", False), ("Гуляев Олег", False),
    ]  # fmt: skip
    numbers = work.numbers
    assert (numbers.excused, numbers.only_voted, numbers.did_nothing) == (1, 1, 2)
