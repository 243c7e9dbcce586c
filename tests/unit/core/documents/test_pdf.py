import io
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pypdf import PdfReader

from core.documents.domain.blocks import (
    Align,
    Column,
    Document,
    Heading,
    List,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Requisites,
    Run,
    Table,
    paragraph,
    paragraphs,
    row,
)
from core.documents.glyphs import covered, drawable, plain, ranges
from core.documents.pdf import render_pdf
from core.documents.pdf_json import LONG_TOKEN, _pieces
from tests.factories.documents import (
    CREATED,
    one_cell_document,
    proposals_table,
    summary_conclusion,
)
from tests.unit.core.documents.reading import pdf_words, squeeze


@pytest.fixture(scope="module")
def sample() -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(summary_conclusion())))


def with_blocks(*blocks: object, **fields: Any) -> bytes:
    document = Document(title="О сроках", created=CREATED, blocks=blocks, **fields)  # type: ignore[arg-type]
    return render_pdf(document)


def structure(reader: PdfReader) -> Iterator[tuple[str, Any]]:
    """The tags of the document in order, with their attributes."""

    def walk(node: Any) -> Iterator[tuple[str, Any]]:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node["/S"], node.get("/A")
            if "/K" in node:
                yield from walk(node["/K"])

    return walk(reader.trailer["/Root"]["/StructTreeRoot"]["/K"])


def test_the_same_description_gives_the_same_bytes() -> None:
    assert render_pdf(summary_conclusion()) == render_pdf(summary_conclusion())


def test_it_says_that_it_is_accessible(sample: PdfReader) -> None:
    root = sample.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ru"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()


def test_title_author_and_date_are_the_document_s(sample: PdfReader) -> None:
    assert sample.metadata is not None
    assert sample.metadata.title == summary_conclusion().full_title
    assert sample.metadata.author == "Общественная палата Амурской области"
    assert sample.metadata.creation_date is not None
    assert sample.metadata.creation_date.isoformat() == "2026-03-12T05:30:00+00:00"


def test_headings_tables_and_lists_are_tagged(sample: PdfReader) -> None:
    tags = [tag for tag, _ in structure(sample)]
    count = {tag: tags.count(tag) for tag in ("/H1", "/H2", "/Table", "/Caption", "/L", "/LI")}
    assert count == {"/H1": 3, "/H2": 2, "/Table": 3, "/Caption": 3, "/L": 2, "/LI": 5}
    assert tags.count("/Title") == 1
    assert tags.count("/TH") == 4 + 5 + 2 + 3 + 7


def test_the_bookmarks_are_the_headings(sample: PdfReader) -> None:
    titles = [item.title for item in sample.outline if not isinstance(item, list)]
    assert titles[1] == "2. Результаты рассмотрения предложений"


def test_pages_are_numbered(sample: PdfReader) -> None:
    total = len(sample.pages)
    for number, page in enumerate(sample.pages, start=1):
        assert f"стр. {number} из {total}" in page.extract_text()


def test_only_the_wide_table_is_turned(sample: PdfReader) -> None:
    turned = [page.mediabox.width > page.mediabox.height for page in sample.pages]
    assert turned.count(True) == 1
    wide = sample.pages[turned.index(True)].extract_text()
    assert "Рекомендации общественных советов" in wide
    assert "Выводы" not in wide


def test_fonts_are_inside(sample: PdfReader) -> None:
    for page in sample.pages:
        for font in page["/Resources"]["/Font"].values():
            descendant = font.get_object()["/DescendantFonts"][0].get_object()
            assert {"/FontFile2", "/FontFile3"} & set(descendant["/FontDescriptor"].get_object())


def test_header_rows_and_titles_of_groups_are_repeated() -> None:
    rows = tuple(row(str(n), "участник", "предложение " * 20, "учтено", "да") for n in range(60))
    group = proposals_table().rows[0]
    pdf = with_blocks(proposals_table((group, *rows)))
    pages = [squeeze(page.extract_text()) for page in PdfReader(io.BytesIO(pdf)).pages]
    assert len(pages) > 3
    assert all("Обоснование" in page for page in pages)
    assert all(squeeze("Статья 5. Права общественных советов") in page for page in pages)


def test_a_caption_does_not_stay_behind(sample: PdfReader) -> None:
    """The sample's second table begins on the second page; so must its caption."""
    caption = squeeze("Таблица 2 — Предложения по структурным единицам")
    pages = [squeeze(page.extract_text()) for page in sample.pages]
    (place,) = [number for number, page in enumerate(pages) if caption in page]
    assert "Участник№17" in pages[place]


def test_english_furniture() -> None:
    pdf = with_blocks(paragraph("text"), language="en", requisites=Requisites(number="7"))
    reader = PdfReader(io.BytesIO(pdf))
    assert "page 1 of 1" in reader.pages[0].extract_text()
    assert reader.trailer["/Root"]["/Lang"] == "en"


def test_small_blocks() -> None:
    pdf = with_blocks(
        Heading(1, "Первая"),
        Paragraph((Run("ссылка", href="https://example.ru/"),), align=Align.RIGHT),
        PageBreak(),
        Note(paragraphs("важно"), kind=NoteKind.WARNING),
        List(ordered=True, items=(paragraphs("первый\nещё"),)),
    )
    reader = PdfReader(io.BytesIO(pdf))
    assert [bool("важно" in page.extract_text()) for page in reader.pages] == [False, True]
    assert "1)" in reader.pages[1].extract_text()
    link = reader.pages[0]["/Annots"][0].get_object()
    assert link["/A"]["/URI"] == "https://example.ru/"


def test_a_cell_of_ten_thousand_characters_is_whole() -> None:
    words = " ".join(f"слово{n}" for n in range(1200))
    unbroken = "а" * 10_000
    table = Table(
        columns=(Column(1), Column(8)),
        header=(row("№", "Текст"),),
        rows=(row("1", words), row("2", unbroken)),
    )
    got = pdf_words(with_blocks(table)).replace(squeeze("№Текст"), "")
    assert squeeze(words) in got
    assert unbroken in got


def test_overlong_words_do_not_leave_the_page() -> None:
    pdf = with_blocks(paragraph("https://example.ru/" + "x" * 300))
    lines = PdfReader(io.BytesIO(pdf)).pages[0].extract_text().splitlines()
    cut = [line for line in lines if "xx" in line]
    assert len(cut) > 2
    assert sum(line.count("x") for line in cut) == 301
    assert max(map(len, cut)) < 100


def test_ordinary_words_are_not_cut() -> None:
    assert _pieces("человеконенавистничество и частнопредпринимательский") == [
        "человеконенавистничество и частнопредпринимательский"
    ]
    cut = _pieces("см. " + "9" * (LONG_TOKEN + 1))
    assert "".join(cut) == "см. " + "9" * (LONG_TOKEN + 1)
    assert len(cut) == 4


def test_narrow_cells_cut_sooner() -> None:
    assert _pieces("1234567890", room=4) == ["12", "34", "56", "78", "90"]
    assert _pieces("12345", room=5) == ["12345"]
    assert _pieces("обсуждение", room=4) == ["обсуждение"]


# --- characters without a glyph ---


def test_every_listed_character_can_be_drawn() -> None:
    """Also shows that the list still belongs to the installed typst."""
    characters = [chr(code) for span in ranges() for code in span]
    drawn = [c for c in characters if covered(c) and c.isprintable() and not c.isspace()]
    assert len(drawn) > 7000
    assert drawable("".join(drawn)) == "".join(drawn)
    lines = [" ".join(drawn[start : start + 60]) for start in range(0, len(drawn), 60)]
    with_blocks(*(paragraph(line) for line in lines))


def test_others_are_shown_by_number() -> None:
    family = "\U0001f468\u200d\U0001f469\ufe0f"
    assert drawable(f"Да \U0001f44d {family} 漢") == "Да [U+1F44D] [U+1F468][U+1F469] [U+6F22]"
    assert drawable("Ёлка — «№ 5»") == "Ёлка — «№ 5»"
    assert "[U+1F44D]" in pdf_words(with_blocks(paragraph("Да \U0001f44d")))


def test_marks_and_scripts_that_join_are_only_admitted_at_first() -> None:
    assert covered("\u0301")
    assert not plain("\u0301")
    assert covered("ע")
    assert not plain("ע")
    assert plain("Ж")


def test_a_cluster_without_a_font_does_not_stop_the_document() -> None:
    """A letter of one font under marks of another: each is covered, together they are not."""
    text = "слово ע\u1dc4\u20dd Ꭰ\u0591 конец"
    assert all(map(covered, text))
    assert "конец" in pdf_words(with_blocks(paragraph(text)))


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.text(st.characters(), max_size=40))
def test_any_text_makes_a_pdf(text: str) -> None:
    assert "Испытание" in pdf_words(render_pdf(one_cell_document(text)))
