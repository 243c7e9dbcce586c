"""The map of the site for search engines, and what they are asked to leave alone."""

import datetime as dt
import xml.etree.ElementTree as ET
from itertools import chain

import pytest
import time_machine
from django.conf import settings
from django.test import Client
from django.utils import timezone
from wagtail.models import PageViewRestriction

from cms import sitemaps
from cms.models import FaqPage, HomePage, NewsPage, StandardPage
from cms.services import publish_scheduled
from consultations.conclusions.services import finalise_lapsed
from consultations.process.models import Consultation
from core.accounts.models import BodyKind
from core.mail.links import absolute
from demo.pages import publish
from tests.factories.accounts import CouncilFactory
from tests.factories.conclusions import answer_everything, published, signed
from tests.factories.drafts import BillVersionFactory
from tests.factories.process import ConsultationFactory, ReferralFactory
from tests.integration.cms.helpers import BODY, news, news_index, shown
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
XML = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOUR, DAY = dt.timedelta(hours=1), dt.timedelta(days=1)


def listed(client: Client, address: str) -> dict[str, str | None]:
    """The last change by address, as a map or the index of maps says."""
    response = client.get(address)
    assert response.status_code == 200
    assert response["Content-Type"].startswith("application/xml")
    return {
        str(each.findtext(f"{XML}loc")): each.findtext(f"{XML}lastmod")
        for each in ET.fromstring(response.content)  # noqa: S314
    }


def section(client: Client, name: str) -> dict[str, str | None]:
    """The last change by path."""
    found = listed(client, f"/sitemap-{name}.xml")
    assert all(url.startswith(settings.SITE_URL) for url in found)
    return {url.removeprefix(settings.SITE_URL): changed for url, changed in found.items()}


def day(moment: dt.datetime) -> str:
    return timezone.localdate(moment).isoformat()


def everything() -> None:
    """One more of whatever is in the map."""
    consultation = ConsultationFactory(closed=True)
    ReferralFactory(consultation=consultation)
    signed(consultation)


# --- What is in it -----------------------------------------------------------------------------


def test_the_index_names_all_sections(client: Client, home: HomePage) -> None:
    everything()
    found = listed(client, "/sitemap.xml")
    assert list(found) == [absolute(f"/sitemap-{name}.xml") for name in sitemaps.SECTIONS]
    assert all(found.values())
    for url in found:
        assert listed(client, url.removeprefix(settings.SITE_URL))


def test_whatever_is_listed_opens(client: Client, tree: HomePage) -> None:
    everything()
    for name in sitemaps.SECTIONS:
        for path in section(client, name):
            assert client.get(path).status_code == 200, path


def test_pages_that_everybody_may_open(client: Client, home: HomePage) -> None:
    index = news_index(home)
    page = news(index, 1)
    draft = NewsPage(title="Черновик", slug="chernovik", body=BODY, live=False)
    index.add_child(instance=draft)
    hidden = StandardPage(title="Служебное", slug="inside", body=BODY)
    publish(home, hidden)
    PageViewRestriction.objects.create(page=hidden, restriction_type="login")
    publish(home, FaqPage(title="Вопросы", slug="faq", body=[("heading", "О")]))
    found = section(client, "pages")
    assert list(found) == ["/", "/news/", page.url, "/faq/"]
    assert found[page.url] == day(page.last_published_at)


def test_what_waits_for_its_hour_is_not_told(client: Client, home: HomePage) -> None:
    page = NewsPage(title="Завтра", slug="zavtra", body=BODY, live=False)
    news_index(home).add_child(instance=page)
    page.go_live_at = timezone.now() + HOUR
    page.save_revision().publish()
    assert "/news/zavtra/" not in section(client, "pages")
    with time_machine.travel(timezone.now() + 2 * HOUR, tick=False):
        publish_scheduled(timezone.now())
        assert "/news/zavtra/" in section(client, "pages")


def test_published_bills_by_their_newest_text(client: Client) -> None:
    first = BillVersionFactory(published_at=timezone.now() - 30 * DAY)
    BillVersionFactory(bill=first.bill, number=2, published_at=timezone.now() - 9 * DAY)
    BillVersionFactory(bill=first.bill, number=3, draft=True)
    BillVersionFactory(draft=True)
    changed = day(timezone.now() - 9 * DAY)
    assert section(client, "bills") == {first.bill.get_absolute_url(): changed}


def test_events_by_what_has_passed(client: Client) -> None:
    upcoming = ConsultationFactory(upcoming=True)
    running = ConsultationFactory()
    over = ConsultationFactory(closed=True)
    Consultation.objects.update(created_at=timezone.now() - 60 * DAY)
    assert section(client, "consultations") == {
        upcoming.get_absolute_url(): day(timezone.now() - 60 * DAY),
        running.get_absolute_url(): day(running.opens_at),
        over.get_absolute_url(): day(over.closes_at),
    }
    signed(over)
    assert section(client, "consultations")[over.get_absolute_url()] == day(timezone.now())


def test_subjects_of_public_control(client: Client) -> None:
    idle, busy = CouncilFactory(), CouncilFactory()
    CouncilFactory(kind=BodyKind.COORDINATION_COUNCIL)
    sent = timezone.now() - 4 * DAY
    event = ConsultationFactory(organiser=busy)
    ReferralFactory(council=busy, consultation=event, sent_at=sent)
    assert section(client, "councils") == {
        f"/councils/{idle.slug}/": None,
        f"/councils/{busy.slug}/": day(sent),
    }


def test_signed_conclusions(client: Client) -> None:
    ConsultationFactory(closed=True)
    over = ConsultationFactory(
        closed=True, answer_due_on=timezone.localdate() - dt.timedelta(days=3)
    )
    published(over)
    finalise_lapsed(actor=None, consultation=over, number="1-СЗ", now=timezone.now())
    answer_everything(over)
    conclusion = signed(over, number="2-СЗ")
    assert conclusion.revision == 2
    assert section(client, "conclusions") == {
        conclusion.get_absolute_url(): day(conclusion.signed_at)
    }


# --- How much it may be ------------------------------------------------------------------------


def test_a_long_section_takes_several_files(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sitemaps.Bills, "limit", 2)
    bills = [BillVersionFactory().bill for _ in range(5)]
    files = [url for url in listed(client, "/sitemap.xml") if "bills" in url]
    assert files == [absolute(f"/sitemap-bills.xml{rest}") for rest in ("", "?p=2", "?p=3")]
    found = [list(listed(client, url.removeprefix(settings.SITE_URL))) for url in files]
    assert [len(urls) for urls in found] == [2, 2, 1]
    assert list(chain(*found)) == [absolute(bill.get_absolute_url()) for bill in bills]


@pytest.mark.parametrize(
    "address",
    ["/sitemap-secrets.xml", "/sitemap-bills.xml?p=2", "/sitemap-bills.xml?p=x",
     "/sitemap-bills.xml?p=0"],
)  # fmt: skip
def test_what_there_is_not_is_not_found(client: Client, address: str) -> None:
    assert client.get(address).status_code == 404


def test_it_costs_the_same_for_1_and_5(client: Client, home: HomePage) -> None:
    index = news_index(home)
    addresses = ["/sitemap.xml", *(f"/sitemap-{name}.xml" for name in sitemaps.SECTIONS)]
    costs = []
    for total in (1, 4):
        for number in range(total):
            everything()
            news(index, total * 10 + number)
        costs.append([page_queries(client, address) for address in addresses])
    assert costs[0] == costs[1]
    assert costs[0][0] <= len(sitemaps.SECTIONS) + 1
    assert max(costs[0][1:]) <= 4


# --- What robots leave alone -------------------------------------------------------------------


def test_robots_are_told_where_the_map_is_and_what_to_leave(client: Client) -> None:
    response = client.get("/robots.txt")
    assert response["Content-Type"].startswith("text/plain")
    lines = response.content.decode().splitlines()
    assert lines[0] == "User-agent: *"
    assert f"Sitemap: {absolute('/sitemap.xml')}" in lines
    kept_out = {line.removeprefix("Disallow: ") for line in lines if line.startswith("Dis")}
    assert {"/search/", "/desk/", "/my/", "/cms-admin/"} <= kept_out
    assert not any("/bills/".startswith(path) for path in kept_out)


def test_nothing_in_the_map_is_kept_out(client: Client, tree: HomePage) -> None:
    everything()
    text = shown(client, "/robots.txt")
    kept_out = tuple(
        line.removeprefix("Disallow: ") for line in text.splitlines() if line.startswith("Dis")
    )
    paths = [path for name in sitemaps.SECTIONS for path in section(client, name)]
    assert len(paths) > 10
    assert not [path for path in paths if path.startswith(kept_out)]
