"""Whatever people type is a text in every format: whole, as typed, and never a formula."""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest
from django.db import transaction
from lxml import etree
from openpyxl import load_workbook
from pytest_django import DjangoDbBlocker

from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.exports import export, verify_conclusion
from consultations.conclusions.models import ArgumentGroup, Format, SummaryConclusion
from consultations.conclusions.reading.xlsx import text_of
from core.documents.csv import DANGEROUS
from core.documents.domain.text import clean
from core.documents.glyphs import drawable
from core.uploads import UploadLimits
from core.uploads.office import convert
from tests.factories.conclusions import adopted, answered, published, signed
from tests.factories.drafts import ProvisionFactory
from tests.factories.expertise import DissentFactory
from tests.factories.process import ConsultationFactory
from tests.office import office
from tests.printed import docx_text, html_text, pdf_text, squeezed

pytestmark = pytest.mark.django_db

EMOJI: Final = "👍🏽 Семья 👨‍👩‍👧 из дома 𠀀𪛖 и 🇷🇺 за срок в ½ года"
FORMULAS: Final = (
    "=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(1,2)", "\t=1+1", "\r=1+1", "\n=1+1",
    '=cmd|"/C calc"!A0', '=HYPERLINK("http://evil.example","x")', " =1+1", "＝1+1", "%0A=1+1",
    "'=1+1", ";=1+1", '",=1+1',
)  # fmt: skip
CONTROLS: Final = "до\x01\x08\x0b\x0c\x1b\x7f\x85\u2028\ufffe\uffff\u202eпосле & <b>&amp;</b> ]]>"
LITERALS: Final = "_x0041_ _x005F_ _x0041_x0042_ _x000D_"
SHORT: Final = (EMOJI, *FORMULAS, CONTROLS, LITERALS)
LONG: Final = "".join(f"{number}. Срок в десять дней недостаточен 😀. " for number in range(300))
TEXTS: Final = (*SHORT, LONG[:10_000])
RATIONALE, WORDING = "Обоснование или текст замечания", "Предлагаемая редакция"


def document() -> SummaryConclusion:
    """Each text as everything that somebody may write."""
    consultation = ConsultationFactory(closed=True, version__bill__title=f"О сроках {EMOJI}")
    for number, text in enumerate(TEXTS):  # each on a unit of its own: some are one argument
        unit = ProvisionFactory(
            version=consultation.version,
            position=number,
            path=f"article:{number}",
            eid=f"a{number}",
        )
        published(
            consultation, provision=unit, kind="amend", comment=text,
            proposed_text=text, quoted_text=text,
            municipality=text[:100], municipality_key=f"место {number}",
            contact__full_name=text[:100], contact__name_display="full",
        )  # fmt: skip
    opinion = adopted(consultation, {"text": CONTROLS}, {"text": LONG}, findings=EMOJI)
    DissentFactory(opinion=opinion, text=CONTROLS)
    groups = ArgumentGroup.objects.filter(consultation=consultation, is_open=True).order_by("pk")
    for text, group in zip([*TEXTS, EMOJI, EMOJI], groups, strict=True):
        answered(group, AnswerData("rejected", "federal_law", text, text[:200], text))
    return signed(consultation)


@pytest.fixture(scope="module")
def made(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[dict[str, bytes]]:
    """Every format, made once."""
    with django_db_blocker.unblock(), transaction.atomic():
        conclusion = document()
        yield {fmt: export(conclusion, fmt) for fmt in Format.values}
        transaction.set_rollback(True)


def lines(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def guarded(text: str) -> str:
    """As it stands in a CSV."""
    is_formula = text.startswith(DANGEROUS) or clean(text).startswith(DANGEROUS)
    return f"'{clean(text)}" if is_formula else clean(text)


def test_json_has_them_as_they_were_typed(made: dict[str, bytes], tmp_path: Path) -> None:
    data = json.loads(made[Format.JSON])
    members = [one for unit in data["units"] for row in unit["rows"] for one in row["members"]]
    proposals = [one for one in members if one["kind"] == "proposal"]
    assert sorted(one["rationale"] for one in proposals) == sorted(TEXTS)
    for one in proposals:
        assert one["wording"] == one["rationale"]
        assert one["municipality"] == one["name"] == one["rationale"][:100]
    path = tmp_path / "conclusion.json"
    path.write_bytes(made[Format.JSON])
    assert verify_conclusion.check(str(path), "", []).faults == []


def test_csv_has_them_guarded(made: dict[str, bytes]) -> None:
    rows = [row for row in lines(made[Format.CSV]) if row["Вид"] == "предложение"]
    assert sorted(row[RATIONALE] for row in rows) == sorted(map(guarded, TEXTS))
    by_text = {guarded(text): text for text in TEXTS}
    for row in rows:
        text = by_text[row[RATIONALE]]
        assert row[WORDING] == guarded(text)
        assert row["Участник"] == row["Муниципальное образование"] == guarded(text[:100])
    cells = [cell for row in lines(made[Format.CSV]) for cell in row.values()]
    assert [cell for cell in cells if cell.startswith(DANGEROUS)] == []
    answers = {row["Обоснование позиции"] for row in lines(made[Format.CSV])}
    assert {guarded(text.strip()) for text in TEXTS} <= answers


def test_xlsx_has_them_as_texts(made: dict[str, bytes]) -> None:
    book = load_workbook(io.BytesIO(made[Format.XLSX]))
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            assert [cell.coordinate for cell in row if cell.data_type in ("f", "e")] == []
    sheet = book["Участники"]
    header = [cell.value for cell in sheet[1]]
    names = (RATIONALE, WORDING, "Участник", "Муниципальное образование")
    told = [
        [row[header.index(name)] for name in names]
        for row in sheet.iter_rows(min_row=2)
        if row[header.index("Вид")].value == "предложение"
    ]
    values = [[text_of(cell.value) for cell in cells] for cells in told]
    expected = [[clean(text)] * 2 + [clean(text[:100])] * 2 for text in TEXTS]
    assert sorted(values) == sorted(expected)
    for cells in told:
        assert {cell.data_type for cell in cells} == {"s"}
        if text_of(cells[0].value).startswith(DANGEROUS):
            assert all(cell.quotePrefix for cell in cells), cells[0].value


@pytest.mark.parametrize("fmt", [Format.HTML, Format.DOCX, Format.PDF])
def test_what_is_printed_has_them_whole(fmt: str, made: dict[str, bytes]) -> None:
    read = {Format.HTML: html_text, Format.DOCX: docx_text, Format.PDF: pdf_text}[Format(fmt)]
    text = squeezed(read(made[fmt]))
    for words in (*SHORT, f"О сроках {EMOJI}"):
        expected = clean(words) if fmt != Format.PDF else drawable(clean(words))
        assert squeezed(expected) in text, words
    for words in (LONG, LONG[:10_000]):
        # A page ends in it: there the head of the table stands between two words.
        sentences = clean(words).split("😀. ")
        missing = [one for one in sentences if squeezed(one) not in text]
        assert len(missing) <= (text.count("стр.") if fmt == Format.PDF else 0), missing
        assert text.count(squeezed(sentences[-2])) >= 1


def test_nothing_of_it_is_markup(made: dict[str, bytes]) -> None:
    html = made[Format.HTML].decode()
    assert "&lt;b&gt;&amp;amp;&lt;/b&gt; ]]&gt;" in html
    assert "<b>&amp;</b>" not in html
    for forbidden in "\x01\x08\x0b\x1b\ufffe\u202e":
        assert forbidden not in html


def calc() -> str:
    path = office()
    if not (Path(path).resolve().parent / "libsclo.so").exists():
        pytest.skip("no Calc: install libreoffice-calc-nogui")
    return path


def shown(data: bytes, kind: str) -> tuple[set[str], str]:
    """What an office shows in its cells, and its file: every formula would be named in it."""
    limits = UploadLimits(seconds=180.0)
    made = convert(data, kind, "ods", office=calc(), limits=limits)
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        content = archive.read("content.xml")
    cells = etree.fromstring(content).iter("{*}table-cell")
    return {"\n".join("".join(p.itertext()) for p in cell) for cell in cells}, content.decode()


@pytest.mark.parametrize("fmt", [Format.CSV, Format.XLSX])
def test_an_office_opens_it_and_computes_nothing(fmt: str, made: dict[str, bytes]) -> None:
    values, content = shown(made[fmt], fmt)
    assert "table:formula" not in content
    # By itself the office reads a CSV as Latin letters: in a dialogue it is told that it is UTF-8.
    texts = [text for text in FORMULAS if text.isascii()]
    expected = map(guarded, texts) if fmt == Format.CSV else map(clean, [*FORMULAS, LITERALS])
    found = {" ".join(value.split()) for value in values}
    assert [text for text in expected if " ".join(text.split()) not in found] == []


def test_a_formula_would_be_noticed() -> None:
    """So that the test above can fail."""
    values, content = shown(b"a\r\n=1+1\r\n", "csv")
    assert "table:formula" in content
    assert "2" in values
