"""The RTF adapter: control words, code pages, lists, tables, notes and pictures."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadRefused
from drafts.domain import outline
from drafts.domain.lines import flatten_runs
from drafts.domain.nodes import Cell, Figure, Note, NoteKind, Table
from drafts.domain.paragraphs import Alignment
from drafts.importers import read_act
from drafts.importers import rtf as adapter
from drafts.importers.base import Imported
from tests.corpus import corpus_file

HEAD = (
    rb"{\rtf1\ansi\ansicpg1251\deff0\uc1{\fonttbl{\f0\froman\fcharset204 Times New Roman;}"
    rb"{\f1\fnil\fcharset2 Symbol;}{\f2\fnil\fcharset0 Arial;}{\f3\fnil\fcharset161 Arial Greek;}}"
    rb"{\stylesheet{\s0 Normal;}{\s5\qc toc 1;}{\*\cs10\super Raised;}}"
)


def rtf(body: str) -> bytes:
    """A file as Word writes it, with Russian letters as windows-1251 escapes."""
    escaped = "".join(
        char if char.isascii() else f"\\'{char.encode('cp1251').hex()}" for char in body
    )
    return HEAD + rb"\pard\plain\f0 " + escaped.encode() + b"}"


def read(body: str | bytes) -> Imported:
    data = body if isinstance(body, bytes) else rtf(body)
    return adapter.read(data, DEFAULT_LIMITS)


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
    "raised", [r"{\super 1}", r"{\up6 1}", r"{\*\cs10}{\cs10\super 1}", r"\super 1\nosupersub "]
)  # fmt: skip
def test_superscripts(raised: str) -> None:
    assert texts(read(rf"Статья 5{raised}. Реестр\par")) == ["Статья 5¹. Реестр"]


def test_superscript_ends_with_its_group_and_with_plain() -> None:
    assert texts(read(r"{\super {1}2}3\par\super 4\plain 5\par")) == ["¹²3", "⁴5"]


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0xFFFF, exclude_categories=("Cs",))))
def test_any_letter_written_in_unicode_comes_back(text: str) -> None:
    body = "".join(
        f"\\u{ord(char) - 0x10000 if ord(char) > 0x7FFF else ord(char)}?" for char in text
    )
    [paragraph] = read(rf"а{body}\par").paragraphs
    assert paragraph.text == f"а{text}"


def test_what_stands_in_for_a_letter_is_skipped() -> None:
    assert texts(read(r"\uc2 \u1047\'c7\'c7акон \uc0 \u1086{}б\par")) == ["Закон об"]


def test_letters_outside_escapes_and_of_other_fonts() -> None:
    raw = HEAD + rb"\pard\f2 " + "Закон ".encode("cp1251") + rb"\f3\'e1\f1\'b7\par}"
    assert texts(read(raw)) == ["Закон α•"]


def test_special_characters() -> None:
    body = r"a\~b\_c\-d\tab e\line f\emdash g\endash h\{\}\\\par"
    [paragraph] = read(body).paragraphs
    assert paragraph.text == "a\u00a0b-cd\te\nf—g–h{}\\"


def test_numbers_that_the_word_processor_wrote_beside_the_text() -> None:
    body = (
        r"{\listtext\pard\plain 1.\tab}\ls1 Первая.\par{\pntext\f1\'b7\tab}Вторая.\par"
        r"{\listtext 2.\tab}\par Без номера.\par"
    )
    assert texts(read(body)) == ["1. Первая.", "– Вторая.", "", "Без номера."]


def test_alignment_indent_and_styles() -> None:
    first, second = read(r"\qr\li5100 Проект\par\pard\qc\s0 Закон\par").paragraphs
    assert (first.alignment, first.indent) == (Alignment.RIGHT, 255.0)
    assert (second.alignment, second.style) == (Alignment.CENTRE, "Normal")


def test_what_is_no_text_is_left_out() -> None:
    body = (
        r"{\header шапка\par}{\*\unknown тайна}{\info{\title имя}}{\v скрыто}"
        r"{\field{\*\fldinst HYPERLINK сайт}{\fldrslt Закон}}"
        r"{\*\annotation замечание} области\par\pard\s5 Оглавление 1\par"
    )
    imported = read(body)
    assert texts(imported) == ["Закон области"]
    assert codes(imported) == ["contents_dropped"]


def test_tracked_changes() -> None:
    imported = read(r"{\revised новое}{\deleted старое} слово\par")
    assert texts(imported) == ["новое слово"]
    assert codes(imported) == ["tracked_changes"]


def test_capitals() -> None:
    assert texts(read(r"{\caps закон} о{\b  крае}\par")) == ["ЗАКОН о крае"]


def test_footnotes_follow_their_paragraph() -> None:
    imported = read(r"Ответы{\super\chftn{\footnote\pard\plain \chftn  Введены \i позже.}} тут\par")
    assert texts(imported) == ["Ответы тут"]
    assert blocks(imported) == [Note("Введены позже.", NoteKind.FOOTNOTE)]


def test_table_with_spans() -> None:
    body = (
        r"\trowd\cellx4000\cellx6000\pard\intbl Показатель\cell Балл\cell\row"
        r"\trowd\clvmgf\cellx2000\cellx4000\cellx6000\intbl а\par б\cell в\cell 5\cell\row"
        r"\trowd\clvmrg\cellx2000\cellx4000\cellx6000\intbl\cell г\cell 3\cell\row"
        r"\pard После таблицы\par"
    )
    imported = read(body)
    assert blocks(imported) == [
        Table(
            (
                (Cell(("Показатель",), 2), Cell(("Балл",))),
                (Cell(("а", "б"), 1, 2), Cell(("в",)), Cell(("5",))),
                (Cell(("г",)), Cell(("3",))),
            )
        )
    ]
    assert texts(imported) == ["После таблицы"]


def test_pictures_and_boxes() -> None:
    picture = (
        r"{\*\shppict{\pict\pngblip\picw1\pich1 89504e470d0a1a0a00}}"
        r"{\nonshppict{\pict\wmetafile8 00}}"
    )
    floating = r"{\shp{\*\shpinst{\sp{\sn pib}{\sv {\pict\jpegblip ffd8ff00}}}}{\shprslt было}}"
    box = r"{\shp{\*\shpinst{\shptxt\pard в рамке\par}}}"
    imported = read(rf"текст{picture}{floating}{box}\par")
    assert texts(imported) == ["текст", "в рамке"]
    assert blocks(imported) == [Figure("image1", ""), Figure("image2", "")]
    assert imported.images == {
        "image1": b"\x89PNG\r\n\x1a\n\x00",
        "image2": b"\xff\xd8\xff\x00",
    }
    assert codes(imported) == ["figures", "text_boxes"]


def test_binary_data_is_passed_over() -> None:
    data = HEAD + rb"\pard a{\pict\bin5 }}{{\}b\par}"
    assert texts(read(data)) == ["ab"]


def test_a_file_that_breaks_off_is_told() -> None:
    imported = read(rtf(r"Статья 1. Цели\par 1. Первая")[:-1])
    assert texts(imported) == ["Статья 1. Цели", "1. Первая"]
    assert codes(imported) == ["file_cut"]


@given(st.binary(max_size=300))
def test_no_bytes_break_it(noise: bytes) -> None:
    assert isinstance(read(HEAD + noise + b"}"), Imported)


def test_refusals() -> None:
    for data, code in (
        (b"{\\rtf1 }", RefusalCode.NO_TEXT),
        (b"{\\rtf1 " + b"{" * 3000 + b"a", RefusalCode.TOO_COMPLEX),
    ):
        with pytest.raises(UploadRefused) as caught:
            read_act(data)
        assert caught.value.code is code


def test_a_real_law_in_rtf() -> None:
    draft = read_act(corpus_file("acts/2202-I_prokuratura.rtf").read_bytes())
    rows = outline.rows(draft.act)
    articles = [row[0] for row in rows if row[0].rpartition("/")[2].startswith("article:")]
    assert articles[0] == "section:I/article:1"
    assert articles[-1] == "section:VII/article:54"
