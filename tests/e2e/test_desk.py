"""A clerk answers groups by keyboard alone, two clerks meet, and it works without scripts."""

from collections.abc import Callable

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.conclusions.services import draft_answer
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from tests.e2e.conftest import PHONE, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import person, signed_in
from tests.factories.conclusions import adopted, answered, group_of, published
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db(transaction=True)

LAW = "Ответ направляется в месячный срок."
TEXT = "Увеличьте срок подачи заявления до 30 дней. Из дальних сёл за десять дней не доехать."


@pytest.fixture
def consultation() -> Consultation:
    found: Consultation = ConsultationFactory(closed=True)
    return found


@pytest.fixture
def clerk(consultation: Consultation) -> User:
    return person(consultation.responder, MembershipRole.CLERK)


@pytest.fixture
def groups(consultation: Consultation) -> list[ArgumentGroup]:
    """Three in the order of the text; the second is like one that was answered before."""
    law = {"intro": [{"type": "alinea", "text": LAW}]}
    places = [
        ProvisionFactory(
            version=consultation.version, position=number, path=f"article:{number}", content=law
        )
        for number in (1, 2, 3)
    ]
    wording = "Ответ направляется в пятидневный срок."
    first = published(
        consultation, provision=places[0], kind="amend", comment="Долго.", proposed_text=wording
    )
    second = published(consultation, provision=places[1], comment=TEXT)
    adopted(consultation, {"provision": places[2], "text": "Срок не обоснован."})
    third = published(consultation, provision=places[2], comment="Дорого для районов.")
    before = group_of(
        published(ConsultationFactory(closed=True, responder=consultation.responder), comment=TEXT)
    )
    answered(before, AnswerData("noted", "opinion", "Срок обсуждался на слушаниях.", "статья 7"))
    return [group_of(one) for one in (first, second, third)]


def screen(group: ArgumentGroup) -> str:
    return reverse("conclusions:answer", args=[group.pk])


def opened(page: Page, group: ArgumentGroup) -> Page:
    page.goto(f"{screen(group)}?in=kind%3Dproposals")
    return page


def keys(page: Page, *pressed: str) -> None:
    for key in pressed:
        page.keyboard.press(key)


def saved(page: Page, key: str = "Control+Enter") -> None:
    with page.expect_navigation(wait_until="load"):
        page.keyboard.press(key)


def chosen(page: Page) -> str:
    return page.locator("[name=disposition]:checked").get_attribute("value") or ""


def test_three_groups_by_keyboard_alone(
    new_page: Callable[..., Page], clerk: User, groups: list[ArgumentGroup]
) -> None:
    page = opened(signed_in(new_page(), clerk), groups[0])
    # In part, with the proposed wording changed, and its redline while it is typed.
    keys(page, "2")
    reasons = page.locator("[name=reason_code] option")
    assert reasons.count() == 4
    keys(page, "r", "ArrowDown", "Tab")
    page.keyboard.type("Срок сокращён вдвое.")
    keys(page, "Escape", "w", "Control+a")
    page.keyboard.type("Ответ направляется в десятидневный срок.")
    keys(page, "Escape", "c")
    expect(page.locator("[name=expected_text]")).to_have_value(
        "Ответ направляется в пятидневный срок."
    )
    page.keyboard.press("Control+End")
    page.keyboard.type(" Точка.")
    expect(page.locator("[data-redline] ins").first).to_contain_text("пятидневный")
    saved(page)

    assert page.url.endswith(f"{screen(groups[1])}?in=kind%3Dproposals&saved={groups[0].pk}#work")
    expect(page.locator("[name=disposition]").first).to_be_focused()
    # An earlier answer is taken, brought back, taken again and changed.
    keys(page, "a")
    assert chosen(page) == "noted"
    expect(page.locator("[name=text]")).to_be_focused()
    page.locator("[data-taken-undo]").click()
    expect(page.locator("[name=text]")).to_have_value("")
    keys(page, "Escape", "a", "Control+End")
    page.keyboard.type(" Здесь тоже.")
    expect(page.locator("[name=norm]")).to_have_value("статья 7")
    saved(page)

    assert screen(groups[2]) in page.url
    expect(page.locator("[name=disposition]").first).to_be_focused()
    keys(page, "3", "r", "ArrowDown", "t")
    expect(page.locator("[data-expected]")).to_be_hidden()
    keys(page, "Tab", "Shift+Tab", "Shift+Tab", "Tab")
    page.keyboard.type("Расходы подтверждены.")
    saved(page, "Control+s")
    assert screen(groups[2]) in page.url
    keys(page, "g", "l")
    page.wait_for_url("**/answers/?kind=proposals")
    drafts = {draft.group_id: draft for draft in AnswerDraft.objects.all()}
    first, second, third = (drafts[group.pk] for group in groups)
    assert (first.disposition, first.expected_text) == (
        "partly",
        "Ответ направляется в пятидневный срок. Точка.",
    )
    assert second.text == "Срок обсуждался на слушаниях. Здесь тоже."
    assert (third.disposition, third.reason_code) == ("rejected", "federal_law")
    opened(page, groups[1])
    keys(page, "j")
    page.wait_for_url(f"**{screen(groups[2])}*")
    keys(page, "k")
    page.wait_for_url(f"**{screen(groups[1])}*")


def test_help_and_keys_that_are_off(
    new_page: Callable[..., Page], clerk: User, groups: list[ArgumentGroup]
) -> None:
    page = opened(signed_in(new_page(), clerk), groups[0])
    dialog = page.locator("#keys-dialog")
    keys(page, "?")
    expect(dialog).to_be_visible()
    assert_accessible(page)
    dialog.locator("[data-keys-on]").uncheck()
    keys(page, "Escape")
    expect(dialog).to_be_hidden()
    keys(page, "3", "?")
    assert page.locator("[name=disposition]:checked").count() == 0
    page.reload()
    keys(page, "3")
    assert page.locator("[name=disposition]:checked").count() == 0
    page.locator("[data-keys-open]").click()
    dialog.locator("[data-keys-on]").check()
    dialog.locator("form button").click()
    page.locator("h1").click()
    keys(page, "3")
    assert chosen(page) == "rejected"


def test_words_come_back_after_a_lost_session(
    new_page: Callable[..., Page], clerk: User, groups: list[ArgumentGroup]
) -> None:
    page = opened(signed_in(new_page(), clerk), groups[0])
    keys(page, "4", "t")
    page.keyboard.type("Не потеряйте меня.")
    page.context.clear_cookies()
    saved(page)
    signed_in(page, clerk)
    opened(page, groups[0])
    expect(page.locator("[data-restored]")).to_be_visible()
    expect(page.locator("[name=text]")).to_have_value("Не потеряйте меня.")
    assert chosen(page) == "noted"
    # A colleague has saved since: nothing is overwritten without a look.
    words = AnswerData("noted", "opinion", "Ответ коллеги.")
    draft_answer(actor=None, group=groups[0], data=words, now=timezone.now())
    page.locator("[name=reason_code]").select_option("opinion")
    saved(page)
    expect(page.locator("#stale")).to_be_visible()
    expect(page.locator(".screen__answer")).to_contain_text("Ответ коллеги.")
    expect(page.locator("[name=text]")).to_have_value("Не потеряйте меня.")
    page.locator("button[name=theirs]").click()
    expect(page.locator("[name=text]")).to_have_value("Ответ коллеги.")
    expect(page.locator("[aria-labelledby=mine]")).to_contain_text("Не потеряйте меня.")
    expect(page.locator("[data-restored]")).to_be_hidden()


def test_leaving_with_unsaved_words_warns(
    new_page: Callable[..., Page], clerk: User, groups: list[ArgumentGroup]
) -> None:
    page = opened(signed_in(new_page(), clerk), groups[0])
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    keys(page, "t")
    page.keyboard.type("Слова.")
    keys(page, "Escape", "j")
    page.wait_for_url(f"**{screen(groups[1])}*")
    assert asked == ["beforeunload"]
    opened(page, groups[0])
    expect(page.locator("[name=text]")).to_have_value("Слова.")
    page.locator("[data-restored-forget]").click()
    expect(page.locator("[name=text]")).to_have_value("")
    page.reload()
    expect(page.locator("[data-restored]")).to_be_hidden()
    assert asked == ["beforeunload"]


def test_all_of_it_without_scripts(
    new_page: Callable[..., Page], clerk: User, groups: list[ArgumentGroup]
) -> None:
    page = opened(signed_in(new_page(viewport=PHONE, scripts=False), clerk), groups[1])
    page.locator("[data-keys] summary").click()
    expect(page.locator("[data-keys-list]")).to_be_visible()
    page.locator("[data-take]").first.click()
    expect(page.locator("[name=text]")).to_have_value("Срок обсуждался на слушаниях.")
    page.fill("[name=text]", "Срок обсуждался. Здесь – иначе.")
    page.locator("#answer-form button[name=next]").click()
    page.wait_for_url(f"**{screen(groups[2])}*")
    page.locator("#answer-form button[name=stay]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    assert AnswerDraft.objects.get().text == "Срок обсуждался. Здесь – иначе."


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
def test_every_state_is_accessible(
    new_page: Callable[..., Page], clerk: User, groups: list[ArgumentGroup],
    viewport: dict[str, int],
) -> None:  # fmt: skip
    page = opened(signed_in(new_page(viewport=viewport), clerk), groups[1])
    states = [page.url, f"{screen(groups[1])}?take={groups[0].pk}&saved={groups[0].pk}"]
    words = AnswerData("noted", "opinion", "Ответ коллеги.")
    for address in states:
        page.goto(address)
        assert_no_sideways_scroll(page)
        assert_accessible(page)
    opened(page, groups[0])
    draft_answer(actor=None, group=groups[0], data=words, now=timezone.now())
    page.locator("[name=disposition]").first.check()
    page.locator("#answer-form button[name=stay]").click()
    expect(page.locator("#stale")).to_be_visible()
    assert_no_sideways_scroll(page)
    assert_accessible(page)
