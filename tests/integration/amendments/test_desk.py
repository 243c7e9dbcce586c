"""The pages of the desk."""

import re
from collections.abc import Callable
from html import escape, unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.amendments import presenters, services
from consultations.amendments.models import Amendment, AmendmentTable
from consultations.conclusions.domain.answers import AnswerData
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.factories.accounts import BodyFactory, staff
from tests.factories.conclusions import (
    answered,
)
from tests.factories.drafts import ProvisionFactory
from tests.integration.amendments.doing import (
    SPONSOR,
    accepted,
    by_hand,
    decide,
    publish,
    tabled,
    unit,
)
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


def shown(desk: Client, consultation: Consultation, query: str) -> list[tuple[int, str]]:
    page = desk.get(f"{reverse('amendments:desk', args=[consultation.pk])}?{query}")
    return [(number, row.text) for number, row in page.context["portion"].rows]


def test_the_filters_of_the_desk(consultation: Consultation, desk: Client) -> None:
    five, six = unit(consultation, "5", 3), unit(consultation, "6", 8)
    part = ProvisionFactory(
        version=consultation.version, path="article:5/paragraph:1", position=4, kind="paragraph"
    )
    by_hand(consultation, provision=five, place="", text="Первая.", sponsor="Депутат Петров")
    by_hand(consultation, provision=part, place="", text="Вторая.")
    third = by_hand(consultation, provision=six, place="", text="Третья.")
    whole = by_hand(consultation, place="", is_whole_text=True, text="Ко всему тексту.")
    decide(consultation, third, decision="adopt")

    assert [text for _n, text in shown(desk, consultation, "table=all")] == [
        "Ко всему тексту.",
        "Первая.",
        "Вторая.",
        "Третья.",
    ]
    # A row keeps the number that it has in its table.
    assert shown(desk, consultation, "table=3&on=article:5") == [(2, "Первая."), (3, "Вторая.")]
    assert shown(desk, consultation, "table=3&on=article:5/paragraph:1") == [(3, "Вторая.")]
    assert shown(desk, consultation, "table=3&on=whole") == [(1, "Ко всему тексту.")]
    assert shown(desk, consultation, "table=3&sponsor=Депутат+Петров") == [(2, "Первая.")]
    assert shown(desk, consultation, "table=all&words=ТРЕТЬЯ") == [(1, "Третья.")]
    assert shown(desk, consultation, "table=1&words=вторая") == []
    assert whole.place == "по всему тексту"


def test_only_those_whose_answer_changed(consultation: Consultation, desk: Client) -> None:
    group = accepted(consultation)
    accepted(consultation)
    tabled(consultation)
    assert shown(desk, consultation, "table=all&changed=on") == []
    answered(group, AnswerData("accepted", "as_proposed", expected_text="в течение семи дней"))
    assert len(shown(desk, consultation, "table=3&changed=on")) == 1
    assert shown(desk, consultation, "table=1&changed=on") == []


def test_the_tabs_count_what_fits_and_keep_the_filters(
    consultation: Consultation, desk: Client
) -> None:
    by_hand(consultation, text="Первая.")
    decide(consultation, by_hand(consultation, text="Вторая."), decision="adopt")
    here = reverse("amendments:desk", args=[consultation.pk])
    tabs = desk.get(f"{here}?table=3&words=Вторая&page=9").context["tabs"]
    assert [tab["count"] for tab in tabs] == [1, 0, 0, 1]
    assert all("words=" in tab["url"] and "page=" not in tab["url"] for tab in tabs)


def test_filters_survive_a_decision_on_everything_that_fits(
    consultation: Consultation, desk: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(presenters, "PER_PAGE", 2)
    for number in range(3):
        by_hand(consultation, sponsor="Депутат Петров", text=f"{number}.")
    by_hand(consultation)
    here = f"{reverse('amendments:desk', args=[consultation.pk])}?table=3&sponsor=Депутат+Петров"
    typed = {"everything": "on", "decision": "adopt", "reason": ""}
    answer = desk.post(here, typed | {"seen": seen(desk.get(here))})
    assert answer.status_code == 302
    assert "sponsor=" in answer.url
    assert Amendment.objects.filter(decision="adopt").count() == 3


def seen(page: Any) -> str:
    """What the page sends back with a decision on everything."""
    found = re.search(r'name="seen" value="(\w+)"', page.content.decode())
    assert found is not None
    return found[1]


def edited(made: list[Amendment], consultation: Consultation) -> None:
    services.edit_amendment(
        actor=None,
        amendment=made[2],
        data=services.AmendmentData(sponsor=SPONSOR, place="статья 9", text="Слова коллеги."),
        seen_version=made[2].version,
        now=timezone.now(),
    )


def one_for_another(made: list[Amendment], consultation: Consultation) -> None:
    services.withdraw_amendment(
        actor=None, amendment=made[2], reason="Отозвана.", now=timezone.now()
    )
    by_hand(consultation, text="Другая.")


@pytest.mark.parametrize("meanwhile", [edited, one_for_another])
def test_everything_is_what_was_seen_and_nothing_else(
    consultation: Consultation,
    desk: Client,
    monkeypatch: pytest.MonkeyPatch,
    meanwhile: Callable[[list[Amendment], Consultation], None],
) -> None:
    """As many as before, but not the same words."""
    monkeypatch.setattr(presenters, "PER_PAGE", 2)
    made = [by_hand(consultation) for _number in range(3)]
    here = f"{reverse('amendments:desk', args=[consultation.pk])}?table=3"
    typed = {"everything": "on", "decision": "reject", "reason": "Не нужна."}
    before = seen(desk.get(here))
    meanwhile(made, consultation)
    refusal = desk.post(here, typed | {"seen": before})
    assert refusal.status_code == 422
    assert "Не нужна." in refusal.content.decode()
    assert not Amendment.objects.filter(decision="reject").exists()
    # What it shows now may be decided on.
    assert seen(refusal) != before
    assert desk.post(here, typed | {"seen": seen(refusal)}).status_code == 302
    assert Amendment.objects.live().filter(decision="reject").count() == 3


LIST = {"table": "3", "sponsor": "Депутат Петров & сын", "words": "первая", "page": "1"}


@pytest.mark.parametrize("name", ["edit", "withdraw", "add"])
def test_the_list_that_one_came_from_is_come_back_to(
    consultation: Consultation, desk: Client, name: str
) -> None:
    made = by_hand(consultation, sponsor=LIST["sponsor"], text="Первая.")
    here = f"{reverse('amendments:desk', args=[consultation.pk])}?{urlencode(LIST)}"
    pk = consultation.pk if name == "add" else made.pk
    page = desk.get(f"{here}&strange=1").content.decode()
    found = re.search(rf'href="({reverse(f"amendments:{name}", args=[pk])}\?[^"]+)"', page)
    assert found is not None
    form = desk.get(unescape(found[1]))
    assert f'href="{escape(here)}"' in form.content.decode()
    words = {"sponsor": SPONSOR, "is_whole_text": "on", "text": "Иначе.", "decision": "adopt"}
    done = desk.post(unescape(found[1]), words | {"version": made.version, "reason": "Отозвана."})
    assert (done.status_code, done.url) == (302, here)


@pytest.mark.parametrize("way", ["//evil.example", "page=1&next=//evil.example", "table=%00", ""])
def test_a_way_that_means_nothing_leads_to_the_list(
    consultation: Consultation, desk: Client, way: str
) -> None:
    made = by_hand(consultation)
    address = f"{reverse('amendments:withdraw', args=[made.pk])}?{urlencode({'in': way})}"
    done = desk.post(address, {"reason": "Отозвана."})
    assert done.url.partition("?")[0] == reverse("amendments:desk", args=[consultation.pk])
    assert "evil" not in done.url
    assert desk.get(done.url).status_code == 200


@pytest.mark.parametrize(
    "query", ["on=article:77", "sponsor=%00x", "table=9", "words=" + "я" * 200]
)
def test_filters_that_mean_nothing_are_left_aside(
    consultation: Consultation, desk: Client, query: str
) -> None:
    by_hand(consultation)
    assert len(shown(desk, consultation, query)) == 1


def test_editing_over_a_colleague_shows_both(consultation: Consultation, desk: Client) -> None:
    made = by_hand(consultation, text="Первое.")
    typed = {"sponsor": SPONSOR, "place": "статья 9", "text": "Моё.", "decision": "adopt"}
    address = reverse("amendments:edit", args=[made.pk])
    Amendment.objects.filter(pk=made.pk).update(text="Коллеги.", version=2)
    refusal = desk.post(address, typed | {"version": 1})
    assert refusal.status_code == 422
    assert "Моё." in refusal.content.decode()
    assert "Коллеги." in refusal.content.decode()
    assert desk.post(address, typed | {"version": 2}).status_code == 302
    made.refresh_from_db()
    assert (made.text, made.decision, made.version) == ("Моё.", "adopt", 3)


def test_adding_and_withdrawing_by_hand(consultation: Consultation, desk: Client) -> None:
    address = reverse("amendments:add", args=[consultation.pk])
    typed = {"sponsor": SPONSOR, "text": "Всё заменить.", "decision": "undecided", "version": "0"}
    refusal = desk.post(address, typed)
    assert refusal.status_code == 422
    assert "Всё заменить." in refusal.content.decode()
    assert desk.post(address, typed | {"is_whole_text": "on"}).status_code == 302
    made = Amendment.objects.get()
    away = reverse("amendments:withdraw", args=[made.pk])
    assert desk.post(away, {"reason": ""}).status_code == 422
    assert desk.post(away, {"reason": "Отозвана автором."}).status_code == 302
    assert not Amendment.objects.live().exists()
    assert desk.get(away).status_code == 404


@pytest.mark.parametrize("role", [MembershipRole.CLERK, MembershipRole.SPONSOR])
def test_strangers_do_not_enter(consultation: Consultation, client: Client, role: str) -> None:
    client.force_login(staff(BodyFactory(), role))
    made = by_hand(consultation)
    for name, pk in (("desk", consultation.pk), ("table", consultation.pk), ("edit", made.pk)):
        assert client.get(reverse(f"amendments:{name}", args=[pk])).status_code == 403


def test_queries_do_not_grow_with_the_table(consultation: Consultation, desk: Client) -> None:
    here = f"{reverse('amendments:desk', args=[consultation.pk])}?table=3"
    by_hand(consultation)
    few = page_queries(desk, here)
    for _number in range(20):
        by_hand(consultation)
    assert page_queries(desk, here) == few
    filtered = f"{here}&on=whole&words=Статью&sponsor={SPONSOR}"
    assert page_queries(desk, filtered) <= few + 1
    for _number in range(presenters.PER_PAGE):
        by_hand(consultation)
    # Where everything can be decided on at once, one query more reads what it is.
    assert page_queries(desk, here) == few + 1
    publish(consultation)
    public = f"{AmendmentTable.objects.get().get_absolute_url()}?table=3"
    assert page_queries(desk, public) <= few
