"""HTML, DOCX and PDF of one description say the same, whatever participants have written."""

import csv
import io

import pytest

from core.documents.csv import table_csv
from core.documents.docx import render_docx
from core.documents.domain.blocks import Document, Table
from core.documents.domain.text import map_texts
from core.documents.glyphs import drawable
from core.documents.html import render_fragment
from core.documents.pdf import render_pdf
from tests.factories.documents import one_cell_document, summary_conclusion
from tests.unit.core.documents.reading import docx_words, html_words, pdf_words, squeeze

HOSTILE = {
    "typst code": '#eval("1+1") #panic("x") #include "/etc/passwd" #sys.inputs',
    "typst markup": "*жирно* _курсив_ $x^2$ `код` = Заголовок ] [ } { \\ // /* @метка <метка> ~ --",
    "html": "<script>alert('x')</script><img src=x onerror=alert(1)> &amp; &lt; \"'",
    "xml": "]]> <w:p/> <!-- --> <?xml?> &#0;",
    "formula": '=HYPERLINK("http://example.ru";"сюда") {PAGE} {{ шаблон }} {% raw %}',
    "escapes": "\\u0000 \\n %s %(page)s {page} {pages} {locale}",
}


def texts_of(document: Document) -> list[str]:
    texts: list[str] = []

    def note(text: str) -> str:
        texts.append(squeeze(text))
        return text

    map_texts(document.blocks, note)
    map_texts((document.title, document.requisites.organisation), note)
    return [text for text in texts if text]


def test_every_word_is_in_every_format() -> None:
    document = summary_conclusion()
    html = html_words(render_fragment(document))
    word = docx_words(render_docx(document))
    for text in texts_of(document):
        assert text in html
        assert text in word


def test_a_pdf_says_what_the_html_says() -> None:
    """Pages cut a table's text apart, so whole texts are looked for, row by row."""
    document = summary_conclusion()
    pdf = pdf_words(render_pdf(document))
    missing = [text for text in texts_of(document) if text not in pdf]
    assert missing == []


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_foreign_markup_is_only_text(text: str) -> None:
    document = one_cell_document(text)
    times = sum(squeeze(text) in found for found in texts_of(document))
    html = html_words(render_fragment(document))
    assert html.count(squeeze(text)) == times
    assert docx_words(render_docx(document)).count(squeeze(text)) == times
    assert pdf_words(render_pdf(document)).count(squeeze(text)) == times


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_foreign_markup_is_only_text_in_csv(text: str) -> None:
    table = next(b for b in one_cell_document(text).blocks if isinstance(b, Table))
    rows = list(csv.reader(io.StringIO(table_csv(table).decode("utf-8-sig"), newline="")))
    mark = "'" if text.startswith("=") else ""
    assert rows == [["№", mark + text], [mark + text, ""], [mark + text, mark + text]]


def test_signs_beyond_the_first_plane_work_everywhere() -> None:
    text = "Согласна \U0001f44d\U0001f3fd и 𝔄𐀀"
    document = one_cell_document(text)
    assert squeeze(text) in html_words(render_fragment(document))
    assert squeeze(text) in docx_words(render_docx(document))
    assert squeeze(drawable(text)) in pdf_words(render_pdf(document))


def test_ten_thousand_characters_work_everywhere() -> None:
    text = "Предложение «о сроках» \U0001f44d " * 400
    document = one_cell_document(text)
    assert squeeze(text) in html_words(render_fragment(document))
    assert squeeze(text) in docx_words(render_docx(document))
    head = squeeze(drawable(text))[:200]
    assert pdf_words(render_pdf(document)).count(head) > 5
