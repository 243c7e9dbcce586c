"""What visitors read: the home page, news, guides, plain pages."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.utils import timezone
from wagtail.models import Page

from cms.models import FaqPage, GuidePage, HomePage, NewsIndexPage, NewsPage, StandardPage
from cms.selectors import NEWS_SHOWN
from consultations.comments.models import ProvisionComment
from consultations.process.models import Consultation
from demo.pages import publish
from drafts.models import Provision
from tests.factories.accounts import ContactFactory
from tests.factories.comments import ParticipantFactory, ProvisionCommentFactory
from tests.factories.conclusions import answer_everything, published, signed
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.queries import page_queries

pytestmark = pytest.mark.django_db
BODY = [("text", "<p>Слова</p>")]


def shown(client: Client, url: str) -> str:
    response = client.get(url)
    assert response.status_code == 200, url
    return response.content.decode()


def news(parent: Page, number: int, **values: object) -> NewsPage:
    date = timezone.localdate() - dt.timedelta(days=number)
    values = {"title": f"Новость {number}", "slug": f"n{number}", "date": date, **values}
    page = NewsPage(body=BODY, **values)
    publish(parent, page)
    return page


def headings(page: str, level: int) -> list[str]:
    found = re.findall(rf"<h{level}[^>]*>(.*?)</h{level}>", page.split("<footer")[0], re.DOTALL)
    return [re.sub(r"<[^>]+>", "", text).strip() for text in found]


def test_every_page_of_the_demo_opens_with_one_heading(client: Client, tree: HomePage) -> None:
    pages = list(Page.objects.live().descendant_of(tree, inclusive=True))
    assert len(pages) > 10
    for page in pages:
        assert headings(shown(client, page.url), 1) == [page.title]


def test_what_pages_of_the_demo_offer_opens(client: Client, tree: HomePage) -> None:
    """Their links within the site and their files; the footer leads to each plain page."""
    pages = [*StandardPage.objects.live(), *FaqPage.objects.live()]
    footer = shown(client, "/").split("<footer")[1]
    offered = set()
    for page in pages:
        assert f'href="{page.url}"' in footer
        html = shown(client, page.url).split("<h1>")[1].split("<footer")[0]
        offered |= set(re.findall(r'href="(/[^"#]*)"', html))
    files = {address for address in offered if address.startswith("/documents/")}
    assert len(files) == 3
    for address in offered:
        response = client.get(address)
        assert response.status_code == 200, address
        assert response.getvalue(), address


def test_crumbs_lead_from_the_home_page(client: Client, tree: HomePage) -> None:
    def crumbs(url: str) -> list[str]:
        (nav,) = re.findall(r'<nav class="breadcrumbs.*?</nav>', shown(client, url), re.DOTALL)
        return re.findall(r'href="([^"]+)"', nav)

    assert crumbs(GuidePage.objects.first().url) == ["/", "/guides/"]
    assert crumbs("/guides/") == crumbs(StandardPage.objects.first().url) == ["/"]


def test_an_article_shows_its_blocks_and_what_is_beside_it(client: Client, tree: HomePage) -> None:
    first, second = GuidePage.objects.order_by("path")[:2]
    page = shown(client, first.url)
    assert '<ol class="article-steps">' in page
    assert f'<a href="{first.url}" aria-current="page">' in page
    assert f'<a href="{second.url}">{second.title}</a>' in page
    item = NewsPage.objects.order_by("-date").first()
    page = shown(client, item.url)
    others = page.split('id="other-news"')[1].split("</aside>")[0]
    assert item.title not in others
    assert NewsPage.objects.count() > NEWS_SHOWN
    assert others.count("<li>") == NEWS_SHOWN


def test_news_come_newest_first_by_pages(client: Client, home: HomePage) -> None:
    index = publish(home, NewsIndexPage(title="Новости", slug="news"))
    for number in range(15):
        news(index, number)
    news(index, 20).unpublish()
    first = shown(client, "/news/")
    assert headings(first, 2) == [f"Новость {number}" for number in range(12)]
    (older,) = re.findall(r'rel="next" href="([^"]+)"', first)
    assert headings(shown(client, f"/news/{older}"), 2) == [f"Новость {n}" for n in (12, 13, 14)]


def test_lists_cost_the_same_however_long(client: Client, home: HomePage) -> None:
    index = publish(home, NewsIndexPage(title="Новости", slug="news"))
    first = news(index, 0)
    news(index, 1)
    costs = []
    for more in ((), range(2, 15)):
        for number in more:
            news(index, number)
        costs.append([page_queries(client, url) for url in ("/news/", first.url, "/")])
    assert costs[0] == costs[1]
    assert max(costs[0]) <= 15


def test_an_empty_site_says_so(client: Client, home: HomePage) -> None:
    publish(home, NewsIndexPage(title="Новости", slug="news"))
    assert '<div class="empty">' in shown(client, "/")
    assert '<div class="empty">' in shown(client, "/news/")


def test_the_home_page_shows_what_is_open_and_what_came_of_it(
    client: Client, tree: HomePage
) -> None:
    soon = ConsultationFactory(closes_on=timezone.localdate() + dt.timedelta(days=2))
    later = ConsultationFactory()
    upcoming = ConsultationFactory(upcoming=True)
    over = ConsultationFactory(closed=True)
    for _ in range(2):
        published(over)
    answer_everything(over)
    conclusion = signed(over, number="9/2026")
    page = shown(client, "/")
    closing, rest = page.split('id="open-now"')
    assert soon.version.bill.title in closing
    assert soon.version.bill.title not in rest
    assert later.version.bill.title in rest
    assert later.version.bill.title not in closing
    assert upcoming.version.bill.title not in page
    signed_section = page.split('id="conclusions"')[1].split("</section>")[0]
    assert conclusion.get_absolute_url() in signed_section
    assert re.findall(r'<b class="num">(\d+)</b>', signed_section) == ["2", "0"]
    assert NewsPage.objects.first().title in page


def test_six_are_shown_and_a_link_to_all(client: Client, tree: HomePage) -> None:
    link = "/consultations/?state=open"
    for _ in range(6):
        ConsultationFactory()
    section = shown(client, "/").split('id="open-now"')[1].split("</section>")[0]
    assert (section.count("<article"), link in section) == (6, False)
    ConsultationFactory()
    section = shown(client, "/").split('id="open-now"')[1].split("</section>")[0]
    assert (section.count("<article"), link in section) == (6, True)


def test_the_home_page_costs_the_same_for_a_little_and_a_lot(
    client: Client, tree: HomePage
) -> None:
    costs = [page_queries(client, "/")]
    first = ConsultationFactory()
    ProvisionFactory(version=first.version)
    ProvisionCommentFactory(consultation=first)
    signed(ConsultationFactory(closed=True))
    costs.append(page_queries(client, "/"))
    for _ in range(3):
        consultation = ConsultationFactory()
        make_many(consultation, provisions=250, comments=700)
        signed(ConsultationFactory(closed=True))
    costs.append(page_queries(client, "/"))
    assert ProvisionComment.objects.count() > 2000
    assert costs[1] == costs[2]
    assert costs[0] <= costs[1] <= 20


def make_many(consultation: Consultation, *, provisions: int, comments: int) -> None:
    """Provisions in bulk and published comments of one person."""
    Provision.objects.bulk_create(
        ProvisionFactory.build(version=consultation.version, position=position, eid=f"e{position}")
        for position in range(provisions)
    )
    contact = ContactFactory()
    participant = ParticipantFactory(consultation=consultation, email_hash=contact.email_hash)
    ProvisionCommentFactory.create_batch(
        comments, consultation=consultation, contact=contact, participant=participant
    )


def test_a_page_that_was_renamed_leads_on(
    client: Client, tree: HomePage, django_capture_on_commit_callbacks
) -> None:
    page = StandardPage.objects.first()
    old = page.url
    page.slug = "novyj-adres"
    with django_capture_on_commit_callbacks(execute=True):
        page.save_revision().publish()
    page = StandardPage.objects.get(pk=page.pk)
    response = client.get(old)
    assert (response.status_code, response["Location"]) == (301, page.url)


def test_the_policy_of_public_pages_is_strict(client: Client, tree: HomePage) -> None:
    policy = client.get("/")["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
