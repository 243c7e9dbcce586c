"""The DOCX adapter: what Word hides in runs, numbers, tables and revisions."""

import pytest

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadRefused
from drafts.domain import outline
from drafts.domain.lines import flatten_runs
from drafts.domain.nodes import Cell, Figure, Note, NoteKind, Table
from drafts.domain.paragraphs import Alignment
from drafts.domain.parser import parse
from drafts.importers import docx as adapter
from drafts.importers.base import Imported
from tests.unit.drafts import word
from tests.unit.drafts.word import RAISED, levels, numbered, p, r


def read(body: str, **parts: str) -> Imported:
    return adapter.read(word.docx(body, **parts), DEFAULT_LIMITS)


def texts(imported: Imported) -> list[str]:
    return [
        f"{paragraph.label} {flatten_runs(paragraph)}".strip()
        for paragraph in imported.paragraphs
        if paragraph.block is None
    ]


def paths(imported: Imported) -> list[str]:
    return [row[0] for row in outline.rows(parse(imported.paragraphs).act)]


def codes(imported: Imported) -> list[str]:
    return [warning.code for warning in imported.warnings]


def test_direct_superscript() -> None:
    body = p(inside=r("Статья 5") + r("1", RAISED) + r(". Реестр"))
    assert texts(read(body)) == ["Статья 5¹. Реестр"]
    assert paths(read(body)) == ["article:5.1"]


def test_superscript_through_an_inherited_character_style() -> None:
    styles = (
        f'<w:style w:type="character" w:styleId="up"><w:rPr>{RAISED}</w:rPr></w:style>'
        '<w:style w:type="character" w:styleId="w9"><w:basedOn w:val="up"/></w:style>'
    )
    body = p(inside=r("Статья 36") + r("12-1", '<w:rStyle w:val="w9"/>') + r(". Имя"))
    assert texts(read(body, styles=styles)) == ["Статья 36¹²⁻¹. Имя"]


def test_superscript_switched_off_again() -> None:
    styles = f'<w:style w:type="character" w:styleId="up"><w:rPr>{RAISED}</w:rPr></w:style>'
    off = '<w:rStyle w:val="up"/><w:vertAlign w:val="baseline"/>'
    assert texts(read(p(inside=r("51", off)), styles=styles)) == ["51"]


def test_text_raised_by_hand_counts_as_superscript() -> None:
    assert texts(read(p(inside=r("5") + r("1", '<w:position w:val="6"/>')))) == ["5¹"]


def test_automatic_numbers_of_several_levels() -> None:
    definition = levels(("decimal", "%1."), ("decimal", "%1.%2."), ("russianLower", "%3)"))
    body = "".join(
        [
            numbered("Общие"),
            numbered("первое", 1),
            numbered("нечто", 2),
            numbered("иное", 2),
            numbered("второе", 1),
            numbered("Прочие"),
            numbered("первое", 1),
        ]
    )
    assert texts(read(body, numbering=definition)) == [
        "1. Общие",
        "1.1. первое",
        "а) нечто",
        "б) иное",
        "1.2. второе",
        "2. Прочие",
        "2.1. первое",
    ]


def test_a_second_list_that_restarts() -> None:
    body = numbered("а") + numbered("б") + numbered("в", list_id=2) + numbered("г")
    assert texts(read(body, numbering=levels(("decimal", "%1)")))) == [
        "1) а",
        "2) б",
        "1) в",
        "2) г",
    ]


def test_number_of_the_style() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="Art"><w:pPr><w:numPr>'
        '<w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Sub"><w:basedOn w:val="Art"/></w:style>'
    )
    body = p("Предмет", properties='<w:pStyle w:val="Sub"/>')
    found = read(body, styles=styles, numbering=levels(("decimal", "Статья %1.")))
    assert texts(found) == ["Статья 1. Предмет"]
    assert paths(found) == ["article:1"]


def test_numbering_switched_off_by_zero() -> None:
    assert texts(read(numbered("текст", list_id=0), numbering=levels(("decimal", "%1.")))) == [
        "текст"
    ]


def test_empty_numbered_paragraph_takes_no_number() -> None:
    body = numbered("а") + numbered("") + numbered("б")
    assert texts(read(body, numbering=levels(("decimal", "%1.")))) == ["1. а", "", "2. б"]


def test_look_of_a_paragraph() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="T"><w:name w:val="title"/>'
        '<w:pPr><w:jc w:val="center"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>'
    )
    (paragraph,) = read(p("О законе", properties='<w:pStyle w:val="T"/>'), styles=styles).paragraphs
    assert (paragraph.style, paragraph.alignment) == ("title", Alignment.CENTRE)
    assert paragraph.runs[0].bold


def test_capitals_of_the_look_become_letters() -> None:
    assert texts(read(p(inside=r("глава", "<w:caps/>")))) == ["ГЛАВА"]


def test_hidden_and_deleted_text_is_dropped_and_insertions_stay() -> None:
    body = p(
        inside=r("а")
        + r("СКРЫТО", "<w:vanish/>")
        + '<w:del><w:r><w:delText>УДАЛЕНО</w:delText></w:r></w:del><w:ins w:id="1">'
        + r("б")
        + "</w:ins>"
    )
    assert texts(read(body)) == ["аб"]
    assert codes(read(body)) == ["tracked_changes"]


def test_moved_paragraphs_come_once() -> None:
    body = p(inside=f"<w:moveFrom>{r('было')}</w:moveFrom>") + p(
        inside=f"<w:moveTo>{r('стало')}</w:moveTo>"
    )
    assert texts(read(body)) == ["", "стало"]


def test_soft_break_splits_the_abzac_and_page_break_does_not() -> None:
    soft = p(inside="<w:r><w:t>а</w:t><w:br/><w:t>б</w:t></w:r>")
    page = p(inside='<w:r><w:t>а</w:t><w:br w:type="page"/><w:t>б</w:t></w:r>')
    assert texts(read(soft)) == ["а\nб"]
    assert texts(read(page)) == ["аб"]


def test_codes_of_fields_are_not_text() -> None:
    body = p(
        inside='<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:t>PAGEREF x</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        + r("статья 5")
        + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
        + r(" закона")
    )
    assert texts(read(body)) == ["статья 5 закона"]


def test_text_in_hyperlinks_content_controls_and_smart_tags() -> None:
    body = (
        "<w:sdt><w:sdtContent>"
        + p(inside=f"<w:hyperlink>{r('а')}</w:hyperlink><w:smartTag>{r('б')}</w:smartTag>")
        + "</w:sdtContent></w:sdt>"
    )
    assert texts(read(body)) == ["аб"]


def test_footnote_stands_after_its_paragraph() -> None:
    notes = (
        '<w:footnote w:id="0" w:type="separator"><w:p/></w:footnote>'
        f'<w:footnote w:id="2">{p("Сноска первая")}</w:footnote>'
    )
    found = read(
        p(inside=r("Текст") + '<w:r><w:footnoteReference w:id="2"/></w:r>'), footnotes=notes
    )
    assert found.paragraphs[1].block == Note("Сноска первая", NoteKind.FOOTNOTE)
    assert codes(found) == ["footnotes"]


def test_table_with_merged_cells() -> None:
    body = (
        "<w:tbl>"
        f'<w:tr><w:tc><w:tcPr><w:vMerge w:val="restart"/></w:tcPr>{p("а")}</w:tc>'
        f'<w:tc><w:tcPr><w:gridSpan w:val="2"/></w:tcPr>{p("б")}{p("в")}</w:tc></w:tr>'
        f"<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr>{p()}</w:tc><w:tc>{p('г')}</w:tc><w:tc>{p('д')}</w:tc></w:tr>"
        "</w:tbl>"
    )
    (paragraph,) = read(body).paragraphs
    assert paragraph.block == Table(
        (
            (Cell(("а",), rowspan=2), Cell(("б", "в"), colspan=2)),
            (Cell(("г",)), Cell(("д",))),
        )
    )


def test_numbers_inside_tables_are_no_units() -> None:
    table = f"<w:tbl><w:tr><w:tc>{p('1. Строка таблицы')}</w:tc></w:tr></w:tbl>"
    assert paths(read(p("Статья 1. Имя") + table + p("Статья 2. Имя"))) == [
        "article:1",
        "article:2",
    ]


def test_picture_leaves_a_placeholder() -> None:
    drawing = (
        '<w:r><w:drawing><wp:inline><wp:docPr id="1" name="x" descr="Схема границ"/>'
        '<a:blip r:embed="rIdPicture"/></wp:inline></w:drawing></w:r>'
    )
    found = read(p(inside=drawing))
    assert found.paragraphs[1].block == Figure("word/media/image1.png", "Схема границ")
    assert codes(found) == ["figures"]


def test_text_box_is_read_once() -> None:
    box = (
        "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>"
        + p("Проект")
        + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
        + p("Проект")
        + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
    )
    assert [text for text in texts(read(p(inside=box))) if text] == ["Проект"]


def test_table_of_contents_is_left_out() -> None:
    styles = '<w:style w:type="paragraph" w:styleId="T1"><w:name w:val="toc 1"/></w:style>'
    body = p("Статья 1. Имя 3", properties='<w:pStyle w:val="T1"/>') + p("Статья 1. Имя")
    found = read(body, styles=styles)
    assert texts(found) == ["Статья 1. Имя"]
    assert codes(found) == ["contents_dropped"]


def test_strict_format_is_read_too() -> None:
    space = "http://purl.oclc.org/ooxml/wordprocessingml/main"
    inside = "<w:body><w:p><w:r><w:t>а</w:t></w:r></w:p></w:body>"
    raw = f'<w:document xmlns:w="{space}">{inside}</w:document>'
    assert texts(adapter.read(word.docx("", raw_document=raw), DEFAULT_LIMITS)) == ["а"]


@pytest.mark.parametrize(
    ("document", "code"),
    [
        ("<w:document", RefusalCode.DAMAGED),
        ('<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>', RefusalCode.TOO_COMPLEX),
    ],
)
def test_bad_xml_is_refused(document: str, code: RefusalCode) -> None:
    with pytest.raises(UploadRefused) as caught:
        adapter.read(word.docx("", raw_document=document), DEFAULT_LIMITS)
    assert caught.value.code is code


def test_archive_without_a_document_is_damaged() -> None:
    with pytest.raises(UploadRefused) as caught:
        adapter.read(word.archive({"word/other.xml": "<x/>"}), DEFAULT_LIMITS)
    assert caught.value.code is RefusalCode.DAMAGED


def test_notes_of_a_cell_stand_after_the_table() -> None:
    note = '<w:footnote w:id="2"><w:p><w:r><w:t>Введено законом.</w:t></w:r></w:p></w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    body = f"<w:tbl><w:tr><w:tc>{p(inside=r('Балл') + mark)}</w:tc></w:tr></w:tbl>{p('Дальше')}"
    imported = read(body, footnotes=note)
    assert [item.block for item in imported.paragraphs] == [
        Table(((Cell(("Балл",)),),)),
        Note("Введено законом.", NoteKind.FOOTNOTE),
        None,
    ]
