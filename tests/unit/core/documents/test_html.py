import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.domain.blocks import (
    Align,
    Document,
    Heading,
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
from core.documents.html import render_fragment, render_page
from tests.factories.documents import CREATED, one_cell_document, summary_conclusion
from tests.unit.core.documents.reading import html_tags


def fragment(*blocks: object) -> str:
    document = Document(title="О сроках", created=CREATED, blocks=blocks)  # type: ignore[arg-type]
    return render_fragment(document)


def test_the_same_description_gives_the_same_bytes() -> None:
    assert render_page(summary_conclusion()) == render_page(summary_conclusion())


def test_headings_are_numbered_and_can_be_linked_to() -> None:
    html = render_fragment(summary_conclusion())
    heading = "2.1. Предложения, повлиявшие на текст"
    assert f'<h3 id="section-3">{heading}</h3>' in html


def test_headings_go_below_the_title_wherever_that_stands() -> None:
    document = Document(title="О сроках", created=CREATED, blocks=(Heading(1, "Итог"),))
    html = render_fragment(document, heading_level=3)
    assert "<h3>" in html
    assert '<h4 id="section-1">Итог</h4>' in html


def test_tables_have_captions_and_scopes() -> None:
    html = render_fragment(summary_conclusion())
    caption = "Таблица\u00a01 — Участие в общественной экспертизе"
    assert f'<caption id="table-1-caption">{caption}</caption>' in html
    assert '<th scope="col">Поступило</th>' in html
    assert '<th scope="colgroup" colspan="4">Рекомендация</th>' in html
    assert '<th scope="row">Граждане</th>' in html
    assert '<td class="document__right">318</td>' in html
    group = '<tbody>\n<tr>\n<th scope="rowgroup" colspan="5">Статья 8. Общественная экспертиза</th>'
    assert group in html


def test_a_scrolling_table_can_be_reached_and_has_a_name() -> None:
    tags = html_tags(render_fragment(summary_conclusion()))
    regions = [attributes for tag, attributes in tags if attributes.get("role") == "region"]
    assert len(regions) == 3
    ids = {attributes.get("id") for _tag, attributes in tags}
    assert all(region["tabindex"] == "0" for region in regions)
    assert all(region["aria-labelledby"] in ids for region in regions)


def test_changed_words_are_marked_by_meaning() -> None:
    html = fragment(
        Paragraph((Run("было", deleted=True), Run("стало", inserted=True, bold=True, italic=True)))
    )
    assert "<p><del>было</del><ins><strong><em>стало</em></strong></ins></p>" in html


def test_links_and_marks() -> None:
    run = Run("сюда", href="https://example.ru/?a=1&b=«»\"'")
    html = fragment(Paragraph((run,), align=Align.RIGHT, indent=False))
    assert '<p class="document__right document__flush">' in html
    assert '<a href="https://example.ru/?a=1&amp;b=«»&quot;&#x27;">сюда</a>' in html


def test_small_blocks() -> None:
    item = paragraphs("первый\nвторой")
    html = fragment(
        List(ordered=False, items=(item,)),
        Note(paragraphs("важно"), kind=NoteKind.WARNING),
        PageBreak(),
    )
    assert "<ul>\n<li>\n<p>первый</p>\n<p>второй</p>\n</li>\n</ul>" in html
    assert '<div class="document__note document__note--warning" role="note">' in html
    assert '<div class="document__break"></div>' in html


def test_empty_requisites_leave_nothing() -> None:
    html = fragment(paragraph("текст"))
    head = html[html.index("<header") : html.index("</header>")]
    assert head == (
        '<header class="document__head">\n<h1><span class="document__title">О сроках</span></h1>\n'
    )


def test_the_page_stands_alone() -> None:
    html = render_page(summary_conclusion())
    assert html.startswith('<!doctype html>\n<html lang="ru">')
    assert '<meta name="dcterms.created" content="2026-03-12T05:30:00+00:00">' in html
    assert "<title>Сводное заключение по результатам" in html
    assert ".document__signature" in html
    resources = [
        attributes
        for tag, attributes in html_tags(html)
        if tag in ("link", "script", "img", "iframe") or "src" in attributes
    ]
    assert resources == []


def test_the_fragment_fits_a_strict_policy() -> None:
    for tag, attributes in html_tags(render_fragment(summary_conclusion())):
        assert tag not in ("style", "script")
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_number_is_written_in_the_language(language: str) -> None:
    document = Document(
        title="Title",
        created=CREATED,
        blocks=(),
        language=language,
        requisites=Requisites(number="7", date="12.03.2026"),
    )
    word = {"ru": "№", "en": "No."}[language]
    html = render_fragment(document)
    assert f"<span>12.03.2026</span> <span>{word}\u00a07</span>" in html


@given(st.text(st.characters(), max_size=60))
def test_any_text_adds_no_tags(text: str) -> None:
    """Foreign text never makes an element or an attribute, apart from line breaks."""

    def shape(document: Document) -> list[str]:
        return [tag for tag, _ in html_tags(render_fragment(document)) if tag not in ("br", "p")]

    assert shape(one_cell_document(f"а{text}")) == shape(one_cell_document("слово"))
    render_fragment(one_cell_document(text)).encode("utf-8")
