"""A secretary makes a template of the stock one, looks at it, puts it in use, and goes back."""

import io
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Download, Page, expect

from consultations.conclusions.models import DocumentTemplate
from core.accounts.models import MembershipRole
from tests.e2e.conftest import PHONE, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import person, signed_in
from tests.factories.accounts import CouncilFactory

pytestmark = pytest.mark.django_db(transaction=True)
FORM = "main form[enctype]"


def changed(stock: Path, at: Path, *lines: str) -> Path:
    """The file with more lines at its end, as somebody saves it in Word."""
    file = docx.Document(str(stock))
    for line in lines:
        file.add_paragraph(line)
    file.save(str(at))
    return at


def words(download: Download) -> str:
    data = Path(download.path()).read_bytes()
    return "\n".join(one.text for one in docx.Document(io.BytesIO(data)).paragraphs)


@pytest.mark.parametrize(
    ("viewport", "scripts"), [(WIDE, True), (PHONE, False)], ids=["wide", "phone"]
)
def test_a_letterhead_of_the_own(
    new_page: Callable[..., Page], viewport: dict[str, int], scripts: bool, tmp_path: Path
) -> None:
    council = CouncilFactory(name="Общественный совет")
    secretary = person(council, MembershipRole.SECRETARY)
    page = signed_in(new_page(viewport=viewport, scripts=scripts), secretary)
    page.goto("/desk/templates/")
    page.locator("main .queue a").click()
    with page.expect_download() as taken:
        page.locator("main a[href$='/stock/']").click()
    stock = tmp_path / taken.value.suggested_filename
    taken.value.save_as(stock)

    bad = changed(stock, tmp_path / "ошибка.docx", "Дело № {{ delo }}", "{{ number")
    page.locator("input[type=file]").set_input_files(bad)
    page.fill("[name=note]", "Бланк 2026 года")
    page.locator(f"{FORM} [name=replace]").click()
    expect(page.locator(".error-summary")).to_contain_text("«delo»")
    expect(page.locator(".error-summary")).to_contain_text("{{ number")
    expect(page.locator("[name=note]")).to_have_value("Бланк 2026 года")
    assert not DocumentTemplate.objects.exists()
    look(page, scripts)

    good = changed(stock, tmp_path / "бланк.docx", "Дело № {{ number }}")
    page.locator("input[type=file]").set_input_files(good)
    with page.expect_download() as sample:
        page.locator(f"{FORM} [name=check]").click()
    assert "Дело № 4/2026" in words(sample.value)
    assert not DocumentTemplate.objects.exists()

    page.locator("input[type=file]").set_input_files(good)
    page.locator(f"{FORM} [name=replace]").click()
    expect(page.locator(".notice--success").first).to_be_visible()
    expect(page.locator("main .facts")).to_contain_text("бланк.docx")
    expect(page.locator("main .facts")).to_contain_text("Бланк 2026 года")
    with page.expect_download() as own:
        page.locator("main a[href*='/templates/files/']").click()
    assert Path(own.value.path()).read_bytes() == good.read_bytes()
    with page.expect_download() as sample:
        page.locator("main a[href$='/sample/']").click()
    assert "Дело № 4/2026" in words(sample.value)
    look(page, scripts)

    page.locator("main a[href$='/restore/']").click()
    look(page, scripts)
    page.locator("main form button[type=submit]").click()
    expect(page.locator(".notice--success").first).to_be_visible()
    expect(page.locator("main .queue")).to_contain_text("бланк.docx")
    assert not DocumentTemplate.objects.filter(is_current=True).exists()


def look(page: Page, scripts: bool) -> None:
    """Both checks are scripts themselves."""
    if scripts:
        assert_accessible(page)
        assert_no_sideways_scroll(page)
