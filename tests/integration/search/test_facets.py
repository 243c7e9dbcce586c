"""What narrows the results on the page of search."""

import datetime as dt
import re
from dataclasses import replace
from urllib.parse import quote

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.utils.text import capfirst

from drafts.models import Bill, Stage, Topic
from search import facets, presenters, registry
from search.asked import Asked
from search.engine import backend
from search.interface import FACETS, Order
from search.selectors import ResultPage, find
from tests.factories.accounts import CouncilFactory
from tests.factories.drafts import BillVersionFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
WORD = "околица"
RELATIVE = f"?q={WORD}"
ADDRESS = f"/search/?q={quote(WORD)}"


def indexed(year: int = 2026, /, **values: str | tuple[str, ...]) -> Bill:
    """A bill with WORD whose document has these facets and no others."""
    bill = BillVersionFactory(bill__title=f"О том, где {WORD}").bill
    (document,) = registry.sources()["bill"].documents([bill.pk])
    own = {name: (v,) if isinstance(v, str) else v for name, v in values.items()}
    date = dt.datetime(year, 5, 5, tzinfo=dt.UTC)
    backend().index([replace(document, facets=own, date=date)])
    return bill


def shown(page: ResultPage) -> dict[str, list[tuple[str, int]]]:
    return {
        facet.name: [(choice.label, choice.count) for choice in [*facet.choices, *facet.more]]
        for facet in presenters.frame(page).facets
    }


def opened(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_values_are_called_by_their_names() -> None:
    council = CouncilFactory(short_name="ОП области")
    topic = Topic.objects.create(slug="tishina", name="Тишина")
    indexed(
        2025, stage="reading1", state="open", council=council.slug, municipality="г. Зея",
        stance="oppose", disposition="partly", topic=topic.slug,
    )  # fmt: skip
    indexed(2026, stage="introduced", state="concluded", bill="no-such-bill")
    assert shown(find(Asked(WORD))) == {
        "stage": [(capfirst(label), 1) for label in Stage.labels[:2]],
        "state": [("Идёт приём предложений", 1), ("Завершено", 1)],
        "council": [("ОП области", 1)],
        "municipality": [("г. Зея", 1)],
        "stance": [("Не поддерживаю", 1)],
        "disposition": [("Учтено частично", 1)],
        "topic": [("Тишина", 1)],
        "year": [("2026", 1), ("2025", 1)],
    }


def test_facets_are_and_values_are_or(client: Client) -> None:
    indexed(2024, stage="reading1", topic="a")
    indexed(2025, stage="reading2", topic="a")
    indexed(2026, stage="reading1", topic="b")
    assert find(Asked(WORD, {"year": ("2024", "2025")})).total == 2
    assert find(Asked(WORD, {"year": ("2024", "2025"), "stage": ("reading1",)})).total == 1
    page = opened(client, f"{ADDRESS}&year=2024&year=2025&stage=reading1")
    assert "Найден 1 результат" in page


def test_a_value_is_a_link_that_adds_it_or_takes_it_away(client: Client) -> None:
    indexed(2025)
    indexed(2026)
    page = opened(client, f"{ADDRESS}&sort=newest&page=1")
    add = f'href="{RELATIVE}&amp;year=2025&amp;sort=newest"'
    assert add in page
    chosen = opened(client, f"{ADDRESS}&year=2025&sort=newest")
    assert f'href="{RELATIVE}&amp;year=2025&amp;year=2026&amp;sort=newest"' in chosen
    assert f'href="{RELATIVE}&amp;sort=newest" aria-current="true"' in chosen
    # The chip, and «clear all».
    assert chosen.count(f'href="{ADDRESS}&amp;sort=newest"') == 2
    assert 'class="chip"' in chosen
    assert 'class="chip"' not in page


def test_a_facet_that_does_not_tell_results_apart_is_not_shown() -> None:
    indexed(2026, stage="reading1", topic=("a", "b"))
    indexed(2026, stage="reading1")
    assert "year" not in shown(find(Asked(WORD)))
    assert "stage" not in shown(find(Asked(WORD)))
    assert "stage" in shown(find(Asked(WORD, {"stage": ("reading1",)})))


def test_what_does_not_occur_is_shown_only_if_it_is_chosen() -> None:
    indexed(2026, disposition="accepted")
    indexed(2025, disposition="rejected")
    page = find(Asked(WORD, {"disposition": ("noted",), "year": ("2026",)}))
    counts = dict(shown(page)["disposition"])
    assert list(counts.values()) == [1, 0]
    assert len(shown(page)["year"]) == 1


def test_seven_values_stand_open_and_the_rest_folded() -> None:
    for number in range(40):
        indexed(2026, municipality=f"Село {number:02}")
    page = find(Asked(WORD, {"municipality": ("Село 39",)}))
    (facet,) = (f for f in presenters.frame(page).facets if f.name == "municipality")
    assert [choice.label for choice in facet.choices][:7] == [f"Село {n:02}" for n in range(7)]
    assert [choice.label for choice in facet.choices if choice.chosen] == ["Село 39"]
    assert len(facet.more) == presenters.MORE
    assert facet.left_out == 40 - 8 - presenters.MORE


@pytest.mark.parametrize(
    ("count", "told"), [(7, 7), (42, 42), (1_849, 1_800), (12_540, 13_000), (0, 0)]
)
def test_an_estimate_is_told_as_one(count: int, told: int) -> None:
    asked = Asked(WORD, {"stage": ("reading1",)})
    counts = {"kind": {"bill": 12_345, "comment": 11}, "stage": {"reading1": count}}
    page = ResultPage(asked, total=12_356, facets=counts, is_estimated=True)
    kinds, stages = (
        next(f for f in presenters.frame(page).facets if f.name == name).choices
        for name in ("kind", "stage")
    )
    assert [(choice.count, choice.is_about) for choice in kinds] == [(12_345, False), (11, False)]
    assert [(choice.count, choice.is_about) for choice in stages] == [(told, told > 0)]
    words = render_to_string("search/_choice.html", {"choice": stages[0]})
    assert ("≈" in words) is (told > 0)


def test_earlier_versions_by_choice(client: Client) -> None:
    bill = indexed(2026)
    (document,) = registry.sources()["bill"].documents([bill.pk])
    backend().index([replace(document, is_current=False)])
    page = opened(client, ADDRESS)
    assert "Найден 1" not in page
    assert f'href="{ADDRESS}&amp;older=1"' in page
    older = opened(client, f"{ADDRESS}&older=1")
    assert "Найден 1 результат" in older
    assert f'href="{ADDRESS}"' in older


def test_sorting(client: Client) -> None:
    indexed(2024)
    newest = indexed(2026)
    indexed(2025)
    page = opened(client, f"{ADDRESS}&sort=newest")
    assert page.index(newest.get_absolute_url()) == min(
        page.index(bill.get_absolute_url()) for bill in Bill.objects.all()
    )
    assert re.search(r'sort=newest" aria-current="true"', page)
    unknown = opened(client, f"{ADDRESS}&sort=anything")
    assert not re.search(r'sort=newest" aria-current="true"', unknown)


def test_other_words_are_searched_for_with_the_same_filters(client: Client) -> None:
    indexed(2026)
    for address in (f"{ADDRESS}&year=2026&sort=newest&page=1", "/search/?year=2026&sort=newest"):
        page = opened(client, address)
        for name, value in (("year", "2026"), ("sort", "newest")):
            field = f'form="results-search-form" name="{name}" value="{value}"'
            assert field in page
        assert 'name="page"' not in page


def test_names_cost_three_queries(django_assert_num_queries) -> None:
    wanted = {name: ["a", "b", "2026", *map(str, range(30))] for name in FACETS}
    with django_assert_num_queries(3):
        facets.labels(wanted)
    with django_assert_num_queries(0):
        facets.labels(dict.fromkeys(FACETS, ()))


def test_the_page_costs_the_same_for_few_and_many_results(client: Client) -> None:
    states = (
        ADDRESS, f"{ADDRESS}&year=2026&topic=t0", f"{ADDRESS}&sort=newest", f"{ADDRESS}&older=1",
        f"{ADDRESS}&year=1999", f"{ADDRESS}&page=2", f"{ADDRESS}&page=501", "/search/?q=ъъъ",
        "/search/",
    )  # fmt: skip
    costs = []
    for total in (1, 12, 50):
        while Bill.objects.count() < total:
            n = Bill.objects.count()
            indexed(2026 - n % 3, topic=f"t{n}", council=f"c{n}", bill=f"b{n}", stage="reading1")
        costs.append([page_queries(client, address) for address in states])
    # A second page has results only if there are many.
    one, few, many = ([n for place, n in enumerate(row) if place != 5] for row in costs)
    assert few == many
    # Where there is next to nothing, words of one root and a commoner spelling are looked for.
    assert all(least <= more + 3 for least, more in zip(one, many, strict=True))
    assert max(one) <= 14


def test_the_page_is_light(client: Client) -> None:
    """Twenty results and every facet at its fullest, with long words in every address."""
    long = quote("общественная экспертиза законопроекта")
    for n in range(45):
        Topic.objects.create(
            slug=f"topic-{n}", name=f"Тема, которая называется довольно длинно {n}"
        )
        CouncilFactory(slug=f"council-{n}", short_name=f"Общественный совет при министерстве {n}")
        bill = BillVersionFactory(
            bill__title="О порядке проведения общественной экспертизы законопроектов области",
            bill__summary="Общественная экспертиза законопроекта. " + "Иные слова о другом. " * 60,
        ).bill
        (document,) = registry.sources()["bill"].documents([bill.pk])
        own = {
            "bill": (bill.slug,), "council": (f"council-{n}",), "topic": (f"topic-{n}",),
            "municipality": (f"Благовещенский муниципальный округ {n}",),
            "stage": (("introduced", "reading1", "reading2")[n % 3],),
        }  # fmt: skip
        backend().index([replace(document, facets=own)])
    response = client.get(f"/search/?q={long}")
    assert len(response.content) < 60_000, len(response.content)


def test_addresses_say_what_is_asked_for() -> None:
    asked = Asked(WORD, {"kind": ("bill",)}, Order.NEWEST, older=True, exact=True, page=3)
    assert asked.parameters() == [
        ("q", WORD), ("kind", "bill"), ("sort", "newest"), ("older", "1"), ("exact", "1"),
        ("page", "3"),
    ]  # fmt: skip
