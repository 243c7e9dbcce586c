"""Pages of the editors in a browser: answers that open, blocks that fit a phone."""

from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from demo import pages
from tests.e2e.conftest import (
    PHONE,
    WIDE,
    assert_accessible,
    assert_no_sideways_scroll,
)

pytestmark = pytest.mark.django_db(transaction=True)
QUESTION = "Нужно ли регистрироваться?"
ADDRESSES = (
    "/news/", "/news/?tag=экспертиза", "/news/voprosy-i-plakaty/", "/faq/",
    "/guides/kak-napisat-predlozhenie/", "/kontakty/", "/personalnye-dannye/", "/dlya-pressy/",
    "/socialnaya-reklama/", "/dostupnost/",
)  # fmt: skip


@pytest.fixture(autouse=True)
def _pages(site: str) -> None:
    pages.load_pages(today=timezone.localdate())


def test_an_answer_opens_without_scripts_and_by_its_address(new_page: Callable[..., Page]) -> None:
    page = new_page(viewport=PHONE, scripts=False)
    page.goto("/faq/")
    entry = page.locator("details", has_text=QUESTION)
    answer = entry.locator(".prose")
    assert not answer.is_visible()
    entry.locator("summary").click()
    assert answer.is_visible()
    anchor = answer.locator("a", has_text=QUESTION).get_attribute("href")
    other = new_page(viewport=PHONE, scripts=False)
    other.goto(f"/faq/{anchor}")
    assert other.locator("details", has_text=QUESTION).locator(".prose").is_visible()
    assert other.locator("details[open]").count() == 1


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_are_accessible_and_fit(
    new_page: Callable[..., Page], viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport)
    for address in ADDRESSES:
        response = page.goto(address)
        assert response is not None
        assert response.status == 200, address
        assert_no_sideways_scroll(page)
        for summary in page.locator("main details > summary").all():
            summary.click()
        assert_accessible(page)
