"""A real browser against a real server. Skips, and says what to install, where there is none."""

import os
from collections.abc import Callable, Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.test import override_settings
from django.urls import clear_url_caches
from playwright.sync_api import Browser, Page

from tests.e2e.demo_pages import load_demo

# Playwright's sync API runs an event loop in this thread; the tests use the database beside it.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")  # noqa: TID251

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
LOCALE = "ru-RU"


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "e2e" in item.nodeid:
            item.add_marker(pytest.mark.browser)


@pytest.fixture
def site(live_server) -> Iterator[str]:
    """The address of a running site with a mailbox, which shows itself in development only."""
    with override_settings(ROOT_URLCONF="tests.e2e.urls", SITE_URL=live_server.url, DEBUG=True):
        clear_url_caches()
        yield live_server.url
    clear_url_caches()


@pytest.fixture
def new_page(browser: Browser, site: str) -> Iterator[Callable[..., Page]]:
    """Opens a page of a fresh visitor; a script error or a refused resource fails the test."""
    contexts = []
    faults: list[str] = []

    def open_page(*, viewport: dict[str, int] = WIDE, scripts: bool = True) -> Page:
        context = browser.new_context(
            base_url=site, viewport=viewport, locale=LOCALE, java_script_enabled=scripts
        )
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(f"script: {error}"))
        page.on(
            "console",
            lambda line: faults.append(line.text) if "Content Security" in line.text else None,
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def demo() -> dict[str, object]:
    """The demo, and what its addresses are completed with."""
    return load_demo()


def assert_accessible(page: Page) -> None:
    """No violation of WCAG 2.2 AA that axe can find."""
    # What passes is not gathered node by node: of that nothing is read, and it costs a third.
    options = {
        "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"],
        "resultTypes": ["violations"],
    }
    found = Axe().run(page, options=options)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"


def assert_no_sideways_scroll(page: Page) -> None:
    widths = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert widths[0] <= widths[1], f"{page.url}: {widths}"
