"""A small event: drafts saved in their places, a sitting, a batch; with script and without."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.conclusions.models import Answer, AnswerDraft, ArgumentGroup
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.e2e.conftest import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import person, signed_in
from tests.factories.conclusions import group_of, published
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db(transaction=True)

SOUND = "Срок задан частью 2 статьи 15 Федерального закона № 131-ФЗ."
EMPTY = "Принять предложение не представляется возможным."


def look(page: Page, *, scripts: bool) -> None:
    """Both checks are scripts themselves."""
    if scripts:
        assert_accessible(page)
        assert_no_sideways_scroll(page)


def write(page: Page, group: ArgumentGroup, text: str) -> None:
    place = page.locator(f"#group-{group.pk}")
    place.locator("[name=disposition][value=rejected]").check()
    place.locator("[name=reason_code]").select_option("federal_law")
    place.locator("[name=text]").fill(text)
    place.locator("form button").last.click()


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_plain_list_to_published_answers(
    new_page: Callable[..., Page], scripts: bool
) -> None:
    consultation: Consultation = ConsultationFactory(closed=True)
    sound, flawed = (
        group_of(published(consultation, comment=text))
        for text in ("Сократить срок до пяти дней.", "Запретить шум во дворах школ.")
    )
    clerk = person(consultation.responder, MembershipRole.CLERK)
    page = signed_in(new_page(viewport=PHONE, scripts=scripts), clerk)
    here = f"/desk/consultations/{consultation.pk}/answers/"
    page.goto(here)
    look(page, scripts=scripts)

    # What is typed elsewhere stays where it is while one item is saved.
    if scripts:
        page.locator(f"#group-{flawed.pk} [name=text]").fill("Начато")
    write(page, sound, SOUND)
    expect(page.locator(f"#left a[href='#group-{sound.pk}']")).to_contain_text(clerk.full_name)
    if scripts:
        expect(page.locator(f"#group-{flawed.pk} [name=text]")).to_have_value("Начато")
        expect(page.locator(f"#group-{sound.pk} [data-focus]")).to_be_focused()
    write(page, flawed, "")
    expect(page.locator(f"#group-{flawed.pk} .error-summary")).to_be_visible()
    write(page, flawed, EMPTY)
    expect(page.locator(f"#group-{flawed.pk} .notice--warning")).to_be_visible()
    look(page, scripts=scripts)
    assert AnswerDraft.objects.count() == 2

    page.goto(f"{here}agree/")
    tomorrow = timezone.localdate() + dt.timedelta(days=1)
    page.fill("[name=sitting_on]", tomorrow.isoformat())
    page.fill("[name=minutes_number]", "14")
    page.locator("main form button").last.click()
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator("[name=minutes_number]")).to_have_value("14")
    page.fill("[name=sitting_on]", timezone.localdate().isoformat())
    page.locator("main form button").last.click()
    expect(page.locator("h1")).to_contain_text("Ответы на предложения")
    assert AnswerDraft.objects.agreed().count() == 2

    page.goto(f"{here}publish/")
    look(page, scripts=scripts)
    assert page.locator("[name=despite]").is_checked() is False
    page.locator("main form button").last.click()
    expect(page.locator("[name=despite]")).to_be_visible()
    assert Answer.objects.get().group == sound
