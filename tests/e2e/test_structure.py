"""A clerk imports a text, mends one unit beside the file, and publishes what was mended."""

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from drafts.models import BillVersion, StructureFix
from tests.e2e.conftest import PHONE, WIDE
from tests.e2e.test_walk import signed_in, submit
from tests.e2e.walk import make_cast

pytestmark = pytest.mark.django_db(transaction=True)
NewPage = Callable[..., Page]

# Where the file lost a line break, point 2 stands inside point 1.
TEXT = """ЗАКОН АМУРСКОЙ ОБЛАСТИ
О школьных дворах
Статья 1. Доступ жителей
1. Правила пользования школьным двором определяют:
1) часы работы площадок, 2) порядок уборки;
3) ответственных лиц.
"""
POINTS = "article:1/paragraph:1/point:"


@pytest.mark.parametrize("viewport", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scripts", [True, False], ids=["scripts", "no-scripts"])
def test_import_mend_publish(new_page: NewPage, viewport: dict[str, int], scripts: bool) -> None:
    page = signed_in(new_page(viewport=viewport, scripts=scripts), make_cast().clerk)
    page.goto("/desk/bills/import/")
    page.set_input_files(
        "[name=file]", {"name": "проект.txt", "mimeType": "", "buffer": TEXT.encode()}
    )
    submit(page, "main form[enctype]")
    page.wait_for_url(re.compile(r"/desk/bills/[\w-]+/v1/$"))
    version = BillVersion.objects.get()
    assert not version.provisions.filter(path=f"{POINTS}2").exists()

    page.click("main a[href$='/structure/']")
    row = page.locator("#art_1__para_1__point_1")
    expect(row.locator(".beside__source")).to_contain_text("2) порядок уборки")
    row.locator("a[href*='/structure/']").click()
    page.click("#split summary")
    page.fill("[name=split-words]", "2) порядок")
    page.select_option("[name=split-kind]", "point")
    page.fill("[name=split-number]", "2")
    submit(page, "#split form")

    page.wait_for_url(re.compile(r"/structure/\?page=1#art_1__para_1__point_1$"))
    expect(page.locator("#art_1__para_1__point_2")).to_contain_text("порядок уборки;")
    assert version.provisions.get(path=f"{POINTS}1").text == "часы работы площадок,"
    assert StructureFix.objects.get().data["words"] == "2) порядок"

    page.click("main .actions a[href$='/v1/']")
    page.check("[name=checked]")
    submit(page, "form[action*='/publish/']")
    page.wait_for_load_state()
    page.goto(version.get_absolute_url())
    expect(page.locator("#art_1__para_1__point_2")).to_contain_text("порядок уборки;")
