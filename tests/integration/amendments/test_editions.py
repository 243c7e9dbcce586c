"""Editions of the tables: frozen, public, in files."""

import io

import docx
import openpyxl
import pytest
from django.test import Client
from django.urls import reverse
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from pytest_django import Settings

from consultations.amendments import selectors
from consultations.amendments.domain.editions import fingerprint
from consultations.amendments.errors import AmendmentsProblem
from consultations.amendments.models import Amendment, AmendmentTable, TableRow
from consultations.amendments.views.files import kept
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.journal.models import JournalEntry
from drafts.models import Provision
from tests.factories.accounts import BodyFactory, staff
from tests.integration.amendments.doing import (
    SPONSOR,
    accepted,
    by_hand,
    decide,
    publish,
    refused,
    tabled,
    unit,
)

pytestmark = pytest.mark.django_db


def test_an_edition_is_frozen_and_stands_in_the_journal(consultation: Consultation) -> None:
    accepted(consultation)
    tabled(consultation)
    state = Consultation.objects.get(pk=consultation.pk).public_state
    first = publish(consultation)
    assert Consultation.objects.get(pk=consultation.pk).public_state == state + 1
    entry = JournalEntry.objects.get(kind="amendments.published")
    assert entry.body["sha256"] == first.sha256
    before = selectors.lines_of_edition(first)
    with refused(AmendmentsProblem.UNCHANGED):
        publish(consultation)
    decide(consultation, Amendment.objects.get(), decision="adopt")
    second = publish(consultation)
    assert (second.edition, second.sha256 == first.sha256) == (2, False)
    assert selectors.lines_of_edition(first) == before


def _printed(client: Client, table: AmendmentTable) -> list[bytes]:
    """The words of an edition in every format, without the way to its page."""
    kept.clear()
    base = table.get_absolute_url()
    page = client.get(base).content.partition(b"<h1")[2].partition(b"</main>")[0]
    files = [client.get(f"{base}{fmt}/").content for fmt in ("docx", "xlsx")]
    return [page, *files]


def test_an_edition_keeps_every_word_of_its_day(consultation: Consultation, client: Client) -> None:
    sponsor = BodyFactory(name=SPONSOR)
    chair = staff(consultation.responder, MembershipRole.CHAIR)
    accepted(consultation, provision=unit(consultation, "5", 7))
    tabled(consultation)
    table = publish(consultation)
    before = _printed(client, table)
    assert consultation.responder.name.encode() in before[0]

    bill = consultation.version.bill
    type(bill).objects.filter(pk=bill.pk).update(title="Другой закон", number="99-1")
    for body in (consultation.responder, sponsor):
        type(body).objects.filter(pk=body.pk).update(name=f"Переименован {body.pk}")
    User.objects.filter(pk=chair.pk).update(full_name="Другой Председатель Комитета")
    Provision.objects.filter(path="article:5").update(heading="Другое")
    assert _printed(client, table) == before
    # The next edition has the names of its own day.
    second = publish(consultation)
    assert "Другой закон".encode() in _printed(client, second)[0]


def test_the_first_editions_kept_no_head_and_are_read_all_the_same(
    consultation: Consultation, client: Client
) -> None:
    by_hand(consultation)
    table = publish(consultation)
    rows = fingerprint(selectors.lines_of_edition(table))
    AmendmentTable.objects.filter(pk=table.pk).update(head={}, sha256=rows)
    table.refresh_from_db()
    assert consultation.responder.name.encode() in _printed(client, table)[0]
    with refused(AmendmentsProblem.UNCHANGED):
        publish(consultation)


def test_empty_tables_are_not_published(consultation: Consultation) -> None:
    with refused(AmendmentsProblem.NOTHING_TABLED):
        publish(consultation)


def test_the_public_pages(consultation: Consultation, client: Client) -> None:
    group = accepted(consultation)
    tabled(consultation)
    address = reverse("amendments:newest", args=[consultation.year, consultation.slug])
    argument = group.get_absolute_url()
    assert not client.get(address).context["editions"]
    assert client.get(f"{address}1/").status_code == 404
    assert SPONSOR not in client.get(argument).content.decode()
    decide(consultation, Amendment.objects.get(), decision="adopt")
    table = publish(consultation)
    page = client.get(address).content.decode()
    assert SPONSOR in page
    assert table.sha256 in page
    shown = client.get(argument).content.decode()
    assert SPONSOR in shown
    assert f"{table.get_absolute_url()}?table=1" in shown
    assert address in client.get(consultation.get_absolute_url()).content.decode()


def test_a_file_of_an_edition_is_made_once(consultation: Consultation, client: Client) -> None:
    by_hand(consultation)
    table = publish(consultation)
    address = f"{table.get_absolute_url()}docx/"
    first = client.get(address).content
    TableRow.objects.filter(table=table).update(text="Подменено.")
    assert client.get(address).content == first
    kept.clear()
    assert client.get(address).content != first


@pytest.mark.parametrize("method", ["get", "head"])
def test_files_are_asked_for_only_so_often(
    consultation: Consultation, client: Client, settings: Settings, method: str
) -> None:
    settings.RATE_LIMITS = {**settings.RATE_LIMITS, "amendments-file": "2/h"}
    by_hand(consultation)
    address = f"{publish(consultation).get_absolute_url()}xlsx/"
    asked = [getattr(client, method)(address).status_code for _ in range(3)]
    assert asked == [200, 200, 429]
    said = client.get(address)
    assert (said.status_code, said["Content-Type"]) == (429, "text/html; charset=utf-8")
    assert "Слишком много запросов" in said.content.decode()


def test_the_files(consultation: Consultation, client: Client) -> None:
    long = "Ф" * 10_000
    decide(consultation, by_hand(consultation, text="=1+1 𝔸😀", original=long), decision="adopt")
    table = publish(consultation)
    base = table.get_absolute_url()
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{base}xlsx/").content))
    first, second, third = book.worksheets
    assert first.freeze_panes == "A2"
    assert first.auto_filter.ref == "A1:H2"
    assert first.print_title_rows == "$1:$1"
    assert [cell.value for cell in first[2]][:5] == [1, "статья 9", SPONSOR, long, "=1+1 𝔸😀"]
    assert first["E2"].data_type == "s"
    assert second["B2"].value == third["B2"].value == "Таких поправок нет."
    document = docx.Document(io.BytesIO(client.get(f"{base}docx/").content))
    words = [paragraph.text for paragraph in document.paragraphs]
    assert "Таблица поправок № 1, рекомендуемых ответственным комитетом к принятию" in words
    assert words.count("Таких поправок нет.") == 2
    grid = next(table for table in document.tables if len(table.columns) == 7)
    assert [cell.text for cell in grid.rows[1].cells][:4] == ["1", "статья 9", SPONSOR, long]
    assert client.get(f"{base}pdf/").status_code == 404


def test_the_document_is_on_its_side_with_heads_on_every_page(
    consultation: Consultation, client: Client
) -> None:
    chair = staff(consultation.responder, MembershipRole.CHAIR)
    User.objects.filter(pk=chair.pk).update(full_name="Петрова Анна Ивановна")
    for number in range(3):
        by_hand(consultation, text=f"{number}.")
    table = publish(consultation)
    content = client.get(f"{table.get_absolute_url()}docx/").content
    document = docx.Document(io.BytesIO(content))
    assert [section.orientation for section in document.sections] == [WD_ORIENT.LANDSCAPE]
    grid = next(table for table in document.tables if len(table.columns) == 7)
    assert grid.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
    names = grid._tbl.tblPr.find(qn("w:tblCaption")).get(qn("w:val"))
    assert names.startswith("Таблица поправок № 3")
    # The narrowest column of words holds «Законодательного» on one line.
    assert min(column.width.mm for column in list(grid.columns)[1:]) > 28
    assert "А.И. Петрова" in [cell.text for cell in document.tables[-1].rows[0].cells]
    book = openpyxl.load_workbook(
        io.BytesIO(client.get(f"{table.get_absolute_url()}xlsx/").content)
    )
    assert all(book.worksheets[2].row_dimensions[row].height for row in (1, 2, 3))


def test_the_desk_from_the_click_to_the_edition(consultation: Consultation, desk: Client) -> None:
    accepted(consultation)
    here = reverse("amendments:desk", args=[consultation.pk])
    one_click = reverse("amendments:table", args=[consultation.pk])
    assert one_click in desk.get(here).content.decode()
    assert desk.post(one_click, {"sponsor": ""}).status_code == 422
    assert desk.post(one_click, {"sponsor": SPONSOR}).status_code == 302
    made = Amendment.objects.get()
    chosen = {"chosen": [f"{made.pk}:{made.version}"], "decision": "reject", "reason": ""}
    refusal = desk.post(f"{here}?table=3", chosen)
    assert refusal.status_code == 422
    assert f'value="{made.pk}:{made.version}" checked' in refusal.content.decode()
    assert desk.post(f"{here}?table=3", chosen | {"decision": "adopt"}).status_code == 302
    draft = desk.get(reverse("amendments:draft", args=[consultation.pk, "docx"]))
    document = docx.Document(io.BytesIO(draft.content))
    assert "ПРОЕКТ" in [paragraph.text for paragraph in document.paragraphs]
    desk.post(reverse("amendments:publish", args=[consultation.pk]))
    assert AmendmentTable.objects.get().rows.get().part == 1
