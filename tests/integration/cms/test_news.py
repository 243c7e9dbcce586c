"""News: what they are about, their feed, and the hour before which nobody hears of them."""

import datetime as dt
import re
import xml.etree.ElementTree as ET
from html import unescape

import pytest
import time_machine
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from cms.models import HomePage, NewsIndexPage, NewsPage
from core.clock import registry as clock
from core.clock.services import tick
from core.mail.links import absolute
from tests.integration.cms.helpers import (
    ATOM,
    BODY,
    entries,
    news,
    news_index,
    shown,
    titles,
)
from tests.microdata import told
from tests.queries import page_queries
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db
HOUR = dt.timedelta(hours=1)
FEED = "/news/feed/"


@pytest.fixture
def index(home: HomePage) -> NewsIndexPage:
    return news_index(home)


def cards(page: str) -> list[str]:
    return re.findall(r'<h2 class="card__title"><a[^>]*>([^<]+)</a>', page)


def tabs(page: str) -> list[tuple[str, str]]:
    """(address, label) of what the list can be narrowed to."""
    found = re.search(r'<nav class="tabs".*?</nav>', page, re.DOTALL)
    return re.findall(r'href="([^"]*)"[^>]*>([^<]+)<', found[0]) if found else []


# --- Tags --------------------------------------------------------------------------------------


def test_the_list_is_narrowed_to_a_tag(client: Client, index: NewsIndexPage) -> None:
    news(index, 1, "Добровольцы", "Дата недели")
    news(index, 2, "Советы")
    news(index, 3, "Добровольцы")
    page = shown(client, "/news/")
    assert [label for _url, label in tabs(page)] == [
        "Все новости", "Дата недели", "Добровольцы", "Советы",
    ]  # fmt: skip
    (address,) = [url for url, label in tabs(page) if label == "Добровольцы"]
    narrowed = shown(client, f"/news/{address}")
    assert cards(narrowed) == ["Новость 1", "Новость 3"]
    assert "<title>Новости: Добровольцы" in narrowed


def test_pages_of_a_tag_keep_to_it(client: Client, index: NewsIndexPage) -> None:
    for number in range(14):
        news(index, number, "Советы")
        news(index, number + 100, "Другое")
    first = shown(client, "/news/?tag=советы")
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first)
    assert len(cards(first)) == 12
    assert cards(shown(client, f"/news/{older.replace('&amp;', '&')}")) == [
        "Новость 12", "Новость 13",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "address", [f"{place}?tag={tag}" for place in ("/news/", FEED) for tag in ("чего-нет", "%00")]
)
def test_a_tag_that_nothing_has_is_not_found(
    client: Client, index: NewsIndexPage, address: str
) -> None:
    news(index, 1, "Советы")
    assert client.get(address).status_code == 404


def test_an_item_leads_to_others_on_the_same(client: Client, index: NewsIndexPage) -> None:
    page = shown(client, news(index, 1, "Советы области").url)
    (address,) = re.findall(r'href="([^"]+)" rel="tag">Советы области<', page)
    assert cards(shown(client, address)) == ["Новость 1"]


def test_without_tags_nothing_is_offered(client: Client, index: NewsIndexPage) -> None:
    item = news(index, 1)
    assert tabs(shown(client, "/news/")) == []
    assert 'rel="tag"' not in shown(client, item.url)


# --- The feed ----------------------------------------------------------------------------------


def test_an_entry_says_what_is_published(client: Client, index: NewsIndexPage) -> None:
    page = news(index, 1, "Советы", title="Итоги & <b>планы</b>", lead="Девять «да»")
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}title") == "Итоги & <b>планы</b>"
    assert entry.findtext(f"{ATOM}summary") == "Девять «да»"
    assert str(entry.findtext(f"{ATOM}id")).endswith(f":page/{page.pk}")
    assert entry.find(f"{ATOM}link").get("href") == absolute(page.url)
    assert [each.get("term") for each in entry.findall(f"{ATOM}category")] == ["Советы"]


def test_the_date_is_that_of_the_publication(client: Client, index: NewsIndexPage) -> None:
    """Whatever day is printed: who reads the feed wants to know since when it can be read."""
    news(index, 300)
    page = NewsPage.objects.get()
    published = page.first_published_at
    with time_machine.travel(timezone.now() + 5 * HOUR, tick=False):
        page.lead = "Исправлено"
        page.save_revision().publish()
    page = NewsPage.objects.get()
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}published") == published.isoformat()
    assert entry.findtext(f"{ATOM}updated") == page.last_published_at.isoformat()
    assert page.last_published_at - published > 4 * HOUR


def test_what_was_published_last_stands_first(client: Client, index: NewsIndexPage) -> None:
    for hours, number in enumerate((5, 9, 1)):
        with time_machine.travel(timezone.now() + hours * HOUR, tick=False):
            news(index, number)
    assert titles(client) == ["Новость 1", "Новость 9", "Новость 5"]


def test_a_tag_has_a_feed_of_its_own(client: Client, index: NewsIndexPage) -> None:
    news(index, 1, "Советы")
    news(index, 2, "Другое")
    assert titles(client, f"{FEED}?tag=советы") == ["Новость 1"]
    root = ET.fromstring(client.get(f"{FEED}?tag=советы").content)  # noqa: S314
    assert "Советы" in str(root.findtext(f"{ATOM}title"))
    links = {link.get("rel"): str(link.get("href")) for link in root.findall(f"{ATOM}link")}
    assert "/news/feed/?tag=" in links["self"]
    assert "/news/?tag=" in links["alternate"]


def test_who_has_it_already_gets_nothing_again(client: Client, index: NewsIndexPage) -> None:
    page = news(index, 1)
    etag = client.get(FEED)["ETag"]
    again = client.get(FEED, headers={"If-None-Match": etag})
    assert (again.status_code, again.content) == (304, b"")
    page.save_revision().publish()
    changed = client.get(FEED, headers={"If-None-Match": etag})
    assert changed.status_code == 200
    page.unpublish()
    assert client.get(FEED, headers={"If-None-Match": changed["ETag"]}).status_code == 200


def test_pages_of_news_name_the_feed(client: Client, index: NewsIndexPage) -> None:
    item = news(index, 1, "Советы")
    for address in ("/news/", item.url):
        head = shown(client, address).split("</head>")[0]
        assert '<link rel="alternate" type="application/atom+xml" title="Новости"' in head
        assert 'href="/news/feed/"' in head
    head = shown(client, "/news/?tag=советы").split("</head>")[0]
    (address,) = re.findall(r'type="application/atom\+xml"[^>]* href="([^"]+)"', head)
    assert titles(client, address) == ["Новость 1"]


def test_without_a_list_there_is_no_feed(client: Client, home: HomePage) -> None:
    assert client.get(FEED).status_code == 404
    news_index(home)
    assert entries(client) == []


def test_nothing_else_stands_at_the_address_of_the_feed(index: NewsIndexPage) -> None:
    with pytest.raises(ValidationError) as refused:
        index.add_child(instance=NewsPage(title="Лента", slug="feed", body=BODY))
    assert "slug" in refused.value.message_dict


def test_lists_and_feeds_cost_the_same_however_long(client: Client, index: NewsIndexPage) -> None:
    first = news(index, 0, "Советы")
    news(index, 1, "Другое")
    costs = []
    for more in ((), range(2, 30)):
        for number in more:
            news(index, number, "Советы", f"Тема {number}")
        addresses = ("/news/", "/news/?tag=советы", FEED, f"{FEED}?tag=советы", first.url)
        costs.append([page_queries(client, address) for address in addresses])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 15


# --- The hour ----------------------------------------------------------------------------------


def test_before_its_hour_nobody_hears_of_it(
    client: Client, desk: Client, index: NewsIndexPage
) -> None:
    """No list, feed, search or preview; from the clock's beat on everywhere, dated by the beat."""
    anybody, now = Client(), timezone.now()
    page = NewsPage(title="Ярмарка", slug="yarmarka", body=BODY, live=False)
    index.add_child(instance=page)
    page.tags.set(["Праздники"])
    page.go_live_at = now + HOUR
    page.save_revision().publish()
    run_tasks()
    addresses = ("/", "/news/", FEED, "/search/?q=ярмарка&kind=page")
    hidden = (page.url, "/news/?tag=праздники", f"{FEED}?tag=праздники")
    for address in addresses:
        text = shown(anybody, address)
        assert page.url not in text
        assert "Праздники" not in text
    assert [anybody.get(address).status_code for address in hidden] == [404, 404, 404]
    for door in ("view_draft", "edit/preview", "revisions/latest"):
        assert anybody.get(f"/cms-admin/pages/{page.pk}/{door}/").status_code in {302, 404}
    jobs = [job for job in clock.jobs() if job.name == "cms.publish"]
    appeared = now + HOUR * 1.5
    with time_machine.travel(appeared, tick=False):
        assert [outcome.error for outcome in tick(now=appeared, jobs=jobs)] == [""]
        run_tasks()
        for address in (*addresses, *hidden):
            assert page.title in shown(anybody, address), address
        (entry,) = entries(anybody)
    assert entry.findtext(f"{ATOM}published") == appeared.astimezone(dt.UTC).isoformat()


# --- What programs are told --------------------------------------------------------------------


def test_programs_are_told_what_people_read(client: Client, index: NewsIndexPage) -> None:
    page = news(index, 40, "Советы", "Быт & отдых", title="Итоги «года» & <b>", lead="Девять «да»")
    html = shown(client, page.url)
    thing = told(html)
    assert (thing.kind, thing["url"]) == ("NewsArticle", absolute(page.url))
    words = unescape(re.sub(r"<[^>]+>", "", html.split('class="page-heading')[1]))
    assert thing["headline"] == page.title
    assert date_format(dt.date.fromisoformat(thing["datePublished"]), "DATE_FORMAT") in words
    said = [thing["headline"], thing["description"], *thing.facts["keywords"]]
    assert [one for one in said if one not in words] == []
    assert thing["publisher"]["name"] in words
