"""Pages of experts: what everybody sees, what is refused with what was typed, what costs what."""

import datetime as dt
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.experts import services
from consultations.experts.models import Candidacy, EntryRequest, Expert, OpenCall
from consultations.process import services as process
from consultations.process.models import Referral
from core.accounts.models import BodyKind, MembershipRole
from tests.factories.accounts import CouncilFactory, UserFactory, consent_texts, staff
from tests.factories.experts import (
    OGRN,
    announced,
    candidacy,
    candidate,
    entry,
    included,
    knowledge,
)
from tests.factories.process import ReferralFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
CONSENTS = {"processing": "on", "dissemination": "on"}


@pytest.fixture
def referral() -> Referral:
    consent_texts()
    return ReferralFactory(council__kind=BodyKind.PUBLIC_CHAMBER)


@pytest.fixture
def secretary(referral: Referral, client: Client) -> Any:
    user = staff(referral.council, MembershipRole.SECRETARY)
    client.force_login(user)
    return user


def test_a_citizen_applies_and_sees_the_decision(client: Client) -> None:
    consent_texts()
    assert "login" in client.get("/experts/apply/").url
    user = UserFactory(full_name="Ким Ольга Сергеевна")
    client.force_login(user)
    assert "Ким Ольга Сергеевна" in client.get("/experts/apply/").content.decode()
    typed = {"full_name": "Ким Ольга", "education": "Юрист с 1999 года", **CONSENTS}
    bad = client.post("/experts/apply/", typed)
    assert bad.status_code == 422
    assert "Юрист с 1999 года" in bad.content.decode()
    done = client.post("/experts/apply/", typed | {"knowledge": [knowledge().pk]})
    assert done.url == "/my/experts/"
    expert = Expert.objects.get()
    assert client.get(f"/experts/{expert.pk}/").status_code == 404  # not decided yet
    services.include_expert(actor=None, expert=expert, reason="Опыт", now=timezone.now())
    assert "Ким Ольга" in client.get(f"/experts/{expert.pk}/").content.decode()
    assert "Опыт" in client.get("/my/experts/").content.decode()
    again = client.post("/experts/apply/", typed | {"knowledge": [knowledge().pk]})
    assert again.status_code == 422


def test_the_register_is_filtered_by_field(client: Client) -> None:
    included(full_name="Юристова Анна")
    included(full_name="Врачева Анна", knowledge=[knowledge("health").pk])
    page = client.get("/experts/?field=health").content.decode()
    assert "Врачева Анна" in page
    assert "Юристова Анна" not in page
    assert client.get("/experts/?field=no-such-field").status_code == 200


def test_the_way_of_a_call(client: Client, referral: Referral, secretary: Any) -> None:
    url = reverse("experts:call_new", args=[referral.pk])
    typed = {"requirements": "Нужен юрист", "closes_on": timezone.localdate()}
    assert client.get(url).status_code == 200
    assert client.post(url, typed).status_code == 422
    assert client.post(url, typed | {"knowledge": [knowledge().pk]}).status_code == 302
    call = OpenCall.objects.get()
    client.force_login(UserFactory())
    assert "Нужен юрист" in client.get(call.get_absolute_url()).content.decode()
    apply_url = reverse("experts:candidacy_new", args=[call.pk])
    answer = {"full_name": "Пак Иван", "motivation": "Опыт", "has_conflict": "no", **CONSENTS}
    assert client.post(apply_url, answer).status_code == 422
    assert client.post(apply_url, answer | {"conflict": "Нет"}).status_code == 302
    found = Candidacy.objects.get()
    decide_url = reverse("experts:candidacy", args=[found.pk])
    assert client.get(decide_url).status_code == 403
    client.force_login(secretary)
    assert "Пак Иван" in client.get(decide_url).content.decode()
    assert client.post(decide_url, {"decision": "accept"}).status_code == 422
    decided = client.post(decide_url, {"decision": "accept", "reason": "Опыт"})
    assert decided.url == reverse("experts:work", args=[referral.pk])
    page = client.get(decided.url).content.decode()
    assert "Пак Иван" in page
    made = referral.appointments.get()
    end_url = reverse("experts:appointment_end", args=[made.pk])
    assert client.get(end_url).status_code == 200
    assert client.post(end_url, {"reason": "Отпуск"}).status_code == 302


def test_an_application_after_the_end_is_refused_in_words(
    client: Client, referral: Referral
) -> None:
    call = announced(referral)
    past = timezone.now() - dt.timedelta(days=1)
    OpenCall.objects.filter(pk=call.pk).update(closes_at=past, closes_on=past.date())
    client.force_login(UserFactory())
    answer = {
        "full_name": "Пак Иван",
        "motivation": "Опыт",
        "has_conflict": "no",
        "conflict": "Нет",
    }
    refused = client.post(reverse("experts:candidacy_new", args=[call.pk]), answer | CONSENTS)
    assert refused.status_code == 422
    assert not Candidacy.objects.exists()
    assert (
        reverse("experts:candidacy_new", args=[call.pk])
        not in client.get(call.get_absolute_url()).content.decode()
    )


def test_the_way_of_an_organisation(client: Client, referral: Referral, secretary: Any) -> None:
    event = referral.consultation
    url = reverse("experts:entry_new", args=[event.year, event.slug, referral.council.slug])
    client.force_login(UserFactory())
    assert client.get(url).status_code == 200
    typed = {
        "organisation": "АНО «Соседи»", "ogrn": OGRN[:-1] + "0", "full_name": "Цой Анна",
        "post": "директор", "interest": "Домовые советы", **CONSENTS,
    }  # fmt: skip
    bad = client.post(url, typed)
    assert bad.status_code == 422
    assert "Домовые советы" in bad.content.decode()
    done = client.post(url, typed | {"ogrn": OGRN})
    assert done.url == reverse("experts:taking_part", args=[event.year, event.slug])
    found = EntryRequest.objects.get()
    client.force_login(secretary)
    decide_url = reverse("experts:entry", args=[found.pk])
    assert OGRN in client.get(decide_url).content.decode()
    answer = {"decision": "decline", "reason": "Организация вне темы"}
    assert client.post(decide_url, answer).status_code == 302
    public = client.get(done.url).content.decode()
    assert "АНО «Соседи»" not in public  # refused: only the number is public


def test_the_register_on_the_desk(client: Client, referral: Referral, secretary: Any) -> None:
    expert = candidate()
    assert expert.name in client.get("/desk/experts/").content.decode()
    url = reverse("experts:decide", args=[expert.pk])
    assert client.post(url, {"decision": "accept", "reason": ""}).status_code == 422
    assert client.post(url, {"decision": "accept", "reason": "Опыт"}).status_code == 302
    typed = {
        "email": "new@veche.example", "full_name": "Ли Анна", "education": "Врач",
        "knowledge": [knowledge().pk], "reason": "Решение № 4",
    }  # fmt: skip
    assert client.get("/desk/experts/new/").status_code == 200
    assert client.post("/desk/experts/new/", typed).status_code == 422
    assert client.post("/desk/experts/new/", typed | {"on_paper": "on"}).status_code == 302
    assert Expert.objects.public().count() == 2
    appoint = reverse("experts:appoint", args=[referral.pk])
    assert client.get(appoint).status_code == 200
    assert client.post(appoint, {"expert": expert.pk, "conflict": "Нет"}).status_code == 302
    assert referral.appointments.get().expert == expert
    client.force_login(staff(CouncilFactory(), MembershipRole.SECRETARY))
    assert client.get(url).status_code == 200
    assert client.post(url, {"decision": "decline", "reason": "Нет"}).status_code == 403
    assert client.get("/desk/experts/new/").status_code == 403
    assert client.get(reverse("experts:work", args=[referral.pk])).status_code == 403


def test_pages_cost_the_same_for_one_and_for_many(
    client: Client, referral: Referral, secretary: Any
) -> None:
    def more() -> None:
        expert = included(full_name="Ли Анна")
        services.appoint_expert(
            actor=None, referral=referral, expert=expert, conflict="Нет", now=timezone.now()
        )
        call = announced(referral)
        accepted, waiting = candidacy(call), candidacy(call)
        services.decide_candidacy(
            actor=None, candidacy=accepted, accept=True, reason="Да", now=timezone.now()
        )
        assert waiting.is_waiting

    more()
    entry(referral)
    event = referral.consultation
    addresses = (
        "/experts/", "/calls/", f"/experts/{Expert.objects.first().pk}/",
        OpenCall.objects.first().get_absolute_url(), "/desk/experts/?state=included",
        reverse("experts:taking_part", args=[event.year, event.slug]),
        reverse("experts:work", args=[referral.pk]), "/my/experts/",
    )  # fmt: skip
    before = [page_queries(client, address) for address in addresses]
    for _ in range(4):
        more()
    assert [page_queries(client, address) for address in addresses] == before


def test_a_council_that_was_asked_again_is_asked_by_organisations_about_the_new_work(
    client: Client,
) -> None:
    consent_texts()
    now = timezone.now()
    first = ReferralFactory(sent_at=now - dt.timedelta(days=1))
    event = first.consultation
    address = reverse("experts:entry_new", args=[event.year, event.slug, first.council.slug])
    process.decline_referral(actor=None, referral=first, reason="Нет кворума", now=now)
    client.force_login(UserFactory())
    assert client.get(address).status_code == 404
    assert address not in client.get(event.get_absolute_url() + "experts/").content.decode()
    process.refer_to_council(
        actor=None, consultation=event, council=first.council, due_on=first.due_on, now=now
    )
    assert client.get(address).status_code == 200
