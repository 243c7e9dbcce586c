"""Questions and answers: opened without scripts, found by address, told to programs."""

import re
from html import unescape

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from cms.models import FaqPage, HomePage
from core.accounts.models import User
from core.mail.links import absolute
from demo.pages import publish
from search import services
from search.asked import Asked
from search.selectors import find
from tests.integration.cms.helpers import shown
from tests.microdata import told
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
QUESTIONS = [
    ("heading", "Как высказаться"),
    (
        "question",
        {"question": "Нужна ли «регистрация» & пароль?", "answer": "<p>Нет.</p><p>Почта.</p>"},
    ),
    ("question", {"question": "Кто <b>отвечает</b>?", "answer": "<ul><li>Комитет</li></ul>"}),
]


def faq(home: HomePage, body: list[tuple[str, object]] = QUESTIONS) -> FaqPage:
    page = FaqPage(title="Вопросы и ответы", slug="faq", lead="Коротко.", body=body)
    publish(home, page)
    return FaqPage.objects.get(pk=page.pk)


def entries(html: str) -> list[tuple[str, str, str]]:
    """(question, anchor, answer as text) of the page."""
    found = re.findall(
        r'<details class="disclosure faq__entry">\s*<summary>(.*?)</summary>\s*'
        r'<div class="prose" id="([^"]+)">(.*?)<p class="no-print">',
        html,
        re.DOTALL,
    )
    return [
        (unescape(question), anchor, unescape(re.sub(r"<[^>]+>", " ", answer)))
        for question, anchor, answer in found
    ]


def test_each_question_opens_its_answer(client: Client, home: HomePage) -> None:
    html = shown(client, faq(home).url)
    (first, _a1, answer), (second, _a2, _answer) = entries(html)
    assert (first, second) == ("Нужна ли «регистрация» & пароль?", "Кто <b>отвечает</b>?")
    assert answer.split() == ["Нет.", "Почта."]
    assert "<h2>Как высказаться</h2>" in html
    assert " open" not in html.split('<div class="faq"')[1].split("<footer")[0]


def test_an_answer_has_an_address_that_stays(client: Client, home: HomePage) -> None:
    page = faq(home)
    before = [anchor for _question, anchor, _answer in entries(shown(client, page.url))]
    assert len(set(before)) == 2
    assert f'<a href="#{before[0]}">' in shown(client, page.url)
    page.body[1].value["question"] = "Нужен ли пароль?"
    page.body.insert(0, page.body.pop(2))
    page.save_revision().publish()
    after = {question: anchor for question, anchor, _answer in entries(shown(client, page.url))}
    assert after == {"Кто <b>отвечает</b>?": before[1], "Нужен ли пароль?": before[0]}


def test_programs_are_told_what_people_read(client: Client, home: HomePage) -> None:
    page = faq(home)
    html = shown(client, page.url)
    thing = told(html)
    assert (thing.kind, thing["url"]) == ("FAQPage", absolute(page.url))
    said = [
        (question["name"], question["url"], question["acceptedAnswer"]["text"])
        for question in thing.facts["mainEntity"]
    ]
    assert said == [
        (question, f"{absolute(page.url)}#{anchor}", " ".join(answer.split()))
        for question, anchor, answer in entries(html)
    ]


def test_an_editor_writes_questions(
    desk: Client, home: HomePage, editor: User, client: Client
) -> None:
    address = f"/cms-admin/pages/add/cms/faqpage/{home.pk}/"
    assert desk.get(address).status_code == 200
    question = {"question": "Сколько это стоит?", "answer": rich_text("<p>Нисколько.</p>")}
    values = {
        "title": "Вопросы",
        "slug": "voprosy",
        "lead": "",
        "seo_title": "",
        "search_description": "",
        "body": streamfield([("question", question)]),
        "comments": inline_formset([]),
        "action-publish": "1",
    }
    desk.post(address, nested_form_data(values))
    html = shown(client, "/voprosy/")
    assert [(asked, said.strip()) for asked, _anchor, said in entries(html)] == [
        ("Сколько это стоит?", "Нисколько.")
    ]
    empty = {**values, "slug": "pusto", "body": streamfield([])}
    assert desk.post(address, nested_form_data(empty)).status_code == 200
    assert FaqPage.objects.count() == 1


def test_a_preview_opens_before_anything_is_saved(desk: Client, home: HomePage) -> None:
    address = f"/cms-admin/pages/add/cms/faqpage/{home.pk}/preview/"
    question = {"question": "Сколько?", "answer": rich_text("<p>Нисколько.</p>")}
    values = {
        "title": "Вопросы",
        "slug": "voprosy",
        "lead": "",
        "seo_title": "",
        "search_description": "",
        "body": streamfield([("question", question)]),
        "comments": inline_formset([]),
    }
    assert desk.post(address, nested_form_data(values)).json()["is_valid"]
    assert "<summary>Сколько?</summary>" in shown(desk, f"{address}?mode=")


def test_answers_are_found_by_their_words(home: HomePage) -> None:
    page = faq(home)
    services.fill()
    (result,) = find(Asked("регистрация")).results
    assert result.url == page.url


def test_it_costs_the_same_for_1_and_30(client: Client, home: HomePage) -> None:
    page = faq(home, QUESTIONS[:2])
    costs = [page_queries(client, page.url)]
    page.body = QUESTIONS[1:2] * 30
    page.save_revision().publish()
    costs.append(page_queries(client, page.url))
    assert costs[0] == costs[1] <= 10
