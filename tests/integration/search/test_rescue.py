"""What is found if the words as they were typed find nothing."""

from importlib import import_module
from urllib.parse import quote

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from drafts.models import Topic
from search import rescue, selectors, services
from search.asked import Asked
from search.domain.query import Query
from search.domain.synonyms import STARTING
from search.engine import backend
from search.interface import Document, Order, SearchResults
from search.models import SynonymGroup
from tests.factories.accounts import CouncilFactory
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.integration.search.test_page import search, titles

pytestmark = pytest.mark.django_db


def bills(*names: str) -> None:
    for name in names:
        BillVersionFactory(bill__title=name)
    services.fill()


def find(text: str, *, literal: bool = False) -> selectors.ResultPage:
    return selectors.find(Asked(text, exact=literal))


class Index:
    """Counts the requests; finds what has been told."""

    def __init__(self, answers: list[int]) -> None:
        self.answers = answers
        self.asked: list[Query] = []

    def __call__(self, query: Query) -> rescue.Outcome:
        self.asked.append(query)
        return rescue.Outcome(SearchResults(total=self.answers[len(self.asked) - 1]))


def rescued(text: str, *answers: int, literal: bool = False) -> tuple[rescue.Rescued, int]:
    index = Index([*answers, *[0] * 20])
    return rescue.search(text, index, synonyms=STARTING, literal=literal), len(index.asked)


def test_one_request_if_the_words_are_found() -> None:
    bills("О тишине")
    assert rescued("тишина", 7)[1] == 1
    assert rescued("тишина", 1)[1] == 1


def test_the_most_requests() -> None:
    bills("О тишине")
    found, asked = rescued("«nbityt» pfrjy cjdtn", 0)
    assert asked == 6
    assert found.is_empty
    assert (found.corrected, found.layout, found.is_loose) == ("", "", False)
    assert rescued("«nbityt» pfrjy cjdtn", 0, literal=True)[1] == 1
    assert rescued("щщщщ", 0)[1] == 2
    # Which unit is meant is one more.
    assert rescued("п. 2 ст. 5 «тишене»", 0)[1] == rescue.MAX_REQUESTS == 7
    # So is what the unit stands in.
    assert rescued("п. 2 ст. 5", 1, 9)[1] == 3
    assert rescued("ст. 5", 9)[1] == 1


def test_quoted_words_in_other_forms(client: Client) -> None:
    bills("Об общественной палате")
    found = find("«общественная палата»")
    assert found.is_any_form
    assert titles(search(client, "«общественная палата»")) == ["Об общественной палате"]
    assert '<div class="notice' in search(client, "«общественная палата»")
    assert not find("«общественной палате»").is_any_form


def test_a_mistyped_word(client: Client) -> None:
    bills("О тишине", "О тишине и покое")
    page = search(client, "тишене ПОКОЙЕ")
    assert titles(page)[0] == "О тишине и покое"
    assert "тишине ПОКОЕ" in page
    assert "&amp;exact=1" in page
    literal = search(client, "тишене ПОКОЙЕ", exact="1")
    assert titles(literal) == []
    assert "тишине" not in literal


def test_a_mistyped_word_in_the_other_layout() -> None:
    bills("О тишине")
    found = find("nbiyt")
    assert (found.corrected, found.total) == ("тишине", 1)


def test_operators_and_fields_stay() -> None:
    bills("О тишине ночью", "О тишине и ремонте")
    found, asked = rescued("тишене -ремонт закон:«Тишене ночью» ст. 5", 0, 0, 4)
    assert found.corrected == "тишине -ремонт закон:«Тишине ночью» ст. 5"
    assert (found.results.total, asked) == (4, 3)


def test_names_words_of_synonyms_and_known_words_are_not_corrected() -> None:
    bills("О тишине", "Палаты")
    for text in ("автор:тишене палата", "палата -тишене", "ЖКХ", "палатами", "вид:тишене палата"):
        assert rescued(text, 0, 1)[0].corrected == "", text


def test_some_of_the_words_of_the_corrected_text() -> None:
    bills("О тишине", "О пчёлах")
    found = find("тишене единорогов")
    assert (found.is_loose, found.corrected, found.total) == (True, "тишине единорогов", 1)


def test_a_much_commoner_spelling_is_offered(client: Client) -> None:
    bills("О тешине", *(f"О тишине {number}" for number in range(12)))
    page = search(client, "тешина")
    assert titles(page) == ["О тешине"]
    assert 'class="results__suggestion"' in page
    suggestion = find("Тешина").suggestion
    assert suggestion.startswith("Тишин")
    assert find(suggestion).total == 12
    assert find("тишина").suggestion == ""
    assert find("тешина", literal=True).suggestion == ""
    assert rescued("тешина", 1, 1)[0].suggestion == ""


def test_what_is_told_is_escaped(client: Client) -> None:
    bills("О тишине")
    page = search(client, "тишене <script>alert(1)</script>")
    assert "<script>alert" not in page
    assert "<script>alert" not in search(client, "тишене \"'><b>")


def test_filters_that_are_typed() -> None:
    bills("О тишине")
    CouncilFactory(name="Совет при Собрании")
    assert find("тишина вид:законопроект").total == 1
    assert find("тишина вид:комментарии").total == 0
    assert find("тишина kind:bill").total == 1
    assert find("тишина kind:proposals").total == 0
    assert find("тишина год:1999").total == 0
    assert find("тишина совет:«при собрании»").total == 0
    # No such council: then these are words.
    assert find("тишина совет:тишине").total == 1


def test_topics_and_municipalities_that_are_typed() -> None:
    bill = BillVersionFactory(bill__title="О тишине").bill
    Topic.objects.create(slug="green", name="Защита природы", name_en="Ecology")
    facets = {"municipality": ("Белогорск", "Тында"), "topic": ("green",)}
    backend().index([Document("bill", bill.pk, "О тишине", "", timezone.now(), facets=facets)])

    def total(query: str) -> int:
        return find(query, literal=True).total

    for query in ("район:белогорск", "город:Тынды", "тема:природа", "topic:ecology", "тема:green"):
        assert total(f"тишина {query}") == 1, query
    assert total("тишина район:Свободный") == 0
    Topic.objects.create(slug="money", name="Бюджет")
    assert total("тишина тема:бюджет") == 0
    assert total("тишина тема:бюджет тема:природы") == 1


def test_synonyms_act_at_once(client: Client) -> None:
    bills("О легковых автомобилях")
    assert titles(search(client, "тачка")) == []
    group = SynonymGroup.objects.create(words="тачка, легковой автомобиль")
    assert titles(search(client, "тачки")) == ["О легковых автомобилях"]
    group.is_active = False
    group.save()
    assert titles(search(client, "тачка")) == []
    SynonymGroup.objects.filter(pk=group.pk).update(is_active=True, words="тележка, автомобиль")
    assert titles(search(client, "тележка")) == ["О легковых автомобилях"]
    assert titles(search(client, "тачка")) == []


def test_a_site_starts_with_synonyms(client: Client) -> None:
    SynonymGroup.objects.all().delete()
    import_module("search.migrations.0004_words_and_synonyms").start(apps, None)
    bills("О некоммерческих организациях")
    assert titles(search(client, "НКО")) == ["О некоммерческих организациях"]
    assert titles(search(client, "общественная палата")) == []


def test_few_results_are_followed_by_what_is_like_them(client: Client) -> None:
    bills("О тишине и покое", "О тишине", "О покое", "О мире")
    found = find("тишина покой")
    assert found.results[0].title[0].text.startswith("О ")
    assert (found.complete, found.total) == (1, 3)
    page = search(client, "тишина покой")
    assert titles(page)[0] == "О тишине и покое"
    assert "Точно подходит 1 результат." in page
    assert find("тишина покой", literal=True).total == 1
    newest = selectors.find(Asked("тишина покой", order=Order.NEWEST))
    assert (newest.complete, newest.total) == (0, 1)
    assert (find("тишина").complete, find("тишина").total) == (0, 2)


def test_quoted_words_are_followed_by_their_other_forms() -> None:
    bills("Общественная палата", "Об общественной палате", "Палата общественная")
    found = find("«общественная палата»")
    assert (found.complete, found.total) == (1, 2)
    assert not found.is_any_form


def test_enough_results_are_followed_by_nothing() -> None:
    bills(*(f"О тишине и покое {number}" for number in range(rescue.FILLED)), "О тишине")
    found = find("тишина покой")
    assert (found.complete, found.total) == (0, rescue.FILLED)


def test_news_are_asked_for_in_the_words_that_were_understood(client: Client) -> None:
    bills("О тишине")
    assert find("nbiyt").understood == Asked("тишине")
    assert find("тишина").understood == Asked("тишина")
    wrong = search(client, "nbibyf")
    assert f"/search/feed/?q={quote('тишина')}" in wrong
    assert "/search/feed/?q=nbibyf" not in wrong


def test_a_slow_index_is_not_asked_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    bills("О тишине")
    clock = iter([0.0, 0.0, *[selectors.PATIENCE + 1] * 50])
    monkeypatch.setattr(selectors, "monotonic", lambda: next(clock))
    asked: list[object] = []
    monkeypatch.setattr(selectors, "ask", lambda request: asked.append(request) or SearchResults())
    assert find("единороги пегасы").total == 0
    assert len(asked) == 1


def test_few_results_are_followed_by_words_of_the_same_root() -> None:
    bills("О прогреве машин", "О праве прогревать машины зимой", "О программе")
    found = find("прогревать")
    first, second = (result.title for result in found.results)
    assert (first[0].text, second[0].text) == ("О праве ", "О ")
    assert [part.text for part in second if part.found] == ["прогреве"]
    assert (found.complete, found.total) == (1, 2)


def test_words_of_the_same_root_are_not_taken_for_those_in_quotation_marks() -> None:
    bills("О прогреве машин", "О праве прогревать машины")
    assert find("«прогревать машины»").total == 1


def test_behind_a_named_unit_comes_what_it_stands_in() -> None:
    version = BillVersionFactory(bill__title="О тишине")
    article = ProvisionFactory(version=version, kind="article", path="article:5", heading="Ночь")
    for number in "12":
        ProvisionFactory(
            version=version, parent=article, kind="paragraph",
            path=f"article:5/paragraph:{number}", heading="",
        )  # fmt: skip
    services.fill()
    found = find("ч. 2 ст. 5 закона о тишине")
    paths = [result.steps for result in found.results if result.kind == "provision"]
    assert paths[0] == ("Статья 5", "Часть 2")
    assert sorted(paths[1:]) == [("Статья 5",), ("Статья 5", "Часть 1")]
    assert found.complete == 1
