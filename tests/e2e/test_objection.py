"""An author objects to an answer, from the letter to the outcome, in a browser."""

import datetime as dt
import re
from collections.abc import Callable

import pytest
from django.core import mail
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.conclusions.models import Answer, AnswerObjection
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.e2e.conftest import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import person, signed_in
from tests.factories.objections import said_and_answered
from tests.factories.process import ConsultationFactory
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = "Я писала о сроке, а ответ о порядке подачи."
REASONING = "О сроке в ответе ничего не сказано."


def link_of_letter(path: str) -> str:
    """The only address of this kind in the letters so far."""
    run_tasks()
    found = {one for letter in mail.outbox for one in re.findall(path, letter.body)}
    (address,) = found
    return address


def look(page: Page, *, scripts: bool) -> None:
    """Both checks are scripts themselves."""
    if scripts:
        assert_accessible(page)
        assert_no_sideways_scroll(page)


@pytest.mark.parametrize("scripts", [True, False])
def test_from_the_letter_to_the_outcome(new_page: Callable[..., Page], scripts: bool) -> None:
    consultation: Consultation = ConsultationFactory(closed=True)
    comment = said_and_answered(consultation)
    secretary = person(consultation.organiser, MembershipRole.SECRETARY)
    member = person(consultation.organiser, MembershipRole.MEMBER)
    address = link_of_letter(r"/answers/objection/\S+")

    author = new_page(viewport=PHONE, scripts=scripts)
    author.goto(address)
    author.get_by_role("button", name="Подать возражение").click()
    expect(author.locator("main")).to_contain_text("Требуется заполнить")
    look(author, scripts=scripts)
    author.locator("textarea[name=text]").fill(WORDS)
    author.get_by_role("button", name="Подать возражение").click()
    expect(author.locator("main")).to_contain_text("Возражение подано")
    look(author, scripts=scripts)

    organiser = signed_in(new_page(viewport=PHONE, scripts=scripts), secretary)
    organiser.goto("/desk/")
    organiser.locator("section[aria-labelledby=objections] a").click()
    organiser.locator("select[name=user]").select_option(str(member.pk))
    organiser.get_by_role("button", name="Назначить").click()
    expect(organiser.locator("main")).to_contain_text("Член совета назначен")
    look(organiser, scripts=scripts)

    decider = signed_in(new_page(viewport=PHONE, scripts=scripts), member)
    decider.goto(link_of_letter(r"/my/objections/\S+"))
    expect(decider.locator("main")).to_contain_text(WORDS)
    look(decider, scripts=scripts)
    decider.locator("input[name=outcome][value=upheld]").check()
    decider.locator("textarea[name=reasoning]").fill(REASONING)
    decider.get_by_role("button", name="Вынести и опубликовать решение").click()
    expect(decider.locator("main")).to_contain_text("Решение вынесено")
    assert AnswerObjection.objects.get().outcome == "upheld"

    author.goto(address)
    expect(author.locator("main")).to_contain_text(REASONING)
    reader = new_page(viewport=PHONE, scripts=scripts)
    reader.goto(comment.get_absolute_url())
    reader.get_by_role("link", name="возразил").click()
    expect(reader.locator("main")).to_contain_text(REASONING)
    look(reader, scripts=scripts)


def test_after_the_term_what_was_typed_stays(new_page: Callable[..., Page]) -> None:
    """The page was opened in time, the button was pressed too late."""
    said_and_answered(ConsultationFactory(closed=True))
    page = new_page(viewport=PHONE)
    page.goto(link_of_letter(r"/answers/objection/\S+"))
    page.locator("textarea[name=text]").fill(WORDS)
    Answer.objects.update(published_at=timezone.now() - dt.timedelta(days=90))
    page.get_by_role("button", name="Подать возражение").click()
    expect(page.locator("main")).to_contain_text("Срок подачи возражения")
    expect(page.locator("textarea[name=text]")).to_have_value(WORDS)
    look(page, scripts=True)
    assert not AnswerObjection.objects.exists()
