"""Premises for councils and practice of students: pages, the back office, what is refused."""

import datetime as dt
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from cms.registers.resources import selectors
from cms.registers.resources.models import Practice, Premises
from core.accounts.models import Council, MembershipRole
from tests.factories.accounts import BodyFactory, CouncilFactory, staff
from tests.factories.resources import PracticeFactory, PremisesFactory
from tests.integration.formation.conftest import signed_in
from tests.integration.formation.test_office import errors_of
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
OFFICE = "/cms-admin/snippets/resources"


def practice_form(body: Council, /, **values: Any) -> dict[str, Any]:
    return {
        "council": body.pk,
        "institution": "Государственный университет",
        "field": "",
        "starts_on": "2025-03-03",
        "ends_on": "2025-03-30",
        "tutor": "секретарь совета",
        "places": "3",
        "students": "",
        "tasks": "",
        **values,
    }


def premises_form(**values: Any) -> dict[str, Any]:
    return {
        "title": "Зал",
        "municipality": "Зея",
        "address": "ул. Мухина, 217",
        "places": "",
        "equipment": "",
        "hours": "по средам",
        "phone": "(41658) 0-00-00",
        "email": "",
        **values,
    }


@pytest.mark.parametrize(
    ("name", "make", "values"),
    [
        ("premises_have_contact", PremisesFactory, {"phone": ""}),
        ("premises_hold_people", PremisesFactory, {"places": 0}),
        ("practice_days_in_order", PracticeFactory, {"ends_on": dt.date(2025, 3, 2)}),
        ("practice_has_places", PracticeFactory, {"places": 0}),
        ("practice_students_have_places", PracticeFactory, {"students": 4}),
    ],
)
def test_the_database_refuses(name: str, make: Any, values: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        make(**values)


def test_lists_cost_the_same_for_one_and_for_twenty(client: Client) -> None:
    PremisesFactory()
    PracticeFactory()
    addresses = ("/premises/", "/practice/")
    before = [page_queries(client, address) for address in addresses]
    for _ in range(19):
        PremisesFactory()
        PracticeFactory()
    assert [page_queries(client, address) for address in addresses] == before


def test_premises_are_narrowed_and_read_on(client: Client) -> None:
    wanted = PremisesFactory(municipality="Тында", equipment="Проектор", is_accessible=True)
    PremisesFactory.create_batch(selectors.PER_PAGE)
    PremisesFactory(live=False)
    first = client.get("/premises/").context["page"]
    second = client.get("/premises/", {"cursor": first.next_cursor}).context["page"]
    assert len(first.items) == selectors.PER_PAGE
    assert second.items == [wanted]
    for query in (
        {"municipality": "Тында"},
        {"body": wanted.body_id},
        {"q": "проектор"},
        {"accessible": "on"},
    ):
        assert client.get("/premises/", query).context["page"].items == [wanted], query
    wrong = {"municipality": "Нигде", "body": "x", "cursor": "§"}
    assert len(client.get("/premises/", wrong).context["page"].items) == selectors.PER_PAGE


def test_practice_is_narrowed(client: Client) -> None:
    wanted = PracticeFactory(
        starts_on=dt.date(2023, 12, 20), ends_on=dt.date(2024, 1, 20), institution="Колледж"
    )
    PracticeFactory()
    PracticeFactory(live=False, institution="Колледж")
    for query in ({"year": "2024"}, {"year": 2023}, {"council": wanted.council_id}, {"q": "колл"}):
        assert client.get("/practice/", query).context["page"].items == [wanted], query
    assert len(client.get("/practice/", {"year": "x"}).context["page"].items) == 2


def test_the_page_of_a_council_shows_its_own(client: Client) -> None:
    council = CouncilFactory(parent=BodyFactory())
    address = f"/councils/{council.slug}/"
    assert "resources" not in {part.anchor for part in client.get(address).context["parts"]}
    mine = [PremisesFactory(body=council), PremisesFactory(body=council.parent)]
    PremisesFactory()
    practice = PracticeFactory(council=council)
    PracticeFactory()
    (part,) = (each for each in client.get(address).context["parts"] if each.anchor == "resources")
    assert set(part.part["premises"]) == set(mine)
    assert part.part["practices"] == [practice]


def test_open_data_are_given_out(client: Client) -> None:
    PremisesFactory(title="Голубой зал")
    PremisesFactory(title="Тайный зал", live=False)
    PracticeFactory(institution="Колледж искусств")
    premises = client.get("/opendata/council-premises/data.csv").content.decode("utf-8-sig")
    assert "Голубой зал" in premises
    assert "Тайный зал" not in premises
    practice = client.get("/opendata/council-practice/data.csv").content.decode("utf-8-sig")
    assert "Колледж искусств" in practice
    for slug in ("council-premises", "council-practice"):
        assert client.get(f"/opendata/{slug}/").status_code == 200


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"ends_on": "2025-03-02"}, "ends_on"),
        ({"students": "4"}, "students"),
        ({"places": "0"}, "places"),
        ({"council": "0"}, "council"),
    ],
)
def test_bad_practice_is_refused_at_its_field(
    secretary: Client, council: Council, values: dict[str, Any], field: str
) -> None:
    response = secretary.post(f"{OFFICE}/practice/add/", practice_form(council, **values))
    assert field in errors_of(response)
    assert "Государственный университет" in response.content.decode()
    assert not Practice.objects.exists()


def test_a_secretary_keeps_practice_and_the_chamber_publishes(
    secretary: Client, chamber: Client, council: Council
) -> None:
    form = practice_form(council) | {"action-publish": "1"}
    assert secretary.post(f"{OFFICE}/practice/add/", form).status_code == 302
    practice = Practice.objects.get()
    assert not practice.live
    assert chamber.post(f"{OFFICE}/practice/edit/{practice.pk}/", form).status_code == 302
    assert "Государственный университет" in Client().get("/practice/").content.decode()


def test_a_body_offers_its_own_premises_with_a_contact(council: Council) -> None:
    ministry, other = BodyFactory(), BodyFactory()
    office = signed_in(staff(ministry, MembershipRole.STAFF))
    wrong = premises_form(body=ministry.pk, phone="")
    assert "phone" in errors_of(office.post(f"{OFFICE}/premises/add/", wrong))
    foreign = premises_form(body=other.pk)
    assert "body" in errors_of(office.post(f"{OFFICE}/premises/add/", foreign))
    assert not Premises.objects.exists()
    own = premises_form(body=ministry.pk)
    assert office.post(f"{OFFICE}/premises/add/", own).status_code == 302
    assert Premises.objects.get().body_id == ministry.pk
    theirs = PremisesFactory(body=other, title="Чужой зал")
    assert "Чужой" not in office.get(f"{OFFICE}/premises/").content.decode()
    assert office.get(f"{OFFICE}/premises/edit/{theirs.pk}/").status_code == 302
