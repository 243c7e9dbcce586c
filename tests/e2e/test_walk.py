"""From a file to a signed conclusion, in a browser, as each of the people would do it."""

import csv
import datetime as dt
import io
import re
import zipfile
from collections.abc import Callable

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from consultations.comments.models import ProvisionComment
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole
from core.rules.selectors import reason_codes
from tests.e2e.conftest import PHONE
from tests.e2e.walk import (
    Cast,
    bill_file,
    confirm_by_mailbox,
    fill_comment,
    make_cast,
    person,
    signed_in,
    submit,
)
from tests.tasks import run_tasks

pytestmark = pytest.mark.django_db(transaction=True)

NewPage = Callable[..., Page]
WORDING = "1. Школьный двор открыт для жителей с 15 до 22 часов, в выходные дни – с 9 до 22 часов."
REASONING = "Часы в рабочие дни не меняются: в школе идут занятия."


def test_the_whole_way_of_a_bill(new_page: NewPage) -> None:
    cast = make_cast()
    slug = clerk_imports_and_publishes(new_page, cast)
    consultation = clerk_announces_and_refers(new_page, cast, slug)
    code = citizen_proposes(new_page, slug)
    hidden = robotless_visitor_insults(new_page, consultation)
    moderator_hides(new_page, cast, hidden, consultation)
    secretary_records_opinion(new_page, cast, consultation)
    days_pass(consultation)
    chamber = signing_is_refused(new_page, cast, consultation)
    clerk_answers_everything(new_page, cast, consultation)
    committee_signs(new_page, cast, consultation)
    chamber_signs(chamber, consultation)
    everybody_reads_the_conclusion(new_page, consultation, code)


def clerk_imports_and_publishes(new_page: NewPage, cast: Cast) -> str:
    page = signed_in(new_page(), cast.clerk)
    page.goto("/desk/bills/import/")
    page.set_input_files(
        "[name=file]", {"name": "проект.docx", "mimeType": "", "buffer": bill_file()}
    )
    page.fill("[name=number]", "15-8")
    submit(page, "main form[enctype]")
    page.wait_for_url(re.compile(r"/desk/bills/[\w-]+/v1/$"))
    text = page.inner_text("main")
    assert "Доступ жителей" in text
    assert page.locator("ol.queue li").count() == 1  # point 2 is skipped
    slug = page.url.split("/")[-3]
    assert page.request.get(f"/bills/{slug}/").status == 404
    page.check("[name=checked]")
    submit(page, "form[action*='/publish/']")
    page.wait_for_load_state()
    assert page.request.get(f"/bills/{slug}/v1/").status == 200
    return slug


def clerk_announces_and_refers(new_page: NewPage, cast: Cast, slug: str) -> Consultation:
    page = signed_in(new_page(), cast.clerk)
    page.goto(f"/desk/bills/{slug}/v1/consultation/")
    today = timezone.localdate()
    page.select_option("[name=form]", "expertise")
    page.select_option("[name=organiser]", label=cast.chamber.name)
    page.select_option("[name=addressee]", label="Законодательное Собрание")
    page.fill("[name=question]", "Открывать ли школьные дворы?")
    page.fill("[name=announced_on]", today.isoformat())
    page.fill("[name=opens_on]", today.isoformat())
    page.fill("[name=closes_on]", (today + dt.timedelta(days=20)).isoformat())
    page.fill("[name=results_method]", "Каждое предложение получает ответ.")
    submit(page, "main form.form")
    page.wait_for_url(re.compile(r"/desk/consultations/\d+/$"))
    consultation = Consultation.objects.get()
    page.goto(f"/desk/consultations/{consultation.pk}/refer/")
    page.get_by_label(cast.council.name, exact=True).check()
    page.fill("[name=due_on]", (today + dt.timedelta(days=10)).isoformat())
    submit(page, "main form.form")
    page.wait_for_url(re.compile(r"/desk/consultations/\d+/$"))
    assert cast.council.name in page.inner_text("main")
    return consultation


def citizen_proposes(new_page: NewPage, slug: str) -> str:
    page = new_page(viewport=PHONE)
    page.goto(f"/bills/{slug}/v1/")
    page.locator("#art_2__para_1 a[href*='comments/new']").click()
    submit(page, "main form.form")  # an empty form: nothing is lost, everything is said
    expect(page.locator(".error-summary")).to_be_visible()
    fill_comment(
        page,
        kind="amend",
        rationale="Дети и родители свободны после пятнадцати часов.",
        email="mama@mail.example",
        wording=WORDING,
    )
    page.wait_for_url(re.compile("/comments/sent/"))
    assert ProvisionComment.objects.count() == 0
    run_tasks()
    code = confirm_by_mailbox(page)
    assert ProvisionComment.objects.get().receipt_code == code
    page.goto(f"/bills/{slug}/v1/")
    assert page.locator("#art_2__para_1 a[href*='/comments/?on=']").count() == 1
    return code


def robotless_visitor_insults(new_page: NewPage, consultation: Consultation) -> ProvisionComment:
    page = new_page(scripts=False)
    page.goto(f"{consultation.get_absolute_url()}comments/new/")
    fill_comment(
        page, kind="opinion", rationale="Все вы там болваны.", email="grubiyan@mail.example"
    )
    run_tasks()
    code = confirm_by_mailbox(page)
    return ProvisionComment.objects.get(receipt_code=code)


def moderator_hides(
    new_page: NewPage, cast: Cast, comment: ProvisionComment, consultation: Consultation
) -> None:
    page = signed_in(new_page(), cast.moderator)
    page.goto("/desk/moderation/")
    page.locator(f"a[href$='/desk/moderation/{comment.pk}/']").click()
    page.check("[name=action][value=hide]")
    page.select_option("[name=ground]", index=2)
    ground = page.locator("[name=ground] option:checked").inner_text()
    submit(page, "main form.form")
    visitor = new_page()
    visitor.goto(f"{consultation.get_absolute_url()}comments/")
    text = visitor.inner_text("main")
    assert "болваны" not in text
    assert ground in text


def secretary_records_opinion(new_page: NewPage, cast: Cast, consultation: Consultation) -> None:
    page = signed_in(new_page(), cast.council_secretary)
    page.goto("/desk/opinions/")
    page.locator("a[href^='/desk/opinions/']:not([href='/desk/opinions/'])").first.click()
    page.fill("[name=findings]", "Проект не противоречит федеральному закону.")
    page.fill("[name=consequences]", "Расходы на охрану вырастут.")
    page.fill("[name=proposals]", "Уточнить часы для выходных дней.")
    page.check("[name=recommendation][value=support_remarks]")
    page.locator("[name^='remarks-'][name$='-text']").first.fill(
        "Не сказано, кто отвечает за безопасность."
    )
    page.select_option("[name=rapporteur]", str(cast.expert.pk))
    page.fill("[name=meeting_on]", timezone.localdate().isoformat())
    page.locator("details:has([name=members_present]) > summary").click()
    for name, number in (("members_present", 4), ("votes_for", 3), ("votes_against", 1)):
        page.fill(f"[name={name}]", str(number))
    page.fill("[name=votes_abstained]", "0")
    page.locator("button[formaction$='/adopt/']").click()
    page.wait_for_load_state()
    address = f"{consultation.get_absolute_url()}opinions/{cast.council.slug}/"
    assert "кто отвечает за безопасность" in new_opened(new_page, address)


def new_opened(new_page: NewPage, address: str) -> str:
    page = new_page()
    assert page.goto(address).status == 200
    return page.inner_text("main")


def days_pass(consultation: Consultation) -> None:
    """The window closes: its dates move into the past, as three weeks would do."""
    past = timezone.now() - dt.timedelta(days=25)
    Consultation.objects.filter(pk=consultation.pk).update(
        opens_on=past.date(),
        opens_at=past,
        closes_on=timezone.localdate() - dt.timedelta(days=1),
        closes_at=timezone.now() - dt.timedelta(hours=1),
    )


def signing_is_refused(new_page: NewPage, cast: Cast, consultation: Consultation) -> Page:
    """«Подписать» is pressed too early: the same page comes back with the list."""
    page = signed_in(new_page(), cast.chamber_secretary)
    page.goto(f"/desk/consultations/{consultation.pk}/conclusion/")
    assert page.locator("main a[href*='/desk/answers/']").count() == 2
    page.fill("[name=number]", "1-СЗ")
    submit(page, "main form.form")
    page.wait_for_load_state()
    assert page.locator("main a[href*='/desk/answers/']").count() == 2
    assert not consultation.conclusions.exists()
    return page


def clerk_answers_everything(new_page: NewPage, cast: Cast, consultation: Consultation) -> None:
    page = signed_in(new_page(), cast.clerk)
    for disposition in ("partly", "rejected"):
        page.goto(f"/desk/consultations/{consultation.pk}/answers/?state=none")
        page.locator("main a[href*='/desk/answers/']").first.click()
        page.check(f"[name=disposition][value={disposition}]")
        reasons = reason_codes(timezone.localdate())
        fitting = next(reason for reason in reasons if reason.disposition == disposition)
        page.select_option("[name=reason_code]", fitting.code)
        page.fill("[name=text]", REASONING)
        if disposition == "partly":
            page.fill("[name=expected_text]", "1. Школьный двор открыт с 17 до 22 часов.")
        submit(page, "main form.form")
        page.wait_for_load_state()
    page.goto(f"/desk/consultations/{consultation.pk}/answers/agree/")
    page.fill("[name=sitting_on]", timezone.localdate().isoformat())
    page.fill("[name=minutes_number]", "14")
    submit(page, "main form.form")
    page.wait_for_load_state()
    page.goto(f"/desk/consultations/{consultation.pk}/answers/publish/")
    # Both have the same words here: they are published on purpose.
    for box in page.locator("[name=despite]").all():
        box.check()
    submit(page, "main form.form")
    page.wait_for_load_state()
    consultation.refresh_from_db()
    assert consultation.open_items == 0


def committee_signs(new_page: NewPage, cast: Cast, consultation: Consultation) -> None:
    page = signed_in(new_page(), person(cast.committee, MembershipRole.CHAIR))
    page.goto(f"/desk/consultations/{consultation.pk}/summary/")
    page.fill("[name=number]", "1-С")
    page.check("[name=checked]")
    submit(page, "main form.form")
    page.wait_for_load_state()
    assert consultation.summaries.get().number == "1-С"


def chamber_signs(page: Page, consultation: Consultation) -> None:
    page.goto(f"/desk/consultations/{consultation.pk}/conclusion/")
    page.fill("[name=number]", "1-СЗ")
    page.check("[name=checked]")
    submit(page, "main form.form")
    page.wait_for_load_state()
    assert consultation.conclusions.get().number == "1-СЗ"
    run_tasks()


def everybody_reads_the_conclusion(
    new_page: NewPage, consultation: Consultation, code: str
) -> None:
    page = new_page(viewport=PHONE)
    page.goto(f"{consultation.get_absolute_url()}conclusion/")
    text = page.inner_text("main")
    assert REASONING in text
    assert "болваны" not in text
    files = {
        kind: page.request.get(f"{consultation.get_absolute_url()}conclusion/{kind}/").body()
        for kind in ("html", "docx", "pdf", "csv")
    }
    assert REASONING in files["html"].decode()
    assert zipfile.ZipFile(io.BytesIO(files["docx"])).testzip() is None
    assert files["pdf"].startswith(b"%PDF-")
    rows = list(csv.reader(io.StringIO(files["csv"].decode("utf-8-sig"))))
    assert any("с 17 до 22 часов" in cell for row in rows for cell in row)
    page.goto(f"/receipts/{code}/")
    assert REASONING in page.inner_text("main")
