"""HTML: what a browser would show, without its menus, scripts and frames."""

import base64

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadRefused
from drafts.domain import outline
from drafts.domain.nodes import Cell, Figure, Note, NoteKind, Table
from drafts.domain.paragraphs import Alignment, Paragraph
from drafts.domain.sources import text_of
from drafts.importers import html, read_act
from drafts.importers.base import Imported

PNG = base64.b64encode(b"\x89PNG\r\n\x1a\n" + b"0" * 40).decode()


def page(body: str, head: str = "") -> Imported:
    whole = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return html.read(whole.encode(), DEFAULT_LIMITS)


def texts(body: str, head: str = "") -> list[str]:
    return [text for p in page(body, head).paragraphs if (text := text_of(p))]


def paths(body: str, head: str = "") -> list[str]:
    whole = f"<html><head>{head}</head><body>{body}</body></html>"
    return [row[0] for row in outline.rows(read_act(whole.encode()).act)]


# --- Text -------------------------------------------------------------------------------------


def test_paragraphs_and_spaces() -> None:
    body = "<p>Статья&nbsp;1. \n Имя</p>\n<div>Первая <i>часть</i><p>внутри</p> хвост</div>"
    assert texts(body) == ["Статья 1. Имя", "Первая часть", "внутри", "хвост"]


@pytest.mark.parametrize(
    "hidden",
    [
        "<script>var a = 'Статья 9';</script>",
        "<style>p { color: red }</style>",
        "<nav><p>Меню</p></nav>",
        "<p style='display: none'>тайна</p>",
        "<p hidden>тайна</p>",
        "<p class='off'>тайна</p>",
        "<!-- комментарий -->",
        "<select><option>выбор</option></select>",
        "<footer>подвал</footer>",
    ],
)
def test_what_a_reader_does_not_read_is_left_out(hidden: str) -> None:
    head = "<style>.off { visibility: hidden }</style>"
    assert texts(f"<p>До.</p>{hidden}<p>После.</p>", head) == ["До.", "После."]


def test_look() -> None:
    head = "<style><!-- p.T, .other { text-align: center; font-weight: bold } --></style>"
    body = (
        "<p class='T'>По центру</p><p align='right'>Справа</p>"
        "<p style='margin-left: 212.4pt'>Приложение</p><p><b>Жирно</b></p>"
    )
    centred, right, indented, bold = page(body, head).paragraphs
    assert (centred.alignment, centred.runs[0].bold) == (Alignment.CENTRE, True)
    assert right.alignment is Alignment.RIGHT
    assert indented.indent == pytest.approx(212.4)
    assert bold.runs[0].bold


@pytest.mark.parametrize(
    "raised",
    [
        "<sup>1</sup>",
        "<span class='W9'>1</span>",
        "<span style='vertical-align:super; font-size:6pt'>1</span>",
        "<span class='up'>1</span>",
    ],
)
def test_raised_figures_are_superscripts(raised: str) -> None:
    head = "<style>span.up { vertical-align: super } .W9 { vertical-align: top }</style>"
    body = (
        f"<p>Статья 5. Пять</p><p>Слово.</p><p>Статья 5{raised}. Вставленная</p><p>Слово.</p>"
        "<p>Статья 6. Шесть</p><p>Слово.</p>"
    )
    assert paths(body, head) == ["article:5", "article:5.1", "article:6"]


def test_a_sheet_for_printing_is_not_asked() -> None:
    head = "<style>@media print { p { display: none } }\np { text-align: center }</style>"
    assert page("<p>Текст</p>", head).paragraphs[0].alignment is Alignment.CENTRE


# --- Lines ------------------------------------------------------------------------------------


def test_one_break_stays_inside_its_paragraph() -> None:
    (paragraph,) = page("<p>Глава 1<br>Общие положения</p>").paragraphs
    assert paragraph.text == "Глава 1\nОбщие положения"


def test_breaks_part_lines_that_begin_with_numbers() -> None:
    body = "<div>Статья 1. Имя<br>1. Часть:<br/>1) пункт;<br>2) пункт.</div>"
    assert paths(body) == [
        "article:1",
        "article:1/paragraph:1",
        "article:1/paragraph:1/point:1",
        "article:1/paragraph:1/point:2",
    ]


def test_preformatted_text_keeps_its_lines() -> None:
    assert texts("<pre>Статья 1\n1. Часть.\n2. Часть.</pre>") == [
        "Статья 1",
        "1. Часть.",
        "2. Часть.",
    ]


def test_lists_get_the_numbers_that_a_browser_prints() -> None:
    body = (
        "<ol start='3'><li>три<li value='7'>семь</li><li>восемь<ol type='a'><li>а</li></ol></li>"
        "</ol><ul><li><p>точка</p></li></ul><ol type='I'><li>рим</li></ol>"
    )
    labels = [(p.label, p.text.strip()) for p in page(body).paragraphs if p.text.strip()]
    assert labels == [
        ("3.", "три"),
        ("7.", "семь"),
        ("8.", "восемь"),
        ("а)", "а"),
        ("–", "точка"),
        ("I.", "рим"),
    ]


def test_an_item_that_brings_its_number_gets_no_other() -> None:
    (item,) = page("<ol><li>5) пятый пункт;</li></ol>").paragraphs
    assert item.label == ""


# --- Tables, pictures, notes ------------------------------------------------------------------


def test_a_table_of_data_stays_with_its_unit() -> None:
    body = (
        "<p>1. Ставки:</p><table><thead><tr><th colspan='2'>Вид</th></tr></thead>"
        "<tr><td rowspan=2>а</td><td><p>один</p><p>два</p></td></tr></table><p>2. Иное.</p>"
    )
    first, table, last = (
        page(body).paragraphs[0],
        page(body).paragraphs[1:-1],
        page(body).paragraphs[-1],
    )
    assert (text_of(first), text_of(last)) == ("1. Ставки:", "2. Иное.")
    (block,) = [p.block for p in table if p.block is not None]
    assert block == Table(
        (
            (Cell(("Вид",), colspan=2),),
            (Cell(("а",), rowspan=2), Cell(("один", "два"))),
        )
    )


def test_a_table_that_only_frames_the_text_is_seen_through() -> None:
    rows = "".join(f"<p>Статья {n}. Имя</p><p>Текст.</p>" for n in range(1, 20))
    body = f"<table><tr><td>Меню</td><td>{rows}</td></tr></table>"
    assert len(paths(body)) == 19
    assert texts("<table><tr><td><p>Один</p><p>Два</p></td></tr></table>") == ["Один", "Два"]


def test_a_box_of_a_reference_system_is_a_note() -> None:
    body = (
        "<p>Статья 1. Имя</p><table><tr><td><p>КонсультантПлюс: примечание.</p><p>Скоро.</p></td>"
        "</tr></table><p>1. Часть.</p>"
    )
    act = read_act(f"<html><body>{body}</body></html>".encode()).act
    assert act.units[0].intro == (Note("КонсультантПлюс: примечание. Скоро."),)


def test_pictures() -> None:
    body = f"<p>До</p><img src='data:image/png;base64,{PNG}' alt='Схема'><img src='/far.png'>"
    found = page(body)
    figures = [p.block for p in found.paragraphs if isinstance(p.block, Figure)]
    assert [figure.description for figure in figures] == ["Схема", ""]
    assert found.images[figures[0].name].startswith(b"\x89PNG")
    assert figures[1].name not in found.images
    draft = read_act(f"<html><body><p>1. Часть.</p>{body}</body></html>".encode())
    assert [(f.name, f.media_type) for f in draft.figures] == [("1.png", "image/png")]


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    body = (
        "<p>Слово<a href='#_ftn1' name='_ftnref1'><sup>[1]</sup></a>.</p><p>Ещё.</p>"
        "<div id='ftn1'><p><a href='#_ftnref1'>[1]</a> Разъяснение.</p></div>"
    )
    found: list[Paragraph] = page(body).paragraphs
    assert text_of(found[0]) == "Слово."
    assert found[1].block == Note("Разъяснение.", NoteKind.FOOTNOTE)
    assert [text_of(p) for p in found[2:] if text_of(p)] == ["Ещё."]


# --- Encodings, refusals ----------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1251", "utf-16"])
@pytest.mark.parametrize("declared", ["utf-8", "windows-1251"])
def test_the_declared_encoding_may_be_wrong(encoding: str, declared: str) -> None:
    whole = (
        f"<html><head><meta charset='{declared}'></head><body><p>Статья 1. Имя</p></body></html>"
    )
    assert outline.as_tsv(read_act(whole.encode(encoding)).act) == "article:1\tИмя\n"


def test_a_page_without_text() -> None:
    with pytest.raises(UploadRefused) as caught:
        read_act(b"<html><body><script>1</script></body></html>")
    assert caught.value.code is RefusalCode.NO_TEXT


def test_markup_nested_beyond_reason() -> None:
    deep = "<div>" * 3000 + "текст" + "</div>" * 3000
    with pytest.raises(UploadRefused) as caught:
        read_act(f"<html><body><p>Статья 1</p>{deep}</body></html>".encode())
    assert caught.value.code is RefusalCode.TOO_COMPLEX


def test_entities_do_not_expand() -> None:
    bomb = (
        "<!DOCTYPE html [<!ENTITY a 'ха'><!ENTITY b '&a;&a;&a;&a;'>]><html><body><p>&b;</p></body>"
    )
    try:
        rows = read_act(bomb.encode()).act
    except UploadRefused:
        return
    assert "хаха" not in repr(rows)


TAGS = st.sampled_from([
    "<p>", "</p>", "<table><tr><td>", "</td></tr></table>", "<ol><li>", "</li></ol>", "<br>",
    "Статья 1", "<sup>1</sup>", "&nbsp;", "<img src=x>", "<div id=ftn1>", "<a href=#ftn1>", "</",
])  # fmt: skip
PAGES = st.lists(TAGS, max_size=40).map(lambda tags: "".join(tags).encode())


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.one_of(
        st.binary(max_size=300), st.lists(TAGS, max_size=40).map(lambda t: "".join(t).encode())
    )
)
def test_any_bytes_end_in_paragraphs_or_a_refusal(data: bytes) -> None:
    try:
        html.read(data, DEFAULT_LIMITS)
    except UploadRefused:
        return
