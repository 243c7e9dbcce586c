"""The sponsor of a bill gives its position on arguments, in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from consultations.conclusions.models import SponsorPosition
from consultations.process.models import Consultation
from core.accounts.models import BodyKind, MembershipRole
from tests.e2e.conftest import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import person, signed_in
from tests.factories.accounts import BodyFactory
from tests.factories.conclusions import published
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "За десять дней документы подать можно: срок совпадает с федеральным."


def look(page: Page, *, scripts: bool) -> None:
    """Both checks are scripts themselves."""
    if scripts:
        assert_accessible(page)
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_card_of_the_bill_to_the_public_page(
    new_page: Callable[..., Page], scripts: bool
) -> None:
    consultation: Consultation = ConsultationFactory()
    body = BodyFactory(kind=BodyKind.GOVERNOR, name="Губернатор области")
    first, _second = published(consultation), published(consultation)
    clerk = person(consultation.responder, MembershipRole.CLERK)
    sponsor = person(body, MembershipRole.SPONSOR)

    desk = signed_in(new_page(scripts=scripts), clerk)
    desk.goto(f"/desk/bills/{consultation.version.bill.slug}/card/")
    desk.locator("select[name=sponsor_body]").select_option(str(body.pk))
    look(desk, scripts=scripts)
    desk.get_by_role("button", name="Сохранить").click()
    desk.wait_for_load_state()

    page = signed_in(new_page(viewport=PHONE, scripts=scripts), sponsor)
    page.goto("/desk/")
    page.get_by_role("link", name="Высказать позицию").click()
    page.locator("main .queue a").first.click()
    expect(page.locator("main .queue li")).to_have_count(2)
    look(page, scripts=scripts)
    page.locator("main .queue a").first.click()
    page.locator("input[name=stance][value=objects]").check()
    page.get_by_role("button", name="Опубликовать и перейти").click()
    expect(page.locator("main")).to_contain_text("Приведите обоснование")
    look(page, scripts=scripts)
    page.locator("textarea[name=text]").fill(WORDS)
    page.get_by_role("button", name="Опубликовать и перейти").click()
    expect(page.locator("main")).to_contain_text("Позиция опубликована")
    assert SponsorPosition.objects.count() == 1

    reader = new_page(viewport=PHONE, scripts=scripts)
    reader.goto(first.get_absolute_url())
    expect(reader.locator("main")).to_contain_text(WORDS)
    look(reader, scripts=scripts)
