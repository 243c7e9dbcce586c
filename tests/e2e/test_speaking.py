"""Citizens, a moderator and an objection in a browser: by phone, by keyboard, without scripts."""

import re
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.comments.models import (
    Objection,
    PendingComment,
    ProvisionComment,
    StanceMark,
    Support,
)
from consultations.process.models import Consultation
from core.accounts.models import BodyKind, MembershipRole, User
from drafts.models import Provision
from tests.comments import said
from tests.e2e.conftest import PHONE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import confirm_by_mailbox, fill_comment, person, signed_in, submit
from tests.factories.accounts import CouncilFactory
from tests.factories.drafts import ProvisionFactory
from tests.factories.process import ConsultationFactory
from tests.files import PDF
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db(transaction=True)

NewPage = Callable[..., Page]
WORDS = "Заявку подают в течение десяти дней со дня объявления конкурса."
SAID = "Десяти дней мало: жители дальних сёл не успевают подать заявку."


@pytest.fixture
def consultation() -> Consultation:
    chamber = CouncilFactory(kind=BodyKind.PUBLIC_CHAMBER, name="Общественная палата")
    found = ConsultationFactory(organiser=chamber)
    ProvisionFactory(version=found.version, number="1", path="article:1", eid="art_1", position=1)
    ProvisionFactory(
        version=found.version, number="2", path="article:2", eid="art_2", position=2,
        heading="", content={"intro": [{"type": "alinea", "text": WORDS}]}, num_label="Статья 2.",
    )  # fmt: skip
    return found


@pytest.fixture
def article(consultation: Consultation) -> Provision:
    return consultation.version.provisions.get(eid="art_2")


def moderator_of(consultation: Consultation, name: str = "") -> User:
    return person(consultation.organiser, MembershipRole.MODERATOR, name)


def say(consultation: Consultation, rationale: str, **changes: object) -> ProvisionComment:
    return said(consultation, rationale, now=timezone.now(), **changes)  # type: ignore[arg-type]


def read(page: Page) -> str:
    return page.inner_text("main")


def letter_link(page: Page, part: str) -> str:
    """The address in the newest letter that has such a one."""
    run_tasks()
    page.goto("/mailbox/")
    for href in [a.get_attribute("href") for a in page.locator("main table a").all()]:
        page.goto(href)
        link = page.locator(f"main a[href*='{part}']")
        if link.count():
            return link.first.get_attribute("href") or ""
    raise AssertionError(part)


def test_a_citizen_on_the_phone(
    new_page: NewPage, consultation: Consultation, article: Provision
) -> None:
    known = say(consultation, SAID, provision=article, email="b@mail.example")
    page = new_page(viewport=PHONE)
    page.goto(consultation.version.get_absolute_url())
    one_tap(page)
    page.locator("#art_2 a[href*='comments/new']").click()
    the_selection_is_taken(page)
    page.check("[name=kind][value=amend]")
    page.fill("[name=proposed_text]", "в течение тридцати дней")
    expect(page.locator("[data-redline] ins")).to_have_text(re.compile("тридцати"))
    page.locator("[name=rationale]").press_sequentially(SAID[:50], delay=5)
    expect(page.locator("#similar-found")).to_contain_text("не успевают")
    the_draft_survives(page)
    fill_comment(page, kind="amend", rationale=SAID, email="a@mail.example", send=False)
    page.set_input_files(
        "[name=attachments]", {"name": "расчёт.pdf", "mimeType": "", "buffer": PDF}
    )
    page.get_by_role("button", name="Посмотреть, как будет").click()
    expect(page.locator("#checked .comment")).to_contain_text("Об этих словах")
    assert not PendingComment.objects.filter(comment=None).exists()
    assert_accessible(page)
    assert_no_sideways_scroll(page)
    submit(page, "main form.form")
    page.wait_for_url(re.compile("/comments/sent/"))
    run_tasks()
    code = confirm_by_mailbox(page)
    comment = ProvisionComment.objects.get(receipt_code=code)
    assert (comment.quoted_text, comment.file_count) == ("в течение десяти дней", 1)
    assert comment.words_hash != known.words_hash
    the_words_are_changed_and_taken_back(page, comment)
    another_joins(new_page(viewport=PHONE), known)


def one_tap(page: Page) -> None:
    button = page.locator("#art_2 .marks button", has_text="Не поддерживаю")
    button.click()
    expect(page.locator("#art_2 .marks button[aria-pressed=true]")).to_have_text("Не поддерживаю")
    assert StanceMark.objects.get().stance == "oppose"


def the_selection_is_taken(page: Page) -> None:
    page.evaluate(
        """words => {
            const text = document.querySelector("#original-words").firstChild;
            const start = text.data.indexOf(words);
            const range = document.createRange();
            range.setStart(text, start);
            range.setEnd(text, start + words.length);
            document.getSelection().removeAllRanges();
            document.getSelection().addRange(range);
        }""",
        "в течение десяти дней",
    )
    page.get_by_role("button", name="Высказаться только о выделенных словах").click()
    expect(page.locator("[name=selected]")).to_have_value("в течение десяти дней")


def the_draft_survives(page: Page) -> None:
    """The battery dies: the page is opened anew."""
    page.reload()
    expect(page.locator("[data-kept-notice]")).to_be_visible()
    expect(page.locator("[name=proposed_text]")).to_have_value("в течение тридцати дней")
    expect(page.locator("[name=selected]")).to_have_value("в течение десяти дней")


def the_words_are_changed_and_taken_back(page: Page, comment: ProvisionComment) -> None:
    page.goto(letter_link(page, "/comments/manage/"))
    page.get_by_role("link", name="Изменить текст").click()
    page.fill("[name=rationale]", "Иначе говоря, жителям сёл нужен месяц.")
    submit(page, "main form.form")
    page.wait_for_url(re.compile(r"/comments/manage/[^/]+/$"))
    comment.refresh_from_db()
    assert comment.revision == 2
    page.goto(comment.get_absolute_url())
    page.locator("details summary", has_text="Редакция 1").click()
    expect(page.locator("details[open] del").first).to_be_visible()
    page.goto(letter_link(page, "/comments/manage/"))
    submit(page, "main form")
    comment.refresh_from_db()
    assert comment.status == "withdrawn"


def another_joins(page: Page, comment: ProvisionComment) -> None:
    page.goto(comment.get_absolute_url())
    page.get_by_role("link", name="Присоединиться").first.click()
    page.fill("[name=email]", "c@mail.example")
    page.check("[name=consent_processing]")
    submit(page, "main form.form")
    page.goto(letter_link(page, "/confirm/"))
    assert not Support.objects.exists()  # a program that opens links joins nothing
    submit(page, "main form")
    page.wait_for_load_state()
    assert Support.objects.get().comment_id == comment.pk


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until that is in focus, as somebody without a mouse does; it must be visible."""
    for _press in range(120):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            break
        page.keyboard.press("Tab")
    else:
        raise AssertionError(selector)
    page.wait_for_timeout(400)  # the page may scroll smoothly
    box = page.evaluate(
        "() => { const b = document.activeElement.getBoundingClientRect();"
        "return [b.width, b.height, b.top, innerHeight - b.bottom]; }"
    )
    assert min(box[0], box[1]) > 0, selector
    assert box[2] > -box[1], selector
    assert box[3] > -box[1], selector


def test_a_citizen_with_a_keyboard_only(
    new_page: NewPage, consultation: Consultation, article: Provision
) -> None:
    page = new_page()
    page.goto(consultation.version.get_absolute_url())
    tab_to(page, "a.skip-link")
    page.keyboard.press("Enter")
    tab_to(page, "#art_2 a[href*='comments/new']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/comments/new/"))
    tab_to(page, "[name=kind]")
    page.keyboard.press("ArrowDown")  # from «change» to «delete»
    tab_to(page, "[name=rationale]")
    page.keyboard.type("Положение лишнее.")
    tab_to(page, "[name=email]")
    page.keyboard.type("keys@mail.example")
    tab_to(page, "[name=consent_processing]")
    page.keyboard.press("Space")
    tab_to(page, "form.form .form__actions button:not([name])")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/comments/sent/"))
    run_tasks()
    page.goto("/mailbox/")
    tab_to(page, "main table a")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/mailbox/\d+/"))
    tab_to(page, "a[href*='/comments/confirm/']")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/comments/confirm/"))
    assert not ProvisionComment.objects.exists()
    tab_to(page, "main form button")
    page.keyboard.press("Enter")
    page.wait_for_selector("#receipt-code")
    comment = ProvisionComment.objects.get()
    assert (comment.kind, comment.provision, comment.status) == ("delete", article, "published")


def test_a_citizen_without_scripts(
    new_page: NewPage, consultation: Consultation, article: Provision
) -> None:
    page = new_page(viewport=PHONE, scripts=False)
    page.goto(consultation.version.get_absolute_url())
    page.locator("#art_2 a[href*='comments/new']").click()
    page.locator(".marks button", has_text="Не поддерживаю").click()
    assert StanceMark.objects.get().provision == article
    page.locator("#art_2 a[href*='comments/new']").click()
    page.locator("details summary", has_text="Высказаться только о части").click()
    page.fill("[name=selected]", "чужие слова")
    fill_comment(page, kind="delete", rationale="Лишнее.", email="no@mail.example")
    assert "Таких слов в этом положении нет" in read(page)
    page.fill("[name=selected]", "в течение десяти дней")
    page.locator("button[name=preview]").click()
    assert "Так это будет опубликовано" in read(page)
    assert not PendingComment.objects.exists()
    page.fill("[name=rationale]", "Звоните: +7 914 123-45-67.")
    submit(page, "main form.form")
    assert "Номер телефона" in read(page)
    page.fill("[name=rationale]", "Лишнее положение.")
    submit(page, "main form.form")
    page.wait_for_url(re.compile("/comments/sent/"))
    run_tasks()
    code = confirm_by_mailbox(page)
    page.goto(f"/receipts/{code}/")
    assert "Лишнее положение." in read(page)
    assert "С комитетом" in read(page) or "комитет" in read(page)


def test_a_moderator_at_work(new_page: NewPage, consultation: Consultation) -> None:
    citizen = new_page()
    citizen.goto(f"{consultation.get_absolute_url()}comments/new/")
    fill_comment(
        citizen, kind="opinion", rationale="Пишите: +7 914 123-45-67.", email="a@mail.example"
    )
    citizen.locator("button[name=send_anyway]").click()
    citizen.wait_for_url(re.compile("/comments/sent/"))
    run_tasks()
    held = ProvisionComment.objects.get(receipt_code=confirm_by_mailbox(citizen))
    assert held.status == "held"
    spam = [say(consultation, f"Купите кирпич № {n}", email=f"{n}@x.example") for n in (1, 2)]
    citizen.goto(f"{spam[0].get_absolute_url()}report/")
    citizen.locator("main form.form [name=ground]").first.check()
    submit(citizen, "main form.form")
    page = signed_in(new_page(), moderator_of(consultation))
    page.goto("/desk/moderation/?status=reported")
    assert spam[0].receipt_code in read(page)
    assert spam[1].receipt_code not in read(page)
    page.goto("/desk/moderation/")
    first = page.locator(".list-cards > li").first
    expect(first).to_contain_text(held.receipt_code)
    expect(first).to_contain_text("номер телефона")
    for comment in spam:
        page.check(f"[name=chosen][value='{comment.pk}:1']")
    page.select_option("[name=action]", "hide")
    page.select_option("[name=ground]", "advertising")
    submit(page, "main form")
    expect(page.locator("body")).to_contain_text("2 из 2")
    page.locator(f"a[href$='/desk/moderation/{held.pk}/']").click()
    page.check("[name=action][value=release]")
    submit(page, "main form.form")
    citizen.goto(f"{consultation.get_absolute_url()}comments/")
    text = read(citizen)
    assert "кирпич" not in text
    assert "914 123-45-67" in text
    citizen.goto(f"{consultation.get_absolute_url()}moderation/")
    assert "реклама" in read(citizen).lower()


def test_an_objection_from_the_letter_to_the_text_shown_again(
    new_page: NewPage, consultation: Consultation
) -> None:
    comment = say(consultation, "Закон написан спустя рукава.", email="a@mail.example")
    first, second = moderator_of(consultation), moderator_of(consultation, "2")
    page = signed_in(new_page(), first)
    page.goto(f"/desk/moderation/{comment.pk}/")
    page.check("[name=action][value=hide]")
    page.select_option("[name=ground]", "insults")
    submit(page, "main form.form")
    author = new_page(viewport=PHONE)
    author.goto(letter_link(author, "/comments/objection/"))
    assert_no_sideways_scroll(author)
    author.fill("[name=text]", "Это критика закона, а не оскорбление.")
    submit(author, "main form.form")
    objection = Objection.objects.get()
    consultation.refresh_from_db()
    assert consultation.open_items == 1
    page.goto(f"/desk/moderation/objections/{objection.pk}/")
    decide(page)
    assert Objection.objects.get().outcome == ""  # not by the one who has hidden it
    other = signed_in(new_page(), second)
    other.goto("/desk/moderation/")
    other.locator(f"a[href$='/objections/{objection.pk}/']").click()
    decide(other)
    assert Objection.objects.get().outcome == "upheld"
    author.goto(comment.get_absolute_url())
    assert "спустя рукава" in read(author)
    author.goto(f"{consultation.get_absolute_url()}moderation/")
    assert "Удовлетворено" in read(author)
    assert "/comments/objection/" not in letter_link(author, "/receipts/")


def decide(page: Page) -> None:
    page.check("[name=outcome][value=upheld]")
    page.fill("[name=reasoning]", "Критика – не основание.")
    submit(page, "main form.form")
    page.wait_for_load_state()
