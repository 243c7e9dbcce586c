"""The register, appointments, calls, organisations: what is refused and what follows."""

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from consultations.experts import services
from consultations.experts.domain.data import Accreditation
from consultations.experts.errors import ExpertsError, ExpertsProblem
from consultations.experts.models import Appointment, Capacity, Expert, OpenCall
from consultations.experts.permissions import RegisterPlace
from consultations.process import services as process
from consultations.process.models import ReferralStatus
from core.accounts.models import BodyKind, ConsentVersion, MembershipRole
from core.accounts.services import erase_contact, withdraw_dissemination
from core.journal.models import JournalEntry
from core.mail.models import OutboxMessage
from core.web.access import policy
from tests.factories.accounts import (
    CouncilFactory,
    MembershipFactory,
    UserFactory,
    consent_texts,
    staff,
)
from tests.factories.experts import (
    announced,
    candidacy,
    candidate,
    entry,
    expert_data,
    included,
)
from tests.factories.process import ConsultationFactory, ReferralFactory

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)
P = ExpertsProblem


def refused(code: ExpertsProblem, act: Any, *args: Any, **kwargs: Any) -> None:
    entries, letters = JournalEntry.objects.count(), OutboxMessage.objects.count()
    with pytest.raises(ExpertsError) as caught:
        act(*args, **kwargs)
    assert caught.value.code is code
    assert (JournalEntry.objects.count(), OutboxMessage.objects.count()) == (entries, letters)


def kinds() -> list[str]:
    return sorted(JournalEntry.objects.values_list("kind", flat=True))


# --- The register -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "changes"),
    [
        (P.NO_NAME, {"full_name": "  "}),
        (P.NO_EDUCATION, {"education": ""}),
        (P.NO_KNOWLEDGE, {"knowledge": []}),
        (P.NO_CONSENT, {"consents": ("processing",)}),
        (P.NO_CONSENT, {"consents": ()}),
        (P.ACCREDITATION_IN_PART, {"accreditation": Accreditation("17")}),
        (P.ACCREDITATION_IN_PART, {"accreditation": Accreditation("", dt.date(2025, 1, 1))}),
        (
            P.ACCREDITATION_BACKWARDS,
            {"accreditation": Accreditation("17", dt.date(2025, 1, 2), dt.date(2025, 1, 1))},
        ),
    ],
)
def test_what_an_application_lacks(code: ExpertsProblem, changes: dict) -> None:
    refused(code, candidate, **changes)
    assert not Expert.objects.exists()


def test_without_texts_of_consents_nobody_applies() -> None:
    consent_texts()
    ConsentVersion.objects.all().delete()
    user, data = UserFactory(), expert_data()
    with pytest.raises(ExpertsError) as caught:
        services.apply_as_expert(actor=user, data=data, now=timezone.now())
    assert caught.value.code is P.NO_CONSENT_TEXT


def test_the_chamber_decides_with_a_reason() -> None:
    user = UserFactory()
    expert = candidate(user)
    assert not Expert.objects.public().exists()
    refused(P.APPLIED_ALREADY, candidate, user)

    def include(reason: str = "Опыт") -> Expert:
        return services.include_expert(actor=None, expert=expert, reason=reason, now=timezone.now())

    def exclude(reason: str = "По заявлению", now: dt.datetime | None = None) -> Expert:
        return services.exclude_expert(
            actor=None, expert=expert, reason=reason, now=now or timezone.now()
        )

    refused(P.NO_REASON, include, " ")
    include()
    refused(P.IN_REGISTER_ALREADY, include)
    refused(P.IN_REGISTER_ALREADY, candidate, user)
    refused(P.NO_REASON, exclude, " ")
    exclude(now=timezone.now() + DAY)
    refused(P.NOT_IN_REGISTER, exclude)
    assert candidate(user).pk == expert.pk  # may ask again
    assert kinds() == ["expert.applied", "expert.applied", "expert.excluded", "expert.included"]
    letters = OutboxMessage.objects.filter(to=user.email).order_by("pk")
    assert ["Опыт" in letters[0].body_text, "По заявлению" in letters[1].body_text] == [True, True]


def test_the_secretary_enters_somebody_with_consents_on_paper() -> None:
    consent_texts()

    def enter(reason: str = "Решение № 4", **changes: Any) -> Expert:
        return services.enter_expert(
            actor=None,
            email="lee@veche.example",
            data=expert_data(**changes),
            reason=reason,
            now=timezone.now(),
        )

    refused(P.NO_REASON, enter, " ")
    expert = enter()
    assert (expert.state, expert.name) == ("included", "Ким Ольга Сергеевна")
    assert all(grant.on_paper for grant in expert.contact.consents.all())
    refused(P.IN_REGISTER_ALREADY, enter)


def test_who_takes_the_consent_back_is_not_listed() -> None:
    first, second = included(), included()
    assert Expert.objects.public().count() == 2
    withdraw_dissemination(actor=None, contact=first.contact)
    erase_contact(actor=None, contact=second.contact)
    assert not Expert.objects.public().exists()


# --- Appointments -----------------------------------------------------------------------------


def appoint(referral: Any, expert: Expert, **changes: Any) -> Appointment:
    values = {"conflict": "Нет.", "leads": False} | changes
    return services.appoint_expert(
        actor=None, referral=referral, expert=expert, now=timezone.now(), **values
    )


def test_a_commission_of_experts_has_one_chair() -> None:
    referral, first, second = ReferralFactory(), included(), included()
    refused(P.NO_STATEMENT, appoint, referral, first, conflict=" ")
    refused(P.NOT_IN_REGISTER, appoint, referral, candidate())
    made = appoint(referral, first, leads=True)
    assert (made.capacity, made.expert) == (Capacity.EXPERT, first)
    refused(P.APPOINTED_ALREADY, appoint, referral, first)
    refused(P.LEADER_TAKEN, appoint, referral, second, leads=True)
    appoint(referral, second)

    def end(reason: str = "Отпуск") -> Appointment:
        return services.end_appointment(
            actor=None, appointment=made, reason=reason, now=timezone.now()
        )

    refused(P.NO_REASON, end, " ")
    end()
    refused(P.ENDED_ALREADY, end)
    assert referral.appointments.active().get().expert == second
    again = appoint(referral, first, leads=True)
    assert again.pk != made.pk
    assert OutboxMessage.objects.filter(key__startswith=f"appointment:{again.pk}:").exists()
    assert OutboxMessage.objects.filter(key__startswith=f"appointment-end:{made.pk}:").exists()


def test_a_member_of_the_council_is_no_expert_of_it() -> None:
    referral, expert = ReferralFactory(), included()
    MembershipFactory(body=referral.council, user=expert.user)
    refused(P.IS_MEMBER, appoint, referral, expert)
    appoint(ReferralFactory(consultation=referral.consultation), expert)


def test_nobody_is_appointed_to_what_is_concluded() -> None:
    expert = included()
    made = appoint(ReferralFactory(), expert)
    event = ConsultationFactory(concluded=True)
    refused(P.CONCLUDED, appoint, ReferralFactory(consultation=event), expert)
    made.referral.consultation.__class__.objects.filter(pk=made.referral.consultation_id).update(
        status="concluded", concluded_at=timezone.now(), summary_signed_at=timezone.now()
    )
    refused(
        P.CONCLUDED,
        services.end_appointment,
        actor=None,
        appointment=made,
        reason="Поздно",
        now=timezone.now(),
    )


# --- Calls ------------------------------------------------------------------------------------


def test_a_call_is_written_to_those_who_know() -> None:
    included(UserFactory(email="knows@veche.example"))
    hidden = included(UserFactory(email="hidden@veche.example"))
    withdraw_dissemination(actor=None, contact=hidden.contact)
    call = announced(ReferralFactory())
    letters = OutboxMessage.objects.filter(key__startswith=f"call:{call.pk}:")
    assert [letter.to for letter in letters] == ["knows@veche.example"]
    assert call.get_absolute_url() in letters[0].body_text


def test_what_a_call_may_not_be() -> None:
    referral = ReferralFactory()

    def call(**changes: Any) -> None:
        values = {"requirements": "Юрист", "knowledge": [knowledge_id], "closes_on": today}
        services.announce_call(
            actor=None, referral=referral, now=timezone.now(), **(values | changes)
        )

    today, knowledge_id = timezone.localdate(), expert_data().knowledge[0]
    refused(P.NO_REQUIREMENTS, call, requirements=" ")
    refused(P.NO_KNOWLEDGE, call, knowledge=[])
    refused(P.DATES_BACKWARDS, call, closes_on=today - DAY)
    refused(P.AFTER_WINDOW, call, closes_on=referral.consultation.closes_on + DAY)
    call(closes_on=referral.consultation.closes_on)
    referral.status, referral.answered_at = ReferralStatus.ANSWERED, timezone.now()
    referral.save()
    refused(P.NOT_CALLABLE_NOW, call)
    referral = ReferralFactory(consultation=ConsultationFactory(closed=True))
    refused(P.NOT_CALLABLE_NOW, call)


def test_applications_are_taken_to_the_end_of_the_last_local_day() -> None:
    call = announced(ReferralFactory(), days=1)
    candidacy(call, now=call.closes_at - dt.timedelta(seconds=1))
    refused(P.CALL_OVER, candidacy, call, now=call.closes_at)
    local = timezone.localtime(call.closes_at)
    assert (local.hour, local.date()) == (0, call.closes_on + DAY)


def test_an_application_is_accepted_or_declined_once_with_a_reason() -> None:
    referral = ReferralFactory(council__email="sovet@veche.example")
    call, user = announced(referral), UserFactory()
    refused(P.NO_MOTIVATION, candidacy, call, user, motivation=" ")
    refused(P.NO_STATEMENT, candidacy, call, user, conflict=" ")
    refused(P.NO_CONSENT, candidacy, call, user, consents=("processing",))
    found = candidacy(call, user)
    refused(P.APPLIED_ALREADY, candidacy, call, user)
    assert OutboxMessage.objects.filter(to="sovet@veche.example").count() == 1

    def decide(item: Any, accept: bool = True, reason: str = "Опыт по теме") -> Any:
        return services.decide_candidacy(
            actor=None, candidacy=item, accept=accept, reason=reason, now=timezone.now()
        )

    refused(P.NO_REASON, decide, found, reason=" ")
    assert decide(found).appointment.user == user
    refused(P.DECIDED_ALREADY, decide, found)
    refused(P.DECIDED_ALREADY, decide, found, accept=False)
    other = decide(candidacy(call), accept=False, reason="Достаточно экспертов")
    assert other.appointment is None
    letter = OutboxMessage.objects.get(key__startswith=f"candidacy-decided:{other.pk}:")
    assert "Достаточно экспертов" in letter.body_text


def test_a_declared_conflict_of_interest_bars() -> None:
    item = candidacy(announced(ReferralFactory()), has_conflict=True, conflict="Работаю у автора.")

    def decide(accept: bool) -> None:
        services.decide_candidacy(
            actor=None, candidacy=item, accept=accept, reason="Причина", now=timezone.now()
        )

    refused(P.CONFLICT, decide, True)
    decide(False)
    assert not Appointment.objects.exists()


# --- Organisations ----------------------------------------------------------------------------


def test_an_organisation_asks_once_and_gets_an_answer() -> None:
    referral, user = ReferralFactory(), UserFactory()
    refused(P.BAD_OGRN, entry, referral, user, ogrn="1027700132196")
    refused(P.NO_ORGANISATION, entry, referral, user, organisation=" ")
    refused(P.NO_INTEREST, entry, referral, user, interest=" ")
    refused(P.NO_CONSENT, entry, referral, user, consents=())
    found = entry(referral, user, ogrn="1 027700 132195")
    assert found.ogrn == "1027700132195"
    refused(P.ASKED_ALREADY, entry, referral, user, ogrn="1037739085636")
    refused(P.ASKED_ALREADY, entry, referral)  # another person, the same organisation

    def decide(item: Any, accept: bool = True, reason: str = "Знают вопрос") -> Any:
        return services.decide_entry(
            actor=None, request=item, accept=accept, reason=reason, now=timezone.now()
        )

    refused(P.NO_REASON, decide, found, reason="")
    made = decide(found).appointment
    assert (made.capacity, made.organisation, made.user) == ("observer", "АНО «Соседи»", user)
    refused(P.DECIDED_ALREADY, decide, found, accept=False)


def test_organisations_ask_while_the_window_is_open() -> None:
    closed = ReferralFactory(consultation=ConsultationFactory(closed=True))
    refused(P.ENTRY_CLOSED, entry, closed)
    concluded = ReferralFactory(consultation=ConsultationFactory(concluded=True))
    refused(P.CONCLUDED, entry, concluded)
    entry(ReferralFactory(consultation=ConsultationFactory(upcoming=True)))


# --- Role × phase -----------------------------------------------------------------------------


@pytest.mark.parametrize("role", MembershipRole)
def test_who_may_appoint(role: MembershipRole) -> None:
    referral = ReferralFactory()
    allowed = role in (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    assert policy.check(staff(referral.council, role), "experts.appoint", referral) == allowed
    assert not policy.check(staff(CouncilFactory(), role), "experts.appoint", referral)
    over = ReferralFactory(consultation=ConsultationFactory(concluded=True))
    assert not policy.check(staff(over.council, role), "experts.appoint", over)


@pytest.mark.parametrize("role", MembershipRole)
def test_only_the_chamber_decides_on_the_register(role: MembershipRole) -> None:
    chamber = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER)
    place = RegisterPlace.of_region()
    allowed = role in (MembershipRole.SECRETARY, MembershipRole.CHAIR)
    assert policy.check(staff(chamber, role), "experts.decide", place) == allowed
    assert not policy.check(staff(CouncilFactory(), role), "experts.decide", place)


# --- Referrals that are over ------------------------------------------------------------------


def over(referral: Any, now: dt.datetime | None = None) -> None:
    """The council has declined."""
    now = now or timezone.now()
    process.decline_referral(actor=None, referral=referral, reason="Нет кворума", now=now)


def test_nobody_is_taken_into_the_work_on_a_referral_that_is_over() -> None:
    referral = ReferralFactory(sent_at=timezone.now() - DAY)
    call, expert = announced(referral), included()
    waiting, asked = candidacy(call), entry(referral)
    over(referral)
    now = timezone.now()
    decision = {"actor": None, "reason": "Нужен", "now": now}
    refused(P.REFERRAL_OVER, announced, referral)
    refused(P.REFERRAL_OVER, entry, referral, ogrn="1025000000013")
    refused(P.CALL_OVER, candidacy, OpenCall.objects.get(pk=call.pk))
    refused(
        P.REFERRAL_OVER, services.appoint_expert,
        actor=None, referral=referral, expert=expert, conflict="Нет", now=now,
    )  # fmt: skip
    refused(P.REFERRAL_OVER, services.decide_candidacy, candidacy=waiting, accept=True, **decision)
    refused(P.REFERRAL_OVER, services.decide_entry, request=asked, accept=True, **decision)
    assert list(OpenCall.objects.open_at(now)) == []
    assert list(OpenCall.objects.over_at(now)) == [call]
    # Whoever waits is still told no.
    assert services.decide_candidacy(candidacy=waiting, accept=False, **decision).decided_at == now
    assert services.decide_entry(request=asked, accept=False, **decision).decided_at == now


def test_an_acceptance_is_one_letter() -> None:
    referral = ReferralFactory()
    found, asked = candidacy(announced(referral)), entry(referral)
    decision = {"actor": None, "accept": True, "reason": "Нужен", "now": timezone.now()}
    services.decide_candidacy(candidacy=found, **decision)
    services.decide_entry(request=asked, **decision)
    for person in (found.user, asked.user):
        assert OutboxMessage.objects.filter(to=person.email).count() == 1
