"""Who comes by an old address is led on for good."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import pytest
from django.test import Client
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.models import GuideIndexPage, GuidePage, HomePage, NewsIndexPage, StandardPage
from demo.pages import publish
from tests.integration.cms.helpers import BODY, news, news_index

pytestmark = pytest.mark.django_db
# Wagtail makes redirects once the change is committed.
Committing = Callable[..., AbstractContextManager[object]]


def rename(page: Page, slug: str, commits: Committing) -> None:
    fresh = Page.objects.get(pk=page.pk).specific
    fresh.slug = slug
    with commits(execute=True):
        fresh.save_revision().publish()


def leads(client: Client, address: str) -> tuple[int, str]:
    response = client.get(address)
    return response.status_code, response.get("Location", "")


def test_all_old_addresses_of_a_page_lead_to_the_new_one(
    client: Client, home: HomePage, django_capture_on_commit_callbacks: Committing
) -> None:
    page = StandardPage(title="О площадке", slug="pervyi", body=BODY)
    publish(home, page)
    for slug in ("vtoroi", "tretii"):
        rename(page, slug, django_capture_on_commit_callbacks)
    for old in ("/pervyi/", "/pervyi", "/vtoroi/"):
        status, url = leads(client, old)
        assert status == 301, old
        assert client.get(url, follow=True).status_code == 200
    assert leads(client, "/vtoroi/") == (301, "/tretii/")


def test_what_lies_below_a_renamed_page_is_found_too(
    client: Client, home: HomePage, django_capture_on_commit_callbacks: Committing
) -> None:
    index = news_index(home)
    news(index, 1)
    rename(index, "novosti", django_capture_on_commit_callbacks)
    assert leads(client, "/news/n1/") == (301, "/novosti/n1/")
    assert leads(client, "/news/") == (301, "/novosti/")


def test_a_page_that_was_moved_leads_on(
    client: Client, home: HomePage, django_capture_on_commit_callbacks: Committing
) -> None:
    guides = GuideIndexPage(title="Как участвовать", slug="guides")
    publish(home, guides)
    page = GuidePage(title="Как читать", slug="kak", body=BODY)
    publish(guides, page)
    other = NewsIndexPage(title="Архив", slug="arhiv")
    publish(home, other)
    with django_capture_on_commit_callbacks(execute=True):
        Page.objects.get(pk=page.pk).move(Page.objects.get(pk=other.pk), pos="last-child")
    assert leads(client, "/guides/kak/") == (301, "/arhiv/kak/")


def test_who_takes_an_old_address_keeps_it(
    client: Client, home: HomePage, django_capture_on_commit_callbacks: Committing
) -> None:
    page = StandardPage(title="Первая", slug="mesto", body=BODY)
    publish(home, page)
    rename(page, "drugoe", django_capture_on_commit_callbacks)
    publish(home, StandardPage(title="Вторая", slug="mesto", body=BODY))
    response = client.get("/mesto/")
    assert response.status_code == 200
    assert "<h1>Вторая</h1>" in response.content.decode()


def test_nobody_is_led_to_what_was_taken_down(
    client: Client, home: HomePage, django_capture_on_commit_callbacks: Committing
) -> None:
    page = StandardPage(title="Первая", slug="mesto", body=BODY)
    publish(home, page)
    rename(page, "drugoe", django_capture_on_commit_callbacks)
    Page.objects.get(pk=page.pk).specific.unpublish()
    assert client.get("/mesto/", follow=True).status_code == 404
    assert Redirect.objects.filter(old_path="/mesto").count() == 1
