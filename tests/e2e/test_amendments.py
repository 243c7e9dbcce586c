"""Accepted proposals go into the table in one click, are decided on and published, in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from consultations.amendments.models import Amendment, AmendmentTable
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.e2e.conftest import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import person, signed_in
from tests.factories.conclusions import ACCEPTANCE, answered, group_of, published
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db(transaction=True)

SPONSOR = "Депутат Иванов И. И."


@pytest.mark.parametrize("scripts", [True, False])
def test_from_one_click_to_the_public_edition(new_page: Callable[..., Page], scripts: bool) -> None:
    consultation: Consultation = ConsultationFactory(closed=True)
    group = group_of(published(consultation))
    answered(group, ACCEPTANCE)
    clerk = person(consultation.responder, MembershipRole.CLERK)

    desk = signed_in(new_page(viewport=PHONE, scripts=scripts), clerk)
    here = f"/desk/consultations/{consultation.pk}/amendments/"
    desk.goto(here)
    desk.locator(f"main a[href='{here}table/']").click()
    desk.locator("input[name=sponsor]").fill(SPONSOR)
    desk.locator("main form.form button").click()
    expect(desk.locator("main tbody tr")).to_have_count(1)
    if scripts:
        assert_accessible(desk)
        assert_no_sideways_scroll(desk)
    desk.locator("input[name=words]").fill("нет таких слов")
    desk.locator("form.filter button").click()
    expect(desk.locator("main tbody tr")).to_have_count(0)
    desk.locator("input[name=words]").fill("пяти")
    desk.locator("form.filter button").click()
    desk.locator("input[name=chosen]").check()
    desk.locator("input[name=decision][value=adopt]").check()
    desk.locator("section.panel button").click()
    desk.wait_for_load_state()
    assert Amendment.objects.get().decision == "adopt"
    desk.locator(f"form[action='{here}publish/'] button").click()
    desk.wait_for_load_state()
    assert AmendmentTable.objects.get().edition == 1

    reader = new_page(scripts=scripts)
    reader.goto(group.get_absolute_url())
    reader.locator("main a[href*='amendments']").click()
    expect(reader.locator("#amendment-1-1")).to_contain_text(SPONSOR)
    if scripts:
        assert_accessible(reader)
        assert_no_sideways_scroll(reader)
