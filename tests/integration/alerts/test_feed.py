"""A search as an Atom feed."""

import xml.etree.ElementTree as ET

import pytest
from django.test import Client
from django.utils import timezone

from consultations.comments.services import hide_comment
from search import services as search
from search.alerts import feeds
from tests.factories.accounts import UserFactory
from tests.factories.conclusions import published
from tests.factories.process import ConsultationFactory
from tests.integration.alerts.helpers import DAY, WORD, bill
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
FEED = f"/search/feed/?q={WORD}"
ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client: Client, address: str = FEED) -> list[ET.Element]:
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/atom+xml")
    return ET.fromstring(response.content).findall(f"{ATOM}entry")  # noqa: S314


def titles(client: Client, address: str = FEED) -> list[str]:
    return [str(entry.findtext(f"{ATOM}title")) for entry in entries(client, address)]


def test_the_newest_stand_first(client: Client) -> None:
    for number in range(3):
        older = bill(f"Дело {number}: {WORD}")
        older.created_at = timezone.now() - number * DAY
        older.save()
    search.fill()
    assert [title.split(":")[0] for title in titles(client)] == ["Дело 0", "Дело 1", "Дело 2"]


def test_an_entry_says_what_it_is_and_where(client: Client) -> None:
    comment = published(ConsultationFactory(), comment=f"Наша <b>{WORD}</b> & «двор»")
    search.apply_pending()
    (entry,) = entries(client)
    assert entry.findtext(f"{ATOM}summary") == f"Наша <b>{WORD}</b> & «двор»"
    assert comment.consultation.version.bill.title in str(entry.findtext(f"{ATOM}title"))
    assert str(entry.findtext(f"{ATOM}id")).endswith(f":comment/{comment.pk}")
    assert entry.find(f"{ATOM}link").get("href").endswith(comment.get_absolute_url())
    assert entry.findtext(f"{ATOM}updated") == comment.submitted_at.isoformat()


def test_the_feed_names_itself_and_its_page(client: Client) -> None:
    root = ET.fromstring(client.get(f"{FEED}&year=2026&page=7&sort=newest").content)  # noqa: S314
    links = {link.get("rel"): str(link.get("href")) for link in root.findall(f"{ATOM}link")}
    assert links["self"].startswith("http")
    assert links["self"].endswith("&year=2026")
    assert "/search/?q=" in links["alternate"]
    assert root.findtext(f"{ATOM}id") == links["self"]


def test_filters_of_the_page_narrow(client: Client) -> None:
    bill()
    published(ConsultationFactory(), comment=f"Наша {WORD}")
    search.apply_pending()
    assert len(titles(client)) == 2
    assert len(titles(client, f"{FEED}&kind=bill")) == 1
    assert len(titles(client, f"{FEED}&kind=bill&kind=comment")) == 2
    assert titles(client, f"{FEED}&year=1999") == []


def test_nothing_hidden_appears_even_if_the_index_is_behind(client: Client) -> None:
    comment = published(ConsultationFactory(), comment=f"Наша {WORD}")
    search.apply_pending()
    assert len(titles(client)) == 1
    moderator = UserFactory()
    hide_comment(actor=moderator, comment=comment, ground_code="spam", now=timezone.now())
    assert titles(client) == []


def test_who_has_it_already_is_told_so(client: Client) -> None:
    bill()
    first = client.get(FEED)
    again = client.get(FEED, headers={"if-none-match": first["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    # What is published late is older than what was there: a date would hide it.
    assert "Last-Modified" not in first
    bill(f"Ещё одна {WORD}")
    fresh = client.get(FEED, headers={"if-none-match": first["ETag"]})
    assert fresh.status_code == 200
    assert fresh["ETag"] != first["ETag"]


def test_at_most_fifty(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feeds, "ENTRIES", 2)
    for number in range(3):
        bill(f"Дело {number}: {WORD}")
    assert len(titles(client)) == 2


@pytest.mark.parametrize("query", ["", "q=", "q=!!!", "q=%00%1f", "older=1", f"q={'a' * 10_000}"])
def test_without_words_there_is_no_feed(client: Client, query: str) -> None:
    response = client.get(f"/search/feed/?{query}")
    assert response.status_code == 400
    assert response["Content-Type"].startswith("text/plain")
    assert "/search/feed/?q=" in response.content.decode()


@pytest.mark.parametrize(
    "query", ["q=«околица", 'q="', "q=околица*", "q=a%0b%0c&kind=%01", "q=-околица", "q=AND OR NOT"]
)
def test_strange_words_make_a_feed_or_a_refusal(client: Client, query: str) -> None:
    response = client.get(f"/search/feed/?{query}")
    assert response.status_code in (200, 400)
    if response.status_code == 200:
        ET.fromstring(response.content)  # noqa: S314


def test_a_feed_of_many_costs_what_a_feed_of_one_costs(client: Client) -> None:
    bill()
    one = page_queries(client, FEED)
    for number in range(10):
        bill(f"Дело {number}: {WORD}")
    assert page_queries(client, FEED) == one <= 6
