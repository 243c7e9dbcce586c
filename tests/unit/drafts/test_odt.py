"""The ODT adapter: styles, lists, tables, notes, revisions and pictures of OpenDocument."""

import base64

import pytest

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadRefused
from drafts.domain import outline
from drafts.domain.lines import flatten_runs
from drafts.domain.nodes import Cell, Figure, Note, NoteKind, Table
from drafts.domain.paragraphs import Alignment
from drafts.domain.parser import parse
from drafts.importers import odt as adapter
from drafts.importers import read_act
from drafts.importers.base import Imported
from tests.unit.drafts import odf
from tests.unit.drafts.odf import items, list_style, p, span, text_style
from tests.unit.drafts.word import archive

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
LAW = list_style(
    "L1", ("1", "", ".", 1), ("1", "", ".", 2), ("а, б, .., аа, бб, ... (ru)", "", ")", 1)
)


def read(body: str, **parts: str | bytes) -> Imported:
    return adapter.read(odf.odt(body, **parts), DEFAULT_LIMITS)  # type: ignore[arg-type]


def texts(imported: Imported) -> list[str]:
    return [
        f"{paragraph.label} {flatten_runs(paragraph)}".strip()
        for paragraph in imported.paragraphs
        if paragraph.block is None
    ]


def blocks(imported: Imported) -> list[object]:
    return [item.block for item in imported.paragraphs if item.block is not None]


def codes(imported: Imported) -> list[str]:
    return [warning.code for warning in imported.warnings]


@pytest.mark.parametrize(
    ("position", "expected"),
    [
        ("super 58%", "Статья 5¹. Реестр"),
        ("33% 58%", "Статья 5¹. Реестр"),
        ("sub 58%", "Статья 51. Реестр"),
        ("-33% 58%", "Статья 51. Реестр"),
        ("0% 100%", "Статья 51. Реестр"),
        ("nonsense", "Статья 51. Реестр"),
    ],
)
def test_superscript_is_text_raised(position: str, expected: str) -> None:
    up = text_style("T1", f'style:text-position="{position}"')
    assert texts(read(p("Статья 5" + span("1", "T1") + ". Реестр"), automatic=up)) == [expected]


def test_superscript_through_an_inherited_style() -> None:
    common = text_style("w9", 'style:text-position="super 58%"')
    automatic = text_style("T1", 'fo:font-weight="bold"', parent="w9")
    body = p("Статья 36" + span(span("12-1", "T1"), "T2") + ". Имя")
    assert texts(read(body, common=common, automatic=automatic)) == ["Статья 36¹²⁻¹. Имя"]


def test_styles_that_refer_to_each_other_end() -> None:
    ring = text_style("T1", "", parent="T2") + text_style("T2", "", parent="T1")
    assert texts(read(p(span("слово", "T1")), automatic=ring)) == ["слово"]


def test_spaces_tabs_and_breaks() -> None:
    body = p('Закон<text:s text:c="3"/>о<text:tab/>крае\n   <text:line-break/>и области')
    [paragraph] = read(body).paragraphs
    assert paragraph.text == "Закон   о\tкрае \nи области"


def test_hidden_text_and_capitals() -> None:
    styles = text_style("T1", 'text:display="none"') + text_style(
        "T2", 'fo:text-transform="uppercase"'
    )
    body = p(span("тайна", "T1") + span("закон", "T2"))
    assert texts(read(body, automatic=styles)) == ["ЗАКОН"]


def test_alignment_and_name_of_the_style() -> None:
    common = (
        '<style:style style:name="Heading_20_1" style:family="paragraph">'
        '<style:paragraph-properties fo:text-align="end" fo:margin-left="9cm"/></style:style>'
        '<style:style style:name="P1" style:family="paragraph" '
        'style:parent-style-name="Heading_20_1"/>'
    )
    [paragraph] = read(p("Проект", "P1"), common=common).paragraphs
    assert paragraph.alignment is Alignment.RIGHT
    assert paragraph.style == "Heading 1"
    assert round(paragraph.indent) == 255


def test_lists_of_several_levels() -> None:
    body = items(
        p("Общие")
        + items(
            p("первое") + items(p("нечто"), p("иное")),
            p("второе") + p("абзац без номера"),
        ),
        p("Прочие") + items(p("третье")),
        attributes='text:style-name="L1"',
    )
    assert texts(read(body, automatic=LAW)) == [
        "1. Общие",
        "1.1. первое",
        "а) нечто",
        "б) иное",
        "1.2. второе",
        "абзац без номера",
        "2. Прочие",
        "2.1. третье",
    ]


def test_a_list_goes_on_where_another_stopped() -> None:
    first = 'text:style-name="L1" xml:id="one"'
    body = (
        items(p("а"), attributes=first)
        + p("между")
        + items(p("б"), attributes='text:style-name="L1" text:continue-numbering="true"')
        + items(p("в"), attributes='text:style-name="L1"')
        + items(p("г"), attributes='text:style-name="L1" text:continue-list="one"')
    )
    assert texts(read(body, automatic=LAW)) == ["1. а", "между", "2. б", "1. в", "3. г"]


def test_an_inner_list_goes_on_under_an_item_without_text() -> None:
    inner = items(p("второе"))
    body = (
        items(p("Общие") + items(p("первое")), attributes='text:style-name="L1"')
        + p("между")
        + items(inner, attributes='text:style-name="L1" text:continue-numbering="true"')
    )
    assert texts(read(body, automatic=LAW)) == ["1. Общие", "1.1. первое", "между", "1.2. второе"]


def test_an_item_says_its_number_itself() -> None:
    body = (
        '<text:list text:style-name="L1"><text:list-item text:start-value="7">'
        f"{p('седьмое')}</text:list-item><text:list-item>{p('восьмое')}</text:list-item>"
        f"<text:list-header>{p('без номера')}</text:list-header></text:list>"
    )
    assert texts(read(body, automatic=LAW)) == ["7. седьмое", "8. восьмое", "без номера"]


def test_bullets_are_dashes_and_empty_formats_print_nothing() -> None:
    bullets = (
        '<text:list-style style:name="L2"><text:list-level-style-bullet text:level="1" '
        'text:bullet-char="•"/></text:list-style>'
    )
    silent = list_style("L3", ("", "", "", 1))
    body = items(p("первое"), attributes='text:style-name="L2"') + items(
        p("второе"), attributes='text:style-name="L3"'
    )
    assert texts(read(body, automatic=bullets + silent)) == ["– первое", "второе"]


def test_headings_numbered_by_the_outline() -> None:
    outline_style = (
        '<text:outline-style><text:outline-level-style text:level="1" style:num-format="I" '
        'style:num-prefix="Раздел " style:num-suffix="."/></text:outline-style>'
    )
    body = "".join(
        f'<text:h text:outline-level="1">{name}</text:h>' for name in ("Общее", "Частное")
    )
    assert texts(read(body, common=outline_style)) == ["Раздел I. Общее", "Раздел II. Частное"]


def test_deleted_text_is_left_out() -> None:
    deleted = (
        "<text:tracked-changes><text:changed-region><text:deletion>"
        f"{p('старое слово')}</text:deletion></text:changed-region></text:tracked-changes>"
    )
    imported = read(deleted + p('новое<text:change text:change-id="c1"/> слово'))
    assert texts(imported) == ["новое слово"]
    assert codes(imported) == ["tracked_changes"]


def test_notes_stand_after_their_paragraph_and_remarks_nowhere() -> None:
    note = (
        '<text:note text:note-class="footnote"><text:note-citation>1</text:note-citation>'
        f"<text:note-body>{p('Введена законом.')}</text:note-body></text:note>"
    )
    remark = f"<office:annotation>{p('замечание юриста')}</office:annotation>"
    imported = read(p(f"Статья 1{note}.{remark} Цели"))
    assert texts(imported) == ["Статья 1. Цели"]
    assert blocks(imported) == [Note("Введена законом.", NoteKind.FOOTNOTE)]


def test_table_with_spans() -> None:
    cell = "<table:table-cell {0}>{1}</table:table-cell>"
    body = (
        "<table:table><table:table-header-rows><table:table-row>"
        + cell.format('table:number-columns-spanned="2"', p("Показатель"))
        + "<table:covered-table-cell/></table:table-row></table:table-header-rows>"
        "<table:table-row>"
        + cell.format('table:number-rows-spanned="2"', p("а") + p("б"))
        + cell.format("", p("в"))
        + "</table:table-row><table:table-row><table:covered-table-cell/>"
        + cell.format('table:number-columns-spanned="1000000000"', p("г"))
        + "</table:table-row></table:table>"
    )
    assert blocks(read(body)) == [
        Table(
            (
                (Cell(("Показатель",), 2),),
                (Cell(("а", "б"), 1, 2), Cell(("в",))),
                (Cell(("г",), 1000),),
            )
        )
    ]


def test_table_of_contents_is_left_out() -> None:
    inside = f"<text:index-body>{p('Статья 1 .... 2')}</text:index-body>"
    body = f"<text:table-of-content>{inside}</text:table-of-content>"
    imported = read(body + p("Статья 1. Цели"))
    assert texts(imported) == ["Статья 1. Цели"]
    assert codes(imported) == ["contents_dropped"]


def test_pictures_and_boxes_of_text() -> None:
    picture = (
        '<draw:frame><draw:image xlink:href="Pictures/a.png"/><svg:desc>Герб области</svg:desc>'
        "</draw:frame>"
    )
    box = f"<draw:frame><draw:text-box>{p('в рамке')}</draw:text-box></draw:frame>"
    imported = read(p(f"текст{picture}{box}"), **{"Pictures/a.png": PIXEL})
    assert texts(imported) == ["текст", "в рамке"]
    assert blocks(imported) == [Figure("Pictures/a.png", "Герб области")]
    assert imported.images == {"Pictures/a.png": PIXEL}
    assert codes(imported) == ["figures", "text_boxes"]


def test_a_picture_that_is_not_there_keeps_its_place() -> None:
    imported = read(p('<draw:frame><draw:image xlink:href="Pictures/b.png"/></draw:frame>'))
    assert blocks(imported) == [Figure("Pictures/b.png", "")]
    assert imported.images == {}


def test_a_formula_is_read_in_its_line() -> None:
    math = (
        '<math xmlns="http://www.w3.org/1998/Math/MathML"><mi>P</mi><mo>=</mo><mn>2</mn>'
        "<annotation>P = 2</annotation></math>"
    )
    frame = '<draw:frame><draw:object xlink:href="./Object 1"/></draw:frame>'
    imported = read(p(f"Формула: {frame};"), **{"Object 1/content.xml": math})
    assert texts(imported) == ["Формула: P=2;"]


LOCKED = (
    '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"><file-entry>'
    "<encryption-data/></file-entry></manifest>"
)


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (odf.odt("", **{"META-INF/manifest.xml": LOCKED}), RefusalCode.ENCRYPTED),
        (archive({"mimetype": odf.MIMETYPE}), RefusalCode.DAMAGED),
        (archive({"mimetype": odf.MIMETYPE, "content.xml": "<a"}), RefusalCode.DAMAGED),
        (archive({"mimetype": odf.MIMETYPE, "content.xml": "<a/>"}), RefusalCode.DAMAGED),
        (
            archive({"mimetype": odf.MIMETYPE, "content.xml": "<!DOCTYPE a><a/>"}),
            RefusalCode.TOO_COMPLEX,
        ),
        (odf.odt("<text:section>" * 300 + "</text:section>" * 300), RefusalCode.TOO_COMPLEX),
        (odf.odt("<text:p/>"), RefusalCode.NO_TEXT),
    ],
)  # fmt: skip
def test_refusals(data: bytes, code: RefusalCode) -> None:
    with pytest.raises(UploadRefused) as caught:
        read_act(data)
    assert caught.value.code is code


def test_a_law_in_odt_is_parsed_to_units() -> None:
    body = (
        p("ЗАКОН АМУРСКОЙ ОБЛАСТИ")
        + p("Статья 1. Цели")
        + items(p("Первая."), p("Вторая."), attributes='text:style-name="L1"')
    )
    paths = [row[0] for row in outline.rows(parse(read(body, automatic=LAW).paragraphs).act)]
    assert paths == ["article:1", "article:1/paragraph:1", "article:1/paragraph:2"]
