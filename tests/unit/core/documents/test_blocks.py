import dataclasses
from datetime import datetime

import pytest

from core.documents.domain.blocks import (
    Cell,
    Column,
    Document,
    Heading,
    Layout,
    PageBreak,
    Paragraph,
    Requisites,
    Run,
    Table,
    cell,
    group_row,
    paragraph,
    paragraphs,
    row,
)
from core.documents.domain.errors import (
    BadLinkError,
    BadMetadataError,
    BadTableError,
    EmptyHeadingError,
    HeadingSkippedError,
    RaggedTableError,
)
from core.documents.domain.numbering import numbered
from tests.factories.documents import CREATED, tally_table, wide_table

TWO = (Column(1), Column(3))


def document(*blocks: Heading, title: str = "О сроках") -> Document:
    return Document(title=title, created=CREATED, blocks=blocks)


def test_descriptions_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Run("слово").text = "другое"  # type: ignore[misc]
    assert not hasattr(Run("слово"), "__dict__")


def test_a_short_row_is_refused_with_its_place() -> None:
    with pytest.raises(RaggedTableError) as caught:
        Table(columns=TWO, header=(row("№", "Имя"),), rows=(row("1", "а"), row("2")))
    assert (caught.value.row, caught.value.expected, caught.value.got) == (3, 2, 1)


def test_spans_are_counted() -> None:
    table = Table(columns=TWO, header=(row("№", "Имя"),), rows=((cell("всё", span=2),),))
    assert not table.is_group(table.rows[0])
    with pytest.raises(RaggedTableError):
        Table(columns=TWO, header=(row("№", "Имя"),), rows=((cell("всё", span=3),),))
    with pytest.raises(RaggedTableError):
        Table(
            columns=TWO, header=(row("№", "Имя"),), rows=((cell("а", span=3), cell("б", span=-1)),)
        )


@pytest.mark.parametrize(
    ("columns", "header"), [((), ((),)), (TWO, ()), ((Column(0), Column(1)), (row("а", "б"),))]
)
def test_a_table_needs_columns_with_width_and_a_header(
    columns: tuple[Column, ...], header: tuple[tuple[Cell, ...], ...]
) -> None:
    with pytest.raises(BadTableError):
        Table(columns=columns, header=header, rows=())


def test_percents_add_up() -> None:
    table = Table(columns=TWO, header=(row("№", "Имя"),), rows=())
    assert table.percents == (25.0, 75.0)


def test_wide_tables_turn_the_page_unless_told_otherwise() -> None:
    assert wide_table().landscape
    assert not tally_table().landscape
    assert not dataclasses.replace(wide_table(), layout=Layout.PORTRAIT).landscape
    assert dataclasses.replace(tally_table(), layout=Layout.LANDSCAPE).landscape


def test_rows_stay_whole_until_they_are_long() -> None:
    table = Table(columns=TWO, header=(row("№", "Имя"),), rows=())
    assert table.is_whole(row("№ 1", "б" * 90 * 15))
    assert not table.is_whole(row("№ 1", "б" * 90 * 20))
    assert not table.is_whole(row("а" * 90 * 10, "б"))  # the first column is narrow
    assert not table.is_whole((cell("\n".join("а" * 26), span=2),))
    assert table.is_whole((cell("а" * 90 * 20, span=2),))


def test_only_short_header_rows_are_repeated() -> None:
    table = Table(columns=TWO, header=(row("№", "Имя"),), rows=())
    assert table.repeats(*table.header)
    assert not table.repeats(*[row("№", "Имя")] * 13)
    assert not table.repeats((cell("слово " * 300, span=2, header=True),))


def test_a_heading_may_not_skip_a_level() -> None:
    document(Heading(1, "I"), Heading(2, "1"), Heading(1, "II"))
    with pytest.raises(HeadingSkippedError) as caught:
        document(Heading(1, "I"), Heading(3, "а"))
    assert (caught.value.level, caught.value.deepest_allowed) == (3, 2)
    with pytest.raises(HeadingSkippedError):
        document(Heading(2, "без первого"))
    with pytest.raises(HeadingSkippedError):
        Heading(7, "слишком глубоко")


def test_a_heading_has_a_text() -> None:
    with pytest.raises(EmptyHeadingError):
        Heading(1, " \n")


@pytest.mark.parametrize("href", ["javascript:alert(1)", "data:text/html,x", "/path", " https://x"])
def test_only_plain_links(href: str) -> None:
    with pytest.raises(BadLinkError):
        Run("сюда", href=href)


def test_metadata_must_be_complete() -> None:
    with pytest.raises(BadMetadataError):
        document(title="  ")
    with pytest.raises(BadMetadataError):
        Document(title="А", created=datetime(2026, 3, 1), blocks=())  # noqa: DTZ001
    with pytest.raises(BadMetadataError):
        Document(title="А", created=CREATED, blocks=(), language="zz")


@pytest.mark.parametrize(
    ("kind", "title", "full"),
    [
        ("", "О сроках", "О сроках"),
        ("Сводное заключение", "О сроках", "Сводное заключение. О сроках"),
        ("Сводное заключение", "по итогам", "Сводное заключение по итогам"),
    ],
)
def test_full_title(kind: str, title: str, full: str) -> None:
    made = Document(title=title, created=CREATED, blocks=(), requisites=Requisites(kind=kind))
    assert made.full_title == full


def test_numbers_of_headings_and_tables() -> None:
    plain = Table(columns=TWO, header=(row("№", "Имя"),), rows=())
    captioned = dataclasses.replace(plain, caption="Итог")
    blocks = (
        Heading(1, "Первый", numbered=True),
        Heading(2, "а", numbered=True),
        Heading(2, "б", numbered=True),
        plain,
        captioned,
        Heading(1, "Без номера"),
        Heading(1, "Второй", numbered=True),
        Heading(2, "в", numbered=True),
        PageBreak(),
        captioned,
    )
    got = [(item.number, item.anchor) for item in numbered(blocks)]
    assert got == [
        ("1.", "section-1"),
        ("1.1.", "section-2"),
        ("1.2.", "section-3"),
        ("", "table-1"),
        ("1", "table-2"),
        ("", "section-4"),
        ("2.", "section-5"),
        ("2.1.", "section-6"),
        ("", ""),
        ("2", "table-3"),
    ]


def test_texts_as_people_type_them() -> None:
    assert paragraphs(" один \n\n два\r\nтри") == tuple(map(paragraph, ("один", "два", "три")))
    assert paragraphs(" \n ") == (Paragraph((Run(""),)),)
    (title,) = group_row("Статья 5", columns=3)
    assert (title.span, title.header) == (3, True)
