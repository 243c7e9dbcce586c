"""The committee's staff puts groups together, divides one, and takes a step back, in a browser."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from consultations.conclusions.models import ArgumentGroup
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.e2e.conftest import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import person, signed_in
from tests.factories.conclusions import group_of, published
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Увеличьте срок подачи заявления до 30 дней. Из дальних сёл за десять дней не доехать."
OTHER = "Подача заявления: увеличьте срок до 25 дней, из дальних сёл не доехать за десять."


def groups_left() -> int:
    return ArgumentGroup.objects.filter(merged_into=None, size__gt=0).count()


def look(page: Page, *, scripts: bool) -> None:
    """Both checks are scripts themselves."""
    if scripts:
        assert_accessible(page)
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_merge_split_and_undo(new_page: Callable[..., Page], scripts: bool) -> None:
    consultation: Consultation = ConsultationFactory()
    first = published(consultation, comment=TEXT)
    published(consultation, comment=f"Здравствуйте! {TEXT}")
    published(consultation, comment=OTHER)
    clerk = person(consultation.responder, MembershipRole.CLERK)
    page = signed_in(new_page(viewport=PHONE, scripts=scripts), clerk)
    page.goto(f"/desk/answers/{group_of(first).pk}/")
    expect(page.locator("mark").first).to_be_visible()
    look(page, scripts=scripts)

    page.locator("input[name=sources]").first.check()
    page.get_by_role("button", name="Присоединить выбранные").click()
    expect(page.locator("main")).to_contain_text("присоединена 1 группа")
    assert groups_left() == 1

    page.get_by_role("link", name="Все предложения этой группы").click()
    page.locator("input[name=items]").nth(1).check()
    page.locator("input[name=title]").fill("Срок для сёл")
    look(page, scripts=scripts)
    page.get_by_role("button", name="Вынести из этой группы").click()
    expect(page.locator("main")).to_contain_text("в отдельной группе")
    assert groups_left() == 2

    page.goto(f"/desk/answers/{group_of(first).pk}/")
    page.locator("#changes summary").click()
    page.get_by_role("button", name="Отменить").first.click()
    expect(page.locator("main")).to_contain_text("Изменение отменено")
    assert groups_left() == 1
