"""The preview of a large document: its first rows, the numbers of the whole, and it says so."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from consultations.conclusions.pages import previews
from consultations.conclusions.services import finalise_lapsed
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.factories.accounts import staff
from tests.factories.conclusions import (
    answer_everything,
    answered,
    group_of,
    published,
    signed,
    summarised,
)
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db

NAMES = ("бобры", "ветер", "гроза", "дождь", "ежи", "жара", "зима", "иней")


@pytest.fixture(autouse=True)
def _few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(previews, "ROWS", 3)


def event(count: int) -> Consultation:
    consultation = ConsultationFactory(closed=True)
    place = ProvisionFactory(version=consultation.version)
    for name in NAMES[:count]:
        published(consultation, provision=place, comment=f"Учесть: {name} мешает посёлку.")
    answer_everything(consultation)
    return consultation


def shown(consultation: Consultation, kind: str) -> previews.Preview:
    return previews.preview(
        Consultation.objects.with_parties().get(pk=consultation.pk), kind, now=timezone.now()
    )


@pytest.mark.parametrize("kind", ["summary", "full"])
def test_the_first_rows_are_shown_with_the_numbers_of_all(kind: str) -> None:
    consultation = event(6)
    summarised(consultation)
    found = shown(consultation, kind)
    assert (found.shown, found.rows, found.is_cut) == (3, 6, True)
    assert "гроза" in found.html
    assert "дождь" not in found.html
    assert "показаны первые 3 из 6\u00a0строк" in found.html
    assert '<tr id="row-3">' in found.html
    assert '<tr id="row-4">' not in found.html
    assert "замечаний: 6" in found.html


def test_a_small_document_is_shown_whole() -> None:
    found = shown(event(3), "summary")
    assert (found.shown, found.rows, found.is_cut) == (3, 3, False)
    assert "предварительном просмотре" not in found.html


def test_a_cut_preview_does_not_say_that_nothing_was_said_on_the_bill() -> None:
    consultation = event(4)
    published(consultation, comment="Отложить закон на год.")
    answer_everything(consultation)
    summarised(consultation)
    html = shown(consultation, "full").html
    assert "по законопроекту в целом не поступили" not in html
    assert "если они поступили, стоят среди остальных" in html
    assert "Отложить" not in html


def test_what_was_signed_is_never_cut() -> None:
    conclusion = signed(event(5))
    assert conclusion.rows == 5
    assert len(conclusion.snapshot["groups"]) == 5


def test_a_full_conclusion_names_the_lapsed_one_that_it_replaces() -> None:
    """Also before the committee has signed its summary."""
    consultation = event(0)
    group = group_of(published(consultation))
    now = timezone.now()
    Consultation.objects.filter(pk=consultation.pk).update(
        answer_due_on=timezone.localdate(now) - dt.timedelta(days=3)
    )
    finalise_lapsed(actor=None, consultation=consultation, number="17-С", now=now)
    answered(group)
    assert "17-С" in shown(consultation, "full").html
    summarised(consultation)
    assert "17-С" in shown(consultation, "full").html


def test_the_page_says_that_it_is_cut(client: Client) -> None:
    consultation = event(5)
    client.force_login(staff(consultation.responder, MembershipRole.CLERK))
    page = client.get(reverse("conclusions:preview", args=[consultation.pk, "summary"]))
    text = page.content.decode()
    assert "notice--warning" in text
    assert "дождь" not in text


def test_rows_that_are_not_shown_cost_nothing(client: Client) -> None:
    def cost(consultation: Consultation) -> int:
        client.force_login(staff(consultation.responder, MembershipRole.CLERK))
        return page_queries(
            client, reverse("conclusions:preview", args=[consultation.pk, "summary"])
        )

    assert cost(event(4)) == cost(event(8)) <= 60
