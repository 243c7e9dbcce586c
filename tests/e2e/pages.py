"""The walk over every type of page: axe finds nothing, nothing scrolls sideways."""

from collections.abc import Callable

from django.urls import resolve
from playwright.sync_api import Page

from config.permission_table import is_ours
from demo.content.people import DEMO_PASSWORD
from tests.e2e.addresses import BY_ROLE, FOR_DEVELOPERS, NO_PAGES, PUBLIC, REFUSED
from tests.e2e.conftest import assert_accessible, assert_no_sideways_scroll
from tests.integration.config.test_permission_table import addresses as all_addresses


def walk_everything(
    new_page: Callable[..., Page], demo: dict[str, object], viewport: dict[str, int]
) -> None:
    """Every address of a visitor and of each role."""
    page = new_page(viewport=viewport)
    walk(page, PUBLIC, demo, refused=("/comments/confirm/forged/",))
    for email, addresses in BY_ROLE.items():
        walk(signed_in(new_page(viewport=viewport), email), addresses, demo)


def walk(
    page: Page, addresses: tuple[str, ...], demo: dict[str, object], refused: tuple[str, ...] = ()
) -> None:
    for address in addresses:
        response = page.goto(address.format(**demo))
        assert response is not None
        expected = REFUSED if address in refused else {200}
        assert response.status in expected, (address, response.status)
        assert_no_sideways_scroll(page)
        assert_accessible(page)


def assert_no_page_is_left_out(demo: dict[str, object]) -> None:
    """A new page must be added to the lists of `addresses.py`, or to NO_PAGES with a reason."""
    visited = {
        resolve(address.format(**demo).partition("?")[0]).route
        for addresses in (PUBLIC, *BY_ROLE.values())
        for address in addresses
    }
    found = all_addresses()
    # As `resolve` writes regular expressions.
    pages = {
        route.replace("^", "")
        for route, view in found
        if is_ours(view) or view.__module__.startswith("allauth.")
    }
    assert pages - visited - NO_PAGES - FOR_DEVELOPERS == set()
    assert pages >= NO_PAGES


def signed_in(page: Page, email: str) -> Page:
    page.goto("/accounts/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", DEMO_PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_load_state()
    return page
