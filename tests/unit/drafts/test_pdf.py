"""The PDF adapter: paragraphs, columns, furniture, footnotes and tables out of positions.

The files are set by typst: what was put in is what has to come out.
"""

import pymupdf
import pytest
import typst
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadRefused
from drafts.domain.lines import flatten_runs, tidy
from drafts.domain.nodes import Cell, Note, NoteKind, Table
from drafts.domain.paragraphs import Alignment
from drafts.domain.parser import parse
from drafts.importers import pdf as adapter
from drafts.importers import read_act
from drafts.importers.base import Imported
from drafts.importers.pdf import reader

PAGE = (
    '#set page(paper: "a4", margin: 2.5cm)\n#set text(lang: "ru", size: 12pt)\n'
    "#set super(typographic: false)\n"
)
JUSTIFIED = (
    "#set par(justify: true, first-line-indent: (amount: 1.25cm, all: true), spacing: 0.65em)\n"
)
RAGGED = "#set par(justify: false, spacing: 1.2em)\n#set text(hyphenate: false)\n"

SENTENCES = [
    " ".join(sentence.split())
    for sentence in """
Настоящий Закон устанавливает правовые основы общественной экспертизы проектов законов
Амурской области и определяет порядок участия граждан в её проведении.

1. Общественная экспертиза проводится Общественной палатой Амурской области, общественными
советами при исполнительных органах и муниципальными общественными советами.

2. Срок общественной экспертизы не может быть менее четырнадцати календарных дней со дня
размещения проекта закона на официальном сайте:

1) для проектов законов о бюджете – семь календарных дней;

2) для проектов законов, затрагивающих права и обязанности граждан, в том числе в сфере
социального обеспечения, – тридцать календарных дней;

3) для прочих проектов – четырнадцать календарных дней.

3. Предложения, поступившие после окончания срока, не рассматриваются.

4. Законодательное Собрание Амурской области в течение десяти рабочих дней направляет в
Общественную палату мотивированный ответ по каждому предложению.
""".strip().split("\n\n")
]


def pdf(source: str, setting: str = PAGE + JUSTIFIED) -> bytes:
    return bytes(typst.compile((setting + source).encode()))


def read(source: str, setting: str = PAGE + JUSTIFIED) -> Imported:
    return adapter.read(pdf(source, setting), DEFAULT_LIMITS)


def texts(imported: Imported) -> list[str]:
    return [
        tidy(flatten_runs(paragraph).replace("\n", " "))
        for paragraph in imported.paragraphs
        if paragraph.block is None and paragraph.text.strip()
    ]


def blocks(imported: Imported) -> list[object]:
    return [item.block for item in imported.paragraphs if item.block is not None]


def codes(imported: Imported) -> list[str]:
    return [warning.code for warning in imported.warnings]


def typed(lines: list[str]) -> str:
    """The lines as typst paragraphs, with nothing read as its markup."""
    return "\n\n".join(f'#"{line}"' for line in lines)


BROKEN = "#set text(hyphenate: true)\n"
WIDE = "#set par(leading: 1.2em, spacing: 1.2em)\n#set text(size: 15pt)\n"
LAYOUTS = {
    "justified": PAGE + JUSTIFIED,
    "hyphenated": f"{PAGE}{JUSTIFIED}{BROKEN}#set page(width: 14cm)\n",
    "ragged": PAGE + RAGGED,
    "large and wide": PAGE + JUSTIFIED + WIDE,
    "two columns": f"{PAGE}{JUSTIFIED}{BROKEN}#set page(columns: 2)\n#set text(size: 9pt)\n",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_paragraphs_come_out_as_they_went_in(layout: str) -> None:
    lines = SENTENCES * 6
    imported = read(typed(lines), LAYOUTS[layout])
    assert texts(imported) == lines


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    order=st.lists(st.sampled_from(SENTENCES), min_size=12, max_size=40),
    width=st.integers(min_value=13, max_value=21),
    size=st.sampled_from([10, 12, 14]),
)
def test_any_order_of_sentences_on_any_page(order: list[str], width: int, size: int) -> None:
    setting = f"#set page(width: {width}cm)\n#set text(size: {size}pt)\n"
    assert texts(read(typed(order), PAGE + JUSTIFIED + setting)) == order


def test_a_word_broken_at_the_end_of_a_line_is_told() -> None:
    imported = read(typed(SENTENCES * 3), LAYOUTS["hyphenated"])
    repairs = [r for paragraph in imported.paragraphs for r in paragraph.repairs]
    assert repairs
    assert {repair.code for repair in repairs} == {"hyphen_joined"}
    assert all("-" in repair.before and "-" not in repair.after for repair in repairs)


def test_superscripts_are_told_by_their_place() -> None:
    source = "Статья 5#super[1]. Реестр\n\n" + typed(SENTENCES[:2]) + "\n\nПлощадь 40 м#super[2]."
    assert texts(read(source))[0] == "Статья 5¹. Реестр"
    assert texts(read(source))[-1] == "Площадь 40 м²."


def test_centred_headings_and_stamps() -> None:
    source = (
        "#align(right)[Проект\\ Вносится Губернатором\\ Амурской области]\n#v(1cm)\n"
        "#align(center)[#strong[ЗАКОН\\ АМУРСКОЙ ОБЛАСТИ]]\n#v(1cm)\n"
        "#align(center)[#strong[О внесении изменений в Закон Амурской области «Об общественном "
        "контроле в Амурской области и отдельных вопросах»]]\n#v(1cm)\n" + typed(SENTENCES)
    )
    imported = read(source)
    first, kind, title = (item for item in imported.paragraphs[:6] if item.text)
    assert first.alignment is Alignment.RIGHT
    assert first.text.split("\n") == ["Проект", "Вносится Губернатором", "Амурской области"]
    assert kind.alignment is Alignment.CENTRE
    assert kind.text == "ЗАКОН\nАМУРСКОЙ ОБЛАСТИ"
    assert tidy(title.text.replace("\n", " ")).startswith("О внесении изменений в Закон Амурской")
    act = parse(imported.paragraphs).act
    assert act.title.startswith("О внесении изменений в Закон Амурской области «Об общественном")


def test_page_numbers_and_running_titles_are_left_out() -> None:
    furniture = (
        '#set page(header: align(right)[Проект закона № 15/8], footer: align(center)[#context '
        'counter(page).display("1")])\n'
    )  # fmt: skip
    lines = SENTENCES * 20
    imported = read(typed(lines), PAGE + furniture + JUSTIFIED)
    assert texts(imported) == lines
    assert codes(imported) == ["running_titles_dropped"]


def test_footnotes_follow_the_paragraph_that_refers_to_them() -> None:
    source = (
        typed(SENTENCES[:2])
        + "\n\nОтветы публикуются на сайте#footnote[Официальный сайт Законодательного Собрания "
        "области в сети «Интернет», на котором размещаются проекты законов области.] палаты.\n\n"
        + typed(SENTENCES[2:4])
    )
    imported = read(source)
    assert texts(imported) == [
        *SENTENCES[:2],
        "Ответы публикуются на сайте палаты.",
        *SENTENCES[2:4],
    ]
    assert blocks(imported) == [
        Note(
            "Официальный сайт Законодательного Собрания области в сети «Интернет», на котором "
            "размещаются проекты законов области.",
            NoteKind.FOOTNOTE,
        )
    ]
    assert [bool(item.block) for item in imported.paragraphs].index(True) == 3


def test_ruled_table_with_spans() -> None:
    source = (
        "#table(columns: (1fr, 1fr, 1fr), table.cell(colspan: 2)[Показатель], [Балл], "
        "table.cell(rowspan: 2)[Работа совета, его\\ ответы], [заседания], [5], [отзывы], [3])\n\n"
    )
    imported = read(typed(SENTENCES[:1]) + "\n\n" + source + typed(SENTENCES[1:2]))
    assert blocks(imported) == [
        Table(
            (
                (Cell(("Показатель",), 2), Cell(("Балл",))),
                (Cell(("Работа совета, его ответы",), 1, 2), Cell(("заседания",)), Cell(("5",))),
                (Cell(("отзывы",)), Cell(("3",))),
            )
        )
    ]
    assert texts(imported) == SENTENCES[:2]


def test_a_table_goes_on_over_the_page_without_its_repeated_head() -> None:
    rows = ", ".join(f"[{number}], [строка {number}]" for number in range(1, 81))
    source = f"#table(columns: (2cm, 1fr), table.header([№], [Совет]), {rows})"
    [table] = blocks(read(source))
    assert isinstance(table, Table)
    assert len(table.rows) == 81
    assert table.rows[40] == (Cell(("40",)), Cell(("строка 40",)))


def test_a_frame_around_text_is_no_table() -> None:
    imported = read(f"#rect(width: 100%)[{typed(SENTENCES[:3])}]")
    assert blocks(imported) == []
    assert texts(imported) == SENTENCES[:3]


def test_letters_in_a_wrong_encoding_are_mended() -> None:
    spoiled = [line.encode("cp1251").decode("latin-1") for line in SENTENCES[:1] * 3]
    imported = read(typed(spoiled), PAGE + RAGGED)
    assert texts(imported) == SENTENCES[:1] * 3
    assert codes(imported) == ["encoding_mended"]


def test_text_running_up_the_page_is_read() -> None:
    turned = pymupdf.open(stream=pdf(typed(SENTENCES)), filetype="pdf")
    turned[0].set_rotation(90)
    assert texts(adapter.read(turned.tobytes(), DEFAULT_LIMITS)) == SENTENCES


# --- refusals -------------------------------------------------------------------------------


def _scan() -> bytes:
    source = pymupdf.open(stream=pdf(typed(SENTENCES)), filetype="pdf")
    picture = source[0].get_pixmap(dpi=40)
    made = pymupdf.open()
    made.new_page(width=595, height=842).insert_image((0, 0, 595, 842), pixmap=picture)
    return bytes(made.tobytes())


def _locked() -> bytes:
    made = pymupdf.open(stream=pdf("Закон"), filetype="pdf")
    return bytes(made.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, user_pw="тайна"))


def _garbled() -> bytes:
    """The letters of a font that says nothing of what it draws."""
    shift = {
        ord(char): chr(0x3A + index)
        for index, char in enumerate("абвгдежзийклмнопрстуфхцчшщъыьэюя")
    }
    lines = [
        line.lower().translate(shift).replace("\\", "\\\\").replace('"', "'") for line in SENTENCES
    ]
    return pdf(typed(lines))


def _empty() -> bytes:
    made = pymupdf.open()
    made.new_page()
    return bytes(made.tobytes())


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (_scan, RefusalCode.SCAN),
        (_locked, RefusalCode.ENCRYPTED),
        (_garbled, RefusalCode.GARBLED),
        (_empty, RefusalCode.NO_TEXT),
        (lambda: b"%PDF-1.7\nnothing else", RefusalCode.DAMAGED),
        (lambda: pdf("Закон")[:400], RefusalCode.DAMAGED),
    ],
)
def test_refusals(make: "object", code: RefusalCode) -> None:
    with pytest.raises(UploadRefused) as caught:
        read_act(make())  # type: ignore[operator]
    assert caught.value.code is code


def test_a_file_without_a_password_to_read_it_is_read() -> None:
    made = pymupdf.open(stream=pdf(typed(SENTENCES)), filetype="pdf")
    sealed = made.tobytes(encryption=pymupdf.PDF_ENCRYPT_AES_256, owner_pw="тайна")
    assert texts(adapter.read(sealed, DEFAULT_LIMITS)) == SENTENCES


def test_too_many_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reader, "MAX_PAGES", 1)
    with pytest.raises(UploadRefused) as caught:
        adapter.read(pdf("Закон#pagebreak()Области"), DEFAULT_LIMITS)
    assert caught.value.code is RefusalCode.TOO_COMPLEX


def test_scanned_pages_among_others_are_told() -> None:
    made = pymupdf.open(stream=pdf(typed(SENTENCES * 12)), filetype="pdf")
    made.insert_pdf(pymupdf.open(stream=_scan(), filetype="pdf"))
    imported = adapter.read(made.tobytes(), DEFAULT_LIMITS)
    assert ("pages_scanned", {"pages": "1"}) in [(w.code, w.params) for w in imported.warnings]
