"""Searching as a person does: with a mouse, with the keys alone, without script, on a phone."""

import datetime as dt
import re
from collections.abc import Callable
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from search import services
from tests.e2e.conftest import PHONE, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.factories.conclusions import published
from tests.factories.drafts import BillVersionFactory, ProvisionFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db(transaction=True)

NewPage = Callable[..., Page]
COUNT = "#results-count"


@pytest.fixture(autouse=True)
def _searched() -> None:
    """Forty provisions, three proposals and an event on a bill with «околица», two other bills."""
    version = BillVersionFactory(bill__title="Об околице", bill__number="24-8")
    consultation = ConsultationFactory(version=version)
    for number in range(1, 41):
        provision = ProvisionFactory(
            version=version, path=f"article:{number}", heading=f"Околица {number}"
        )
    for number in range(3):
        published(consultation, provision=provision, comment=f"Наша околица {number}")
    BillVersionFactory(bill__title="О тишине за околицей")
    BillVersionFactory(bill__title="О полётах")
    services.fill()


def found(page: Page, words: str) -> None:
    expect(page.locator(COUNT)).to_have_text(re.compile(words))


def facet(page: Page, label: str):
    return page.locator(".facet a", has_text=re.compile(label)).first


def test_facets_chips_order_and_the_way_back(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/search/?q=околица")
    found(page, "Найдено 46 результатов")
    facet(page, "^Предложения").click()
    found(page, "Найдено 3 результата")
    assert "kind=comment" in page.url
    # The page was not loaded anew: the focus stays, and the number is said.
    assert page.evaluate("document.activeElement.textContent").find("Предложения") > 0
    expect(page.locator("#found-status")).to_have_text(re.compile("Найдено 3"))
    facet(page, "^Законопроекты").click()
    found(page, "Найдено 5 результатов")
    page.locator(".sorts a", has_not=page.locator("[aria-current]")).last.click()
    page.wait_for_url("**sort=newest**")
    expect(page.locator(".sorts [aria-current]")).to_have_count(1)
    page.locator(".chip", has_text="Предложения").click()
    found(page, "Найдено 2 результата")
    expect(page.locator(COUNT)).to_be_focused()
    assert_accessible(page)
    for address, words in (("kind=bill&sort", "5"), ("kind=bill", "5"), ("kind=comment", "3")):
        # The page that is gone back to is loaded anew by itself.
        with page.expect_event("load"):
            page.evaluate("void setTimeout(() => history.back(), 50)")
        page.wait_for_url(re.compile(f"{address}$|{address}=newest$"))
        found(page, f"Найдено {words}")
    with page.expect_event("load"):
        page.evaluate("void setTimeout(() => history.forward(), 50)")
    found(page, "Найдено 5 результатов")
    # Other words keep what narrows.
    page.fill("#results-search", "тишина")
    page.press("#results-search", "Enter")
    page.wait_for_load_state()
    assert "kind=comment&kind=bill" in page.url
    found(page, "Найден 1 результат")
    page.locator(".chips__all").click()
    page.wait_for_url(lambda url: "kind=" not in url)
    expect(page.locator(".chip")).to_have_count(0)


def test_typed_filters_go_from_the_box_and_the_last_leads_to_the_start(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/search/?q=вид:предложение -год:1999")
    found(page, "Найдено 3 результата")
    box = page.locator("#results-search")
    page.locator(".chip", has_text="1999").click()
    expect(box).to_have_value("вид:предложение")
    facet(page, "^Законопроекты").click()
    found(page, "Найдено 6 результатов")
    page.locator(".facet a[aria-current]", has_text="Предложения").click()
    found(page, "Найдено 3 результата")
    expect(box).to_have_value("")
    assert_accessible(page)
    page.locator(".chip").click()
    expect(page.locator(".kinds a").first).to_be_visible()
    page.locator(".kinds a", has_text="Советы").click()
    found(page, "Найден")


def test_pages_of_the_list(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/search/?q=околица")
    page.locator("a[rel=next]").click()
    page.wait_for_url("**page=2")
    expect(page.locator(".pagination__numbers [aria-current]")).to_have_text(re.compile("2"))
    page.locator(".pagination__numbers a", has_text="3").click()
    page.wait_for_url("**page=3")
    expect(page.locator(".results__item")).to_have_count(6)
    expect(page.locator("a[rel=next]")).to_have_count(0)


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_suggestions_by_the_keys_alone(new_page: NewPage, viewport: dict[str, int]) -> None:
    page = new_page(viewport=viewport)
    page.goto("/search/")
    box, options = page.locator("#results-search"), page.locator("#results-search-suggest a")
    popup = page.locator("#results-search-suggest")
    box.focus()
    page.keyboard.type("о")
    page.wait_for_timeout(500)
    expect(popup).to_be_hidden()
    page.keyboard.type("кол")
    expect(popup).to_be_visible()
    expect(box).to_have_attribute("aria-expanded", "true")
    expect(options.first).to_contain_text("Об околице")
    expect(options.last).to_contain_text("Искать «окол»")
    assert options.count() == 8
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    page.keyboard.press("ArrowUp")
    expect(options.last).to_have_attribute("aria-selected", "true")
    page.keyboard.press("ArrowDown")
    expect(box).not_to_have_attribute("aria-activedescendant", re.compile("."))
    page.keyboard.press("ArrowDown")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id") or "")
    page.keyboard.press("Escape")
    expect(popup).to_be_hidden()
    expect(box).to_have_value("окол")
    expect(box).to_have_attribute("aria-expanded", "false")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/bills/**")


def test_suggestions_with_a_mouse_and_the_last_line(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/search/?q=околица&kind=bill")
    box, popup = page.locator("#results-search"), page.locator("#results-search-suggest")
    box.fill("")
    box.press_sequentially("gjk`nf[")
    expect(popup.locator("a").first).to_contain_text("О полётах")
    popup.locator("a").last.click()
    page.wait_for_load_state()
    # The form is sent with what narrows it.
    assert "q=gjk`nf[&kind=bill" in unquote(page.url)
    found(page, "Найден 1 результат")
    page.locator("#header-search").press_sequentially("24-8")
    first = page.locator("#header-search-suggest a").first
    expect(first).to_contain_text("Об околице")
    page.keyboard.press("Tab")
    expect(page.locator("#header-search-suggest")).to_be_hidden()


def test_too_many_suggestions_are_simply_none(new_page: NewPage, settings) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "suggest": "1/h"}
    page = new_page()
    page.goto("/search/")
    box = page.locator("#results-search")
    box.press_sequentially("окол")
    expect(page.locator("#results-search-suggest")).to_be_visible()
    with page.expect_response("**/search/suggest/**") as answer:
        box.press_sequentially("ица")
    assert answer.value.status == 429
    assert page.locator(".notice").count() == 0
    box.press("Enter")
    page.wait_for_url("**q=**")
    found(page, "Найдено 46")


@pytest.mark.parametrize("viewport", [WIDE, PHONE])
def test_without_script(new_page: NewPage, viewport: dict[str, int]) -> None:
    page = new_page(viewport=viewport, scripts=False)
    page.goto("/search/?q=околица")
    assert page.locator("#results-search").get_attribute("role") is None
    if viewport == PHONE:
        expect(facet(page, "^Предложения")).to_be_hidden()
        page.locator(".facets__fold > summary").click()
    facet(page, "^Предложения").click()
    found(page, "Найдено 3 результата")
    page.locator(".chip").first.click()
    found(page, "Найдено 46 результатов")
    page.locator(".sorts a").last.click()
    page.wait_for_url("**sort=newest")
    page.fill("#results-search", "тишина")
    page.press("#results-search", "Enter")
    page.wait_for_url("**sort=newest")
    found(page, "Найден 1 результат")


def test_on_a_phone_the_facets_are_folded(new_page: NewPage) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"/search/?q=околица&year={dt.datetime.now(tz=dt.UTC).year}&kind=comment")
    summary = page.locator(".facets__fold > summary")
    expect(summary).to_have_text(re.compile(r"Уточнить \(2\)"))
    summary.click()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    facet(page, "^Законопроекты").click()
    found(page, "Найдено 5 результатов")
    # Who is choosing goes on choosing.
    expect(facet(page, "Положения законопроектов")).to_be_visible()
    expect(summary).to_have_text(re.compile(r"\(3\)"))


def test_search_within_a_bill(new_page: NewPage) -> None:
    page = new_page()
    page.goto("/search/?q=24-8")
    page.locator(".results__title a").first.click()
    page.locator("#bill-search").fill("наша")
    page.locator("#bill-search").press("Enter")
    page.wait_for_load_state()
    assert "q=наша&bill=" in unquote(page.url)
    expect(page.locator(".chip")).to_contain_text("24-8")
