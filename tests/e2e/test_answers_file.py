"""The committee's clerk takes answers out in a file, fills them in and sends them back."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from consultations.conclusions.domain.sheets import Column
from consultations.conclusions.models import AnswerDraft
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from tests.answer_files import FILLED, fill, read
from tests.e2e.conftest import PHONE, WIDE, assert_accessible, assert_no_sideways_scroll
from tests.e2e.walk import person, signed_in
from tests.factories.conclusions import published
from tests.factories.process import ConsultationFactory

pytestmark = pytest.mark.django_db(transaction=True)

TEXTS = ("Срок слишком короткий для сёл.", "Нет порядка обжалования.", "Кто платит за экспертизу?")


@pytest.mark.parametrize(
    ("viewport", "scripts"), [(WIDE, True), (PHONE, False)], ids=["wide", "phone"]
)
def test_out_and_back(
    new_page: Callable[..., Page], viewport: dict[str, int], scripts: bool, tmp_path: Path
) -> None:
    consultation: Consultation = ConsultationFactory(closed=True)
    for text in TEXTS:
        published(consultation, comment=text, proposed_text="")
    clerk = person(consultation.responder, MembershipRole.CLERK)
    page = signed_in(new_page(viewport=viewport, scripts=scripts), clerk)
    page.goto(f"/desk/consultations/{consultation.pk}/answers/")
    page.locator("main a[href$='/answers/files/']").click()
    with page.expect_download() as download:
        page.locator("main form button[type=submit]").first.click()
    saved = tmp_path / download.value.suggested_filename
    download.value.save_as(saved)
    assert saved.suffix == ".xlsx"
    assert len(read(saved.read_bytes()).rows) == len(TEXTS)

    answers = {0: FILLED, 1: {Column.POSITION: "да", Column.TEXT: "Нет."}}
    filled = tmp_path / "ответы.xlsx"
    filled.write_bytes(fill(saved.read_bytes(), answers))
    page.locator("main a[href$='/answers/import/']").click()
    page.locator("main form[enctype] button[type=submit]").click()
    expect(page.locator(".error-summary, [aria-invalid=true]").first).to_be_visible()
    page.locator("input[type=file]").set_input_files(filled)
    page.locator("main form[enctype] button[type=submit]").click()
    expect(page.locator("main h1")).to_have_text("ответы.xlsx")
    expect(page.locator("main")).to_contain_text("учтено частично")
    if scripts:  # both checks are scripts themselves
        assert_accessible(page)
        assert_no_sideways_scroll(page)
    assert not AnswerDraft.objects.exists()

    page.locator("main form[method=post] button[type=submit]").click()
    expect(page.locator(".notice--success").first).to_be_visible()
    assert AnswerDraft.objects.get().text == FILLED[Column.TEXT]
    page.locator("main .tabs a[href$='only=faults']").click()
    expect(page.locator(".rows__row")).to_have_count(1)
    with page.expect_download() as faulty:
        page.locator("main a[href$='/xlsx/']").click()
    mended = tmp_path / "исправлено.xlsx"
    mended.write_bytes(fill(Path(faulty.value.path()).read_bytes(), {0: FILLED}))
    page.goto(f"/desk/consultations/{consultation.pk}/answers/import/")
    page.locator("input[type=file]").set_input_files(mended)
    page.locator("main form[enctype] button[type=submit]").click()
    page.locator("main form[method=post] button[type=submit]").click()
    expect(page.locator(".notice--success").first).to_be_visible()
    assert AnswerDraft.objects.count() == 2
