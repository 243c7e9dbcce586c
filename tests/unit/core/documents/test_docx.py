import io
import zipfile

import docx
import pytest
from docx.document import Document as DocxDocument
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm
from hypothesis import given, settings
from hypothesis import strategies as st

from core.documents.docx import render_docx
from core.documents.domain.blocks import (
    Align,
    Document,
    List,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Requisites,
    Run,
    paragraph,
    paragraphs,
)
from tests.factories.documents import (
    CREATED,
    one_cell_document,
    summary_conclusion,
    tally_table,
    wide_table,
)
from tests.unit.core.documents.reading import docx_words


@pytest.fixture(scope="module")
def sample() -> DocxDocument:
    return opened(render_docx(summary_conclusion()))


def opened(data: bytes) -> DocxDocument:
    return docx.Document(io.BytesIO(data))


def with_blocks(*blocks: object) -> DocxDocument:
    document = Document(title="О сроках", created=CREATED, blocks=blocks)  # type: ignore[arg-type]
    return opened(render_docx(document))


def test_the_same_description_gives_the_same_bytes() -> None:
    assert render_docx(summary_conclusion()) == render_docx(summary_conclusion())


def test_page_and_margins(sample: DocxDocument) -> None:
    section = sample.sections[0]
    assert abs(section.page_width - Mm(210)) < Mm(1)
    assert abs(section.page_height - Mm(297)) < Mm(1)
    margins = (section.left_margin, section.right_margin, section.top_margin, section.bottom_margin)
    wanted = (Mm(30), Mm(15), Mm(20), Mm(20))
    assert all(abs(got - want) < Mm(0.1) for got, want in zip(margins, wanted, strict=True))


def test_wide_tables_stand_on_a_landscape_page(sample: DocxDocument) -> None:
    turned = [section.orientation is WD_ORIENT.LANDSCAPE for section in sample.sections]
    assert turned == [False, True, False]


def test_neighbouring_wide_tables_share_their_pages_and_may_be_last() -> None:
    made = with_blocks(tally_table(), wide_table(), wide_table())
    turned = [section.orientation is WD_ORIENT.LANDSCAPE for section in made.sections]
    assert turned == [False, True]


def test_headings_are_real(sample: DocxDocument) -> None:
    headings = [(p.style.name, p.text) for p in sample.paragraphs if "Heading" in p.style.name]
    assert headings == [
        ("Heading 1", "1. Сведения о проведении общественной экспертизы"),
        ("Heading 1", "2. Результаты рассмотрения предложений"),
        ("Heading 2", "2.1. Предложения, повлиявшие на текст"),
        ("Heading 2", "2.2. Особое мнение"),
        ("Heading 1", "3. Выводы и рекомендации"),
    ]


def test_fonts_and_language(sample: DocxDocument) -> None:
    defaults = sample.styles.element.find(qn("w:docDefaults"))
    assert defaults.find(".//" + qn("w:rFonts")).get(qn("w:ascii")) == "Times New Roman"
    assert defaults.find(".//" + qn("w:sz")).get(qn("w:val")) == "24"
    assert defaults.find(".//" + qn("w:lang")).get(qn("w:val")) == "ru-RU"


def test_header_rows_are_repeated(sample: DocxDocument) -> None:
    table = next(t for t in sample.tables if t.rows[0].cells[0].text == "№")
    repeated = [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in table.rows]
    assert repeated == [True] + [False] * 6
    wide = next(t for t in sample.tables if len(t.columns) == 7)
    repeated = [row._tr.find(".//" + qn("w:tblHeader")) is not None for row in wide.rows]
    assert repeated == [True, True, False, False]


def test_widths_fill_the_page(sample: DocxDocument) -> None:
    for table in sample.tables:
        widths = [int(column.get(qn("w:w"))) for column in table._tbl.tblGrid]
        assert sum(widths) in (9355, 14287)


def test_tables_have_a_name_for_screen_readers(sample: DocxDocument) -> None:
    names = [t._tbl.tblPr.find(qn("w:tblCaption")) for t in sample.tables]
    got = [name.get(qn("w:val")) for name in names if name is not None]
    assert got[0] == "Таблица\u00a01 — Участие в общественной экспертизе"
    assert len(got) == 3


def test_pages_are_numbered_by_fields(sample: DocxDocument) -> None:
    for section in sample.sections:
        footer = section.footer._element
        codes = [code.text for code in footer.iter(qn("w:instrText"))]
        assert codes == ["PAGE", "NUMPAGES"]
        assert "".join(t.text for t in footer.iter(qn("w:t"))) == "стр. 1 из 1"


def test_properties_come_from_the_description(sample: DocxDocument) -> None:
    properties = sample.core_properties
    assert properties.title.startswith("Сводное заключение по результатам")
    assert (
        properties.author == properties.last_modified_by == "Общественная палата Амурской области"
    )
    assert properties.created == properties.modified
    assert properties.created.isoformat() == "2026-03-12T05:30:00+00:00"
    assert properties.language == "ru-RU"


def test_nothing_is_left_of_the_library_s_template() -> None:
    with zipfile.ZipFile(io.BytesIO(render_docx(summary_conclusion()))) as archive:
        names = set(archive.namelist())
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert not [n for n in names if "thumbnail" in n or "customXml" in n or "app.xml" in n]


def test_ordered_lists_start_anew() -> None:
    items = (paragraphs("а\nпродолжение"), paragraphs("б"))
    made = with_blocks(List(True, items), List(False, items), List(True, items))
    marks = [
        p._p.pPr.numPr.numId.val if p._p.pPr.numPr is not None else None
        for p in made.paragraphs
        if p.style.name == "List Paragraph"
    ]
    assert marks == [2, None, 2, 1, None, 1, 3, None, 3]
    numbering = made.part.numbering_part.element
    starts = {
        num.numId: num.find(".//" + qn("w:startOverride")) is not None for num in numbering.num_lst
    }
    assert starts == {1: False, 2: True, 3: True}


def test_looks_of_runs() -> None:
    run = Run("стало\tи\nостанется", bold=True, italic=True, inserted=True)
    link = Run("сюда", href="https://example.ru/?a=1&b=2")
    made = with_blocks(Paragraph((run, Run("было", deleted=True), link), align=Align.CENTER))
    (changed, gone), target = made.paragraphs[-1].runs, made.paragraphs[-1].hyperlinks
    assert (changed.bold, changed.italic, changed.underline) == (True, True, True)
    assert changed.text == "стало\tи\nостанется"
    assert gone.font.strike
    assert gone.style.name == "Deleted"
    assert [(h.text, h.address) for h in target] == [("сюда", "https://example.ru/?a=1&b=2")]


def test_no_tracked_changes(sample: DocxDocument) -> None:
    body = sample.element.body
    assert not list(body.iter(qn("w:ins"), qn("w:del")))


def test_small_blocks() -> None:
    made = with_blocks(
        paragraph("до"), PageBreak(), Note(paragraphs("важно"), kind=NoteKind.WARNING)
    )
    assert made.paragraphs[-1].style.name == "Warning"
    assert made.element.body.find(".//" + qn("w:br")).get(qn("w:type")) == "page"


@pytest.mark.parametrize(
    ("requisites", "wanted"),
    [
        (Requisites(date="12.03.2026"), "12.03.2026"),
        (Requisites(date="12.03.2026", number="7"), "12.03.2026\t\t№\u00a07"),
        (Requisites(date="12.03.2026", place="Тында", number="7"), "12.03.2026\tТында\t№\u00a07"),
    ],
)
def test_registration_line(requisites: Requisites, wanted: str) -> None:
    made = opened(
        render_docx(Document(title="А", created=CREATED, blocks=(), requisites=requisites))
    )
    assert made.paragraphs[-1].text == wanted


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(), max_size=40))
def test_any_text_makes_a_file_that_opens(text: str) -> None:
    assert "Испытание" in docx_words(render_docx(one_cell_document(text)))
