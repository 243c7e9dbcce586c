"""Pages that the walk does not come to: a merge, a refusal; and the way without JavaScript."""

from collections.abc import Callable

import pytest
from django.test import override_settings
from playwright.sync_api import Page

from tests.e2e.conftest import PHONE, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.pages import signed_in, walk

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_merging_page(
    new_page: Callable[..., Page], demo: dict[str, object], viewport: dict[str, int]
) -> None:
    """Two windows change the same words of a draft, without scripts."""
    address = f"/desk/opinions/{demo['corrects']}/"
    email = "secretary@veche.example"
    first = signed_in(new_page(viewport=viewport), email)
    second = signed_in(new_page(viewport=viewport), email)
    for page, words in ((first, "Слова первого окна."), (second, "Слова второго окна.")):
        page.goto(address)
        page.fill("[name=findings]", words)
    for page in (first, second):
        page.click("button[name=save]")
        page.wait_for_load_state()
    assert second.locator("[name=choice-0]").count() == 3
    assert_no_sideways_scroll(second)
    assert_accessible(second)
    second.check("[name=choice-0][value=edit]")
    second.fill("[name=words-0]", "Слова обоих окон.")
    second.click("button[name=save]")
    second.wait_for_load_state()
    assert second.input_value("[name=findings]") == "Слова обоих окон."


def test_refusals_are_accessible(new_page: Callable[..., Page]) -> None:
    with override_settings(DEBUG=False):
        for viewport in (WIDE, PHONE):
            walk(new_page(viewport=viewport), ("/nowhere/",), {}, refused=("/nowhere/",))


def test_pages_work_without_javascript(
    new_page: Callable[..., Page], demo: dict[str, object]
) -> None:
    page = new_page(viewport=PHONE, scripts=False)
    page.goto("/")
    page.locator(".card a[href*='/consultations/']").first.click()
    page.locator("main a[href*='/v1/']").first.click()
    page.locator("main a[href*='comments/new/?on=']").first.click()
    assert page.locator("main form [name=rationale]").count() == 1
