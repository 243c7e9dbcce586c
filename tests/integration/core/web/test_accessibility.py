"""The style guide in a browser: axe finds nothing in any look, and the policy is not broken.

No server: the browser's requests are answered by Django's test client in this process.
"""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.contrib.staticfiles import finders
from django.test import Client
from playwright.sync_api import Browser, ConsoleMessage, Page, Route

from core.web import menus
from core.web.display import COOKIE_NAME

pytestmark = pytest.mark.browser

SITE = "http://localhost"  # an origin that browsers trust without TLS
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
LOOKS = [
    (1280, "light", ""),
    (390, "light", ""),
    (1280, "dark", ""),
    (390, "dark", "size=large"),
    (1280, "light", "contrast=white&size=large"),
    (390, "light", "contrast=black&size=huge&spacing=wide"),
    (1280, "light", "contrast=blue&images=off"),
]


def answer(route: Route) -> None:
    """Static files from where Django finds them, everything else from the site."""
    path = route.request.url.removeprefix(SITE)
    if path.startswith("/static/"):
        route.fulfill(path=Path(finders.find(path.removeprefix("/static/"))))
        return
    cookie = route.request.all_headers().get("cookie", "")
    with ThreadPoolExecutor(1) as other:  # Playwright's event loop runs in this thread
        response = other.submit(
            Client(SERVER_NAME="localhost").get, path, headers={"Cookie": cookie}
        ).result()
    headers = {name: value for name, value in response.headers.items() if name != "Content-Length"}
    route.fulfill(status=response.status_code, headers=headers, body=response.content)


def is_complaint(message: ConsoleMessage) -> bool:
    """An error of ours: not the 404 that was asked for, not the icon that images off keep away."""
    expected = ("status of 404", "favicon", "img-src")
    where = message.text + message.location["url"]
    return message.type == "error" and not any(words in where for words in expected)


def opened(browser: Browser, path: str, width: int, scheme: str, look: str) -> tuple[Page, list]:
    """The page, and what the browser complains of (the policy above all)."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme=scheme, locale="ru-RU"
    )
    context.route("**/*", answer)
    if look:
        context.add_cookies([{"name": COOKIE_NAME, "value": look, "url": SITE}])
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda m: complaints.append(m.text) if is_complaint(m) else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(SITE + path)
    return page, complaints


@pytest.fixture(autouse=True)
def _site(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A site without a database: no pages of editors in the menus."""
    settings.ROOT_URLCONF = "tests.integration.core.web.urls"
    monkeypatch.setattr(menus.providers, "public", menus.built_in_menu)
    monkeypatch.setattr(menus.providers, "footer", menus.built_in_footer)
    monkeypatch.setattr(menus.providers, "footer_note", menus.no_note)
    settings.MIDDLEWARE = [name for name in settings.MIDDLEWARE if "redirects" not in name]


@pytest.mark.parametrize("path", ["/guide/", "/display/", "/nothing/"])
@pytest.mark.parametrize(("width", "scheme", "look"), LOOKS)
def test_axe_finds_nothing(browser: Browser, path: str, width: int, scheme: str, look: str) -> None:
    page, complaints = opened(browser, path, width, scheme, look)
    options = {"runOnly": {"type": "tag", "values": RULES}, "resultTypes": ["violations"]}
    result = Axe().run(page, options=options)
    found = {
        v["id"]: [node["html"][:120] for node in v["nodes"]] for v in result.response["violations"]
    }
    overflow = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    page.context.close()
    assert found == {}
    assert complaints == []
    assert overflow <= 0, "the page scrolls sideways"


def test_the_menu_of_the_phone_opens_without_and_closes_with_script(browser: Browser) -> None:
    page, _complaints = opened(browser, "/guide/", 390, "light", "")
    menu = page.locator("details.menu--narrow")
    menu.locator("summary").click()
    assert menu.locator(".menu__link").first.is_visible()
    page.keyboard.press("Escape")
    assert not menu.locator(".menu__link").first.is_visible()
    page.context.close()


def test_the_length_of_a_text_is_counted_while_it_is_typed(browser: Browser) -> None:
    page, _complaints = opened(browser, "/guide/", 1280, "light", "")
    area = page.locator("#id_grounds")
    area.fill("абв")
    assert page.locator("#id_grounds + .field__counter").inner_text().startswith("3 / 5")
    page.context.close()


@pytest.mark.parametrize("width", [320, 390])
def test_targets_are_large_enough_for_a_finger(browser: Browser, width: int) -> None:
    page, _complaints = opened(browser, "/guide/", width, "light", "")
    small = page.evaluate(
        """() => [...document.querySelectorAll(
             ".button, .choice, .field label:has(input), .menu summary, .topbar button, .topbar a, "
             + ".tabs a, .provision__margin a, .pagination a")]
           .map((e) => [e.className + " " + e.textContent.trim(), e.getBoundingClientRect()])
           .filter(([, box]) => box.width > 0 && box.height < 44)
           .map(([name, box]) => `${name} ${box.height}`)"""
    )
    page.context.close()
    assert small == []
