"""Filters that are typed, alone or among words, and lists of everything that passes filters."""

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import parse_qsl, quote, urlsplit

import pytest
from django.test import Client
from django.utils.html import escape

from drafts.models import Bill, Topic
from search import presenters, registry
from search.asked import Asked
from search.engine import backend
from search.models import SynonymGroup
from search.selectors import ResultPage, find
from tests.factories.accounts import CouncilFactory
from tests.factories.drafts import BillVersionFactory
from tests.integration.search.test_page import search, titles
from tests.queries import page_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def topics() -> None:
    Topic.objects.create(slug="green", name="Защита природы")
    Topic.objects.create(slug="money", name="Бюджет и налоги")


def indexed(title: str, year: int = 2026, kind: str = "bill", **facets: str) -> Bill:
    """A bill whose document is indexed with these facets, on the fifth of May."""
    bill = BillVersionFactory(bill__title=title).bill
    (document,) = registry.sources()["bill"].documents([bill.pk])
    own = {name: (value,) for name, value in facets.items()}
    date = dt.datetime(year, 5, 5, tzinfo=dt.UTC)
    backend().index([replace(document, facets=own, date=date)])
    return bill


def names(page: ResultPage) -> list[str]:
    return ["".join(part.text for part in result.title) for result in page.results]


def chips(page: ResultPage) -> dict[str, list[tuple[str, str]]]:
    """Of each chip «title: label» what its address asks for."""
    found = presenters.frame(page).chips
    return {f"{one.title}: {one.label}": parse_qsl(urlsplit(one.url).query) for one in found}


def chosen(page: ResultPage, facet: str) -> dict[str, list[tuple[str, str]]]:
    """The chosen values of a facet with what their addresses ask for."""
    (own,) = (one for one in presenters.frame(page).facets if one.name == facet)
    return {one.label: parse_qsl(one.url[1:]) for one in own.choices if one.chosen}


def test_filters_alone_list_all_that_passes_them(client: Client, topics: None) -> None:
    indexed("О лесах", 2024, topic="green")
    indexed("О парках", 2026, topic="green")
    indexed("О налогах", 2026, topic="money")
    for address in ("/search/?q=" + quote("тема:природа"), "/search/?topic=green"):
        page = client.get(address).content.decode()
        assert titles(page) == ["О парках", "О лесах"]
        assert "Найдено 2 результата" in page
        assert 'class="sorts"' not in page
        assert 'class="chip"' in page
    both = find(Asked("тема:природы год:2026"))
    assert (names(both), both.is_list) == (["О парках"], True)
    assert both.facets["year"] == {"2026": 1, "2024": 1}
    assert both.facets["topic"] == {"green": 1, "money": 1}
    assert names(find(Asked("год:2026 -налоги"))) == ["О парках"]


def test_pages_of_a_list_without_words(client: Client) -> None:
    for number in range(21):
        indexed(f"О деле {number}")
    page = client.get("/search/?kind=bill").content.decode()
    assert len(titles(page)) == 20
    assert 'href="/search/?q=&amp;kind=bill&amp;page=2"' in page
    assert len(titles(client.get("/search/?kind=bill&page=2").content.decode())) == 1
    assert len(titles(search(client, "вид:законопроект", page=2))) == 1


def test_a_minus_leaves_out(topics: None) -> None:
    indexed("О лесах", 2025, topic="green")
    indexed("О парках", 2026, topic="green")
    indexed("О налогах", 2026, topic="money")
    indexed("О лесных налогах", 2026)
    assert names(find(Asked("-тема:природа"))) == ["О лесных налогах", "О налогах"]
    assert sorted(names(find(Asked("налог -год:2025")))) == ["О лесных налогах", "О налогах"]
    assert names(find(Asked("лесах -год:2026"))) == ["О лесах"]
    assert names(find(Asked("тема:природа -год:2025"))) == ["О парках"]
    # Whatever else is wanted, by the address as well.
    assert find(Asked("-год:2026", {"year": ("2026",)})).total == 0
    page = find(Asked("-год:2025 о налогах"))
    assert page.facets["year"] == {"2026": 2}
    ((label, address),) = chips(page).items()
    assert label.startswith("Год: ")
    assert "2025" in label
    assert address == [("q", "о налогах")]


def test_values_of_a_facet_are_alternatives_and_facets_hold_all(topics: None) -> None:
    indexed("О лесах", 2024, topic="green")
    indexed("О парках", 2025, topic="green")
    indexed("О налогах", 2025, topic="money")
    indexed("О бюджете", 2026, topic="money")
    assert find(Asked("год:2024", {"year": ("2025",)})).total == 3
    assert find(Asked("год:2024 год:2025")).total == 3
    assert names(find(Asked("год:2024 год:2026", {"topic": ("green",)}))) == ["О лесах"]
    assert find(Asked("тема:природа", {"topic": ("money",), "year": ("2025",)})).total == 2
    assert find(Asked("год:2024", {"year": ("2024",)})).total == 1


def test_typed_filters_are_chips_and_chosen_values(topics: None) -> None:
    indexed("О лесах", 2025, topic="green")
    indexed("О лесных налогах", 2026, topic="money")
    page = find(Asked("лес тема:природа налоги год:2025", {"year": ("2026",)}))
    assert chips(page) == {
        "Год: 2026": [("q", "лес тема:природа налоги год:2025")],
        "Тема: Защита природы": [("q", "лес налоги год:2025"), ("year", "2026")],
        "Год: 2025": [("q", "лес тема:природа налоги"), ("year", "2026")],
    }
    frame = presenters.frame(page)
    assert frame.narrowed == 3
    assert parse_qsl(urlsplit(frame.everywhere).query) == [("q", "лес налоги")]
    found = find(Asked("лес год:2025 год:2026"))
    assert chosen(found, "year") == {
        "2026": [("q", "лес год:2025")],
        "2025": [("q", "лес год:2026")],
    }


def test_taking_one_of_several_named_values_away_leaves_the_others() -> None:
    for slug, name in (("a", "Совет по труду"), ("b", "Совет по спорту"), ("c", "Палата")):
        CouncilFactory(slug=slug, name=name, short_name=name)
        indexed(f"О деле {slug}", council=slug)
    page = find(Asked("совет:совет дело", {"year": ("2026",)}))
    assert page.filters.wanted == {"year": ("2026",), "council": ("b", "a")}
    assert chosen(page, "council") == {
        "Совет по труду": [("q", "дело"), ("council", "b"), ("year", "2026")],
        "Совет по спорту": [("q", "дело"), ("council", "a"), ("year", "2026")],
    }
    assert chips(page)["Совет: Совет по спорту, Совет по труду"] == [
        ("q", "дело"),
        ("year", "2026"),
    ]


def test_chips_say_what_is_searched_with_however_much_is_typed() -> None:
    indexed("О лесах", 2025)
    page = find(Asked("год:2025 " * 13 + "год:2026"))
    assert page.filters.wanted == {"year": ("2025", "2026")}
    many = find(Asked(" ".join(f"год:{year}" for year in range(2000, 2020))))
    assert len(many.filters.wanted["year"]) == len(many.typed) == 12


def test_filters_in_the_other_layout(topics: None) -> None:
    indexed("О лесах", 2025, topic="green")
    page = find(Asked("ujl^2025"))
    assert (page.total, page.layout) == (1, "год:2025")
    assert chips(page) == {"Год: 2025": []}


def test_what_is_no_value_is_looked_for_as_words_and_told(client: Client, topics: None) -> None:
    indexed("О чепухе", topic="green")
    indexed("Об ином", topic="money")
    page = find(Asked("тема:чепуха"))
    assert (names(page), page.is_list) == (["О чепухе"], False)
    (hint,) = presenters.frame(page).hints
    assert (hint.typed, hint.left_out) == ("чепуха", 0)
    assert {value.label: parse_qsl(urlsplit(value.url).query) for value in hint.values} == {
        "Бюджет и налоги": [("topic", "money")],
        "Защита природы": [("topic", "green")],
    }
    shown = search(client, "тема:<чепуха>")
    assert escape("«<чепуха>»") in shown
    assert "<чепуха>" not in shown
    # As words it may be mistyped as well.
    assert find(Asked("вид:чепуза")).corrected == "чепухе"
    assert find(Asked("-тема:чепуха год:2026")).total == 1
    assert not presenters.frame(find(Asked("вид:законопроект"))).hints


def test_nothing_passes_all_filters(client: Client, topics: None) -> None:
    indexed("О лесах", 2025, topic="green")
    page = search(client, "тема:природа год:1999")
    assert '<div class="empty">' in page
    for rest in ("тема:природа", "год:1999"):
        assert f'href="/search/?q={quote(rest)}"' in page
    # With words, what they find without the filters is told.
    assert find(Asked("лес год:1999")).without == 1


def test_editors_synonyms_name_values(topics: None) -> None:
    CouncilFactory(slug="chamber", name="Общественная палата области", short_name="Палата")
    indexed("О лесах", council="chamber")
    assert find(Asked("лес совет:вече")).filters.wanted == {}
    group = SynonymGroup.objects.create(words="вече, общественная палата")
    assert find(Asked("лес совет:вече")).filters.wanted == {"council": ("chamber",)}
    assert find(Asked("совет:«вече области»")).total == 1
    group.is_active = False
    group.save()
    assert find(Asked("лес совет:вече")).filters.wanted == {}
    # Not even one that the code knows, if editors have taken it away.
    SynonymGroup.objects.all().delete()
    SynonymGroup.objects.create(words="ОП, общественная палата")
    assert find(Asked("совет:ОП")).filters.wanted == {"council": ("chamber",)}
    SynonymGroup.objects.all().delete()
    assert find(Asked("совет:ОП")).filters.wanted == {}


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        # A name that is just this stands for itself, though others have the word as well.
        ("предложения", ["comment"]),
        ("Законопроект", ["bill"]),
        ("norm", []),
        ("норма", ["provision"]),
        ("однородные", ["group"]),
        ("заключения", ["opinion", "conclusion"]),
        ("bills", ["bill"]),
        ("protocols", []),
        ("MINUTES", ["minutes"]),
    ],
)
def test_kinds_by_their_names(text: str, kinds: list[str]) -> None:
    assert list(find(Asked(f"вид:{text}")).filters.wanted.get("kind", ())) == kinds


def test_a_list_costs_the_same_for_few_and_many(client: Client, topics: None) -> None:
    addresses = ("/search/?kind=bill&year=2026", f"/search/?q={quote('вид:законопроект год:2026')}")
    costs = []
    for total in (2, 30):
        while Bill.objects.count() < total:
            indexed(f"О деле {Bill.objects.count()}", topic="green")
        costs.append([page_queries(client, address) for address in addresses])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 10


def test_the_start_page_leads_to_lists_of_each_kind(client: Client) -> None:
    page = client.get("/search/").content.decode()
    links = re.findall(r'href="(/search/\?kind=[a-z]+)"', page)
    assert links == [f"/search/?kind={kind}" for kind in registry.sources()]
    assert client.get(links[0]).status_code == 200
