"""The committee's term lapses: the organiser signs without its position, the answers come, both
sign, and everybody reads each revision. In a browser."""

import datetime as dt
from collections.abc import Callable

import pytest
from django.db import transaction
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.conclusions.models import SummaryConclusion
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from core.accounts.services.members import close
from tests.e2e.conftest import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import person, signed_in, submit
from tests.factories.conclusions import answer_everything, published
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Увеличьте срок подачи заявления до тридцати дней."
NO_POSITION = "позиция комитета не представлена"


def late() -> Consultation:
    """Its committee's term passed three days ago."""
    due_on = timezone.localdate() - dt.timedelta(days=3)
    found: Consultation = ConsultationFactory(closed=True, answer_due_on=due_on)
    published(found, comment=WORDS)
    return found


def sign(page: Page, number: str) -> None:
    page.fill("[name=number]", number)
    page.check("[name=checked]")
    submit(page, "main form.form")
    page.wait_for_load_state()


def look(page: Page) -> None:
    assert_accessible(page)
    assert_no_sideways_scroll(page)


def test_a_lapsed_term_and_both_signatures(new_page: Callable[..., Page]) -> None:
    consultation = late()
    desk = f"/desk/consultations/{consultation.pk}"
    organiser = signed_in(
        new_page(viewport=PHONE), person(consultation.organiser, MembershipRole.SECRETARY)
    )
    organiser.goto(f"{desk}/conclusion/")
    look(organiser)
    organiser.locator(f"a[href='{desk}/conclusion/lapsed/']").click()
    expect(organiser.locator("main a[href^='/desk/answers/']")).to_have_count(1)
    look(organiser)
    organiser.goto(f"{desk}/preview/lapsed/")
    assert NO_POSITION in organiser.inner_text("main").lower()
    look(organiser)
    organiser.goto(f"{desk}/conclusion/lapsed/")
    sign(organiser, "1-СЗ")
    lapsed = SummaryConclusion.objects.get()
    assert (lapsed.kind, lapsed.days_late) == ("lapsed", 3)
    run_tasks()
    reader = new_page(viewport=PHONE)
    reader.goto(lapsed.get_absolute_url())
    text = reader.inner_text("main").lower()
    assert NO_POSITION in text
    assert WORDS.lower() in text
    look(reader)

    answer_everything(consultation)
    chair = signed_in(new_page(), person(consultation.responder, MembershipRole.CHAIR))
    chair.goto(f"{desk}/summary/")
    look(chair)
    sign(chair, "1-С")
    organiser.goto(f"{desk}/conclusion/")
    sign(organiser, "2-СЗ")
    consultation.refresh_from_db()
    assert consultation.status == "concluded"
    run_tasks()
    reader.goto(lapsed.get_absolute_url())
    assert NO_POSITION not in reader.inner_text(".document-frame").lower()
    reader.locator(f"a[href='{consultation.get_absolute_url()}summary/revisions/1/']").click()
    look(reader)
    reader.goto(lapsed.get_absolute_url())
    reader.locator(f"li a[href='{lapsed.revision_url}']").click()
    assert NO_POSITION in reader.inner_text(".document-frame").lower()
    look(reader)


def test_who_has_just_lost_the_office_is_told_so(new_page: Callable[..., Page]) -> None:
    consultation: Consultation = ConsultationFactory(closed=True)
    user = person(consultation.responder, MembershipRole.CHAIR)
    page = signed_in(new_page(), user)
    page.goto(f"/desk/consultations/{consultation.pk}/summary/")
    now = timezone.now()
    with transaction.atomic():
        close(user.memberships.get(), reason="Отозван", ended_on=timezone.localdate(now), now=now)
    sign(page, "17-С")
    assert page.input_value("[name=number]") == "17-С"
    assert page.locator("main [role=alert]").count()
    assert not consultation.summaries.exists()
