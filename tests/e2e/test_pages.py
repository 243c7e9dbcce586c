"""Every type of page in a browser: axe finds nothing, nothing scrolls sideways, at two widths."""

import io
from collections.abc import Callable

import pytest
from django.core.management import call_command
from playwright.sync_api import Page

from core.accounts.models import Membership, User
from demo.content.people import DEMO_PASSWORD
from tests.e2e.conftest import PHONE, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db(transaction=True)

CONCLUDED = "/consultations/{year}/pooshchrenie-dobrovoltsev/"
OPEN = "/consultations/{year}/initsiativnoe-byudzhetirovanie/"
ANSWERING = "/consultations/{year}/tishina-i-pokoy/"
BILL = "/bills/pooshchrenie-dobrovoltsev/"
PUBLIC = (
    "/", "/news/", "/guides/", "/bills/", BILL, f"{BILL}v1/", f"{BILL}compare/1..2/",
    "/consultations/", "/consultations/?state=open", OPEN, ANSWERING, CONCLUDED,
    f"{ANSWERING}comments/", f"{ANSWERING}opinions/obshchestvennaya-palata/",
    f"{CONCLUDED}conclusion/", f"{OPEN}comments/new/", f"{OPEN}comments/new/?on=art_1",
    "/councils/", "/councils/obshchestvennaya-palata/", "/receipts/", "/journal/", "/journal/0/",
    "/search/?q=добровольцы", "/display/", "/accounts/login/", "/accounts/signup/",
    "/accounts/password/reset/",
)  # fmt: skip
BY_ROLE = {
    "citizen@veche.example": ("/my/",),
    "clerk@veche.example": (
        "/desk/", "/desk/bills/", "/desk/bills/import/", f"/desk{BILL}v2/", "/desk/consultations/",
        "/desk/consultations/{answering}/", "/desk/consultations/{answering}/answers/",
        "/desk/consultations/{answering}/conclusion/", "/desk/answers/{group}/",
        f"/desk{BILL}v2/consultation/", "/desk/consultations/{open}/refer/",
    ),
    "moderator@veche.example": ("/desk/moderation/", "/desk/moderation/{comment}/"),
    "secretary@veche.example": ("/desk/opinions/", "/desk/opinions/{referral}/"),
}  # fmt: skip


@pytest.fixture
def demo() -> dict[str, object]:
    """The demo, and the ids that its desk addresses need."""
    from consultations.process.models import Consultation

    call_command("demo", stdout=io.StringIO())
    run_tasks()
    call_command("tick", verbosity=0)
    by_slug = {c.slug: c for c in Consultation.objects.all()}
    running, answering = (
        by_slug["initsiativnoe-byudzhetirovanie"], by_slug["tishina-i-pokoy"],
    )  # fmt: skip
    secretary = User.objects.get(email="secretary@veche.example")
    chamber = Membership.objects.get(user=secretary).body
    return {
        "year": running.year,
        "open": running.pk,
        "answering": answering.pk,
        "group": answering.groups.needing_answer().first().pk,
        "comment": answering.comments.first().pk,
        "referral": running.referrals.get(council=chamber).pk,
    }


def walk(page: Page, addresses: tuple[str, ...], demo: dict[str, object]) -> None:
    for address in addresses:
        response = page.goto(address.format(**demo))
        assert response is not None
        assert response.status == 200, address
        assert_no_sideways_scroll(page)
        assert_accessible(page)


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_pages_are_accessible(
    new_page: Callable[..., Page], demo: dict[str, object], viewport: dict[str, int]
) -> None:
    page = new_page(viewport=viewport)
    walk(page, PUBLIC, demo)
    for email, addresses in BY_ROLE.items():
        page = new_page(viewport=viewport)
        page.goto("/accounts/login/")
        page.fill("[name=login]", email)
        page.fill("[name=password]", DEMO_PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_load_state()
        walk(page, addresses, demo)


def test_pages_work_without_javascript(
    new_page: Callable[..., Page], demo: dict[str, object]
) -> None:
    page = new_page(viewport=PHONE, scripts=False)
    page.goto("/")
    page.locator(".card a[href*='/consultations/']").first.click()
    page.locator("main a[href*='/v1/']").first.click()
    page.locator("main a[href*='comments/new/?on=']").first.click()
    assert page.locator("main form [name=rationale]").count() == 1
