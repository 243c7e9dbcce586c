"""What everybody sees of how councils are formed, and what it costs."""

import csv
import datetime as dt
import io

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from cms.registers.formation import selectors
from cms.registers.formation.domain.share import Share
from cms.registers.formation.search import CompetitionSource
from core.accounts.models import MembershipRole
from tests import moment
from tests.factories.accounts import CouncilFactory, MembershipFactory
from tests.factories.formation import CompetitionFactory, NominationFactory, finished
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
LIST = "/competitions/"


def test_the_list_costs_the_same_for_one_and_for_twenty(client: Client) -> None:
    NominationFactory()
    before = page_queries(client, LIST)
    for _ in range(19):
        NominationFactory()
    assert page_queries(client, LIST) == before
    # The councils and the years of the filters, and the rows; the rest is the menu of every page.
    with CaptureQueriesContext(connection) as captured:
        selectors.competitions_page(selectors.Filters(), cursor=None)
    assert len(captured) == 1


def test_the_list_is_narrowed_and_read_on(client: Client) -> None:
    mine = CompetitionFactory(title="Наш конкурс", announced_on=dt.date(2024, 5, 1))
    others = [CompetitionFactory() for _ in range(selectors.PER_PAGE)]
    done = finished()
    CompetitionFactory(live=False, title="Ещё готовится")
    first = client.get(LIST)
    assert len(first.context["rows"]) == selectors.PER_PAGE
    second = client.get(LIST, {"cursor": first.context["page"].next_cursor})
    shown = {row[0].pk for page in (first, second) for row in page.context["rows"]}
    assert shown == {mine.pk, done.pk, *(each.pk for each in others)}
    for query, expected in (
        ({"q": "наш"}, mine),
        ({"council": mine.council_id}, mine),
        ({"year": "2024"}, mine),
        ({"outcome": "formed"}, done),
    ):
        rows = client.get(LIST, query).context["rows"]
        assert [row[0].pk for row in rows] == [expected.pk], query
    wrong = client.get(LIST, {"council": "x", "outcome": "?", "year": "-1", "cursor": "§"})
    assert len(wrong.context["rows"]) == selectors.PER_PAGE


def test_a_competition_shows_stages_and_candidates(client: Client) -> None:
    competition = finished(check_result="Все допущены")
    NominationFactory(competition=competition, candidate="Иванова", consented_on=moment.today())
    NominationFactory(competition=competition, number=77, is_public_association=False)
    NominationFactory(competition=competition, organisation="Тайный союз", live=False)
    address = competition.get_absolute_url()
    page = client.get(address)
    text = page.content.decode()
    assert "Все допущены" in text
    assert "Иванова" in text
    assert "№ 77" in text
    assert "Тайный союз" not in text
    assert page.context["from_associations"] == 1
    before = page_queries(client, address)
    for _ in range(10):
        NominationFactory(competition=competition)
    assert page_queries(client, address) == before
    assert client.get("/competitions/999999/").status_code == 404


def test_the_page_of_a_council_says_where_its_members_come_from(client: Client) -> None:
    council = CouncilFactory()
    address = f"/councils/{council.slug}/"
    assert "formation" not in {part.anchor for part in client.get(address).context["parts"]}
    secretary = MembershipFactory(body=council, role=MembershipRole.SECRETARY)
    MembershipFactory(body=council, nominated_by="Управление")
    notice = _notice(client, address)
    assert notice[0] == "warning"
    competition = finished(council=council)
    NominationFactory(
        competition=competition, organisation="УПРАВЛЕНИЕ", is_public_association=False
    )
    seated = NominationFactory(competition=competition, decision="chosen", membership=secretary)
    assert _notice(client, address)[0] == "info"
    assert selectors.shares([council.pk], moment.today()) == {
        council.pk: Share(associations=1, others=1)
    }
    seated.is_public_association = False
    seated.save()
    assert _notice(client, address)[0] == "warning"
    assert competition.title in client.get(address).content.decode()


def _notice(client: Client, address: str) -> tuple[str, str]:
    (part,) = (each for each in client.get(address).context["parts"] if each.anchor == "formation")
    return part.part["notice"]


def test_the_page_of_a_council_costs_the_same_for_one_and_for_many(client: Client) -> None:
    council = CouncilFactory()
    NominationFactory(competition__council=council)
    MembershipFactory(body=council, nominated_by="Союз")
    address = f"/councils/{council.slug}/"
    before = page_queries(client, address)
    for _ in range(10):
        NominationFactory(competition__council=council)
        MembershipFactory(body=council, nominated_by="Союз")
    assert page_queries(client, address) == before


def test_two_places_of_one_person_are_one_member() -> None:
    council = CouncilFactory()
    chair = MembershipFactory(body=council, role=MembershipRole.CHAIR)
    MembershipFactory(body=council, user=chair.user, nominated_by="Союз пенсионеров")
    NominationFactory(organisation="Союз пенсионеров")
    assert selectors.shares([council.pk], moment.today())[council.pk] == Share(associations=1)


def test_open_data_hold_what_the_pages_show(client: Client) -> None:
    competition = finished()
    NominationFactory(competition=competition, decision="chosen")
    NominationFactory(competition=competition, live=False)
    CompetitionFactory(live=False)
    (row,) = _csv(client, "/opendata/council-competitions/data.csv")
    assert row["Конкурс"] == competition.title
    assert (row["Кандидатов"], row["Включено в состав"]) == ("1", "1")
    (candidate,) = _csv(client, "/opendata/council-nominations/data.csv")
    assert candidate["Кто выдвинул"] == "Союз пенсионеров"
    assert candidate["Кандидат"] == ""
    for slug in ("council-competitions", "council-nominations"):
        assert client.get(f"/opendata/{slug}/").status_code == 200
        assert client.get(f"/opendata/{slug}/schema.json").status_code == 200


def test_a_competition_is_searched_with_its_public_candidates_alone() -> None:
    competition = CompetitionFactory()
    NominationFactory(competition=competition, organisation="Союз пасечников", candidate="Пчёлкин",
                      consented_on=moment.today())  # fmt: skip
    NominationFactory(competition=competition, organisation="Тайный союз", live=False)
    (document,) = CompetitionSource().documents([competition.pk])
    assert "Союз пасечников" in document.body
    assert "Тайный" not in document.body
    assert "Пчёлкин" not in document.body


def _csv(client: Client, address: str) -> list[dict[str, str]]:
    response = client.get(address)
    text = response.content.decode("utf-8-sig")
    dialect = csv.Sniffer().sniff(text.splitlines()[0], delimiters=";,")
    return list(csv.DictReader(io.StringIO(text), dialect=dialect))
