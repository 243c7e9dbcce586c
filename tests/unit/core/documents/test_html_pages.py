"""Long documents by pages: everything is there once, each portion under its titles."""

import re

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.documents.domain.blocks import (
    Block,
    Cell,
    Column,
    Document,
    Heading,
    Row,
    Table,
    cell,
    group_row,
    paragraph,
    paragraphs,
    row,
)
from core.documents.domain.portions import Limits, portions
from core.documents.html import render_fragment
from core.documents.html_pages import Outline, render_pages
from tests.factories.documents import CREATED

COLUMNS = (Column(1), Column(4))
SMALL = Limits(rows=3, characters=10_000)


def numbered_row(number: int, text: str = "Сократить срок.") -> Row:
    return (Cell(paragraphs(str(number)), anchor=f"row-{number}"), cell(text))


def lead(text: str) -> Row:
    return (cell(text, span=2),)


def table(*rows: Row, caption: str = "Предложения") -> Table:
    return Table(columns=COLUMNS, header=(row("№", "Предложение"),), rows=rows, caption=caption)


def by_units(*sizes: int) -> Table:
    rows: list[Row] = []
    number = 0
    for unit, size in enumerate(sizes, start=1):
        rows += [group_row(f"Статья {unit}", columns=2), lead(f"Текст статьи {unit}")]
        for _ in range(size):
            number += 1
            rows.append(numbered_row(number))
    return table(*rows)


def pages_of(*blocks: Block, limits: Limits | None = SMALL) -> tuple[Outline, list[str]]:
    document = Document(title="О сроках", created=CREATED, blocks=blocks)
    outline, pages = render_pages(document, limits)
    return outline, list(pages)


def test_without_limits_the_one_page_is_the_document() -> None:
    blocks = (Heading(1, "Свод", numbered=True), by_units(5, 6), paragraph("Конец"))
    outline, pages = pages_of(*blocks, limits=None)
    document = Document(title="О сроках", created=CREATED, blocks=blocks)
    assert pages == [render_fragment(document)]
    assert (outline.pages, outline.rows) == (1, {})
    assert [place.text for place in outline.places] == ["1. Свод"]


def test_the_first_page_says_where_the_rows_are() -> None:
    outline, pages = pages_of(
        Heading(1, "Свод", numbered=True), by_units(2, 6), Heading(1, "Итоги"), paragraph("Конец")
    )
    assert outline.pages == len(pages) == 4
    first = pages[0]
    assert "Сократить" not in first
    assert "Конец" in first
    assert '<a href="?page=2">Строки 1–3</a>: Статья 1 – Статья 2' in first
    assert '<a href="?page=4">Строки 7–8</a>: Статья 2</li>' in first
    assert "Строк: 8, частей: 3" in first
    assert [(part.first, part.last) for part in outline.parts] == [
        ("1", "3"),
        ("4", "6"),
        ("7", "8"),
    ]
    assert outline.rows["row-3"] == 2
    assert outline.rows["row-8"] == 4


def test_a_unit_that_goes_on_has_its_title_and_text_again() -> None:
    _outline, pages = pages_of(Heading(1, "Свод", numbered=True), by_units(2, 6))
    assert "(продолжение)" not in pages[1]
    for page in pages[2:]:
        assert "<h2" in page
        assert "Статья 2 (продолжение)" in page
        assert "Текст статьи 2" in page
        assert "Статья 1" not in page
    assert "Таблица\u00a01 — Предложения (строки 4–6)" in pages[2]
    assert '<tr id="row-4">' in pages[2]


def test_a_unit_that_begins_a_portion_is_no_continuation() -> None:
    _outline, pages = pages_of(by_units(3, 4))
    assert "продолжение" not in pages[2].split("row-6")[0]
    assert "Статья 2" in pages[2]


def test_a_table_without_a_caption_is_called_by_its_heading() -> None:
    plain = table(*(row(str(n), "Мнение") for n in range(8)), caption="")
    outline, pages = pages_of(Heading(1, "Рассмотренные предложения"), plain)
    assert {part.title for part in outline.parts} == {"Рассмотренные предложения"}
    assert [part.first for part in outline.parts] == ["1", "4", "7"]
    assert "<caption" not in pages[1]


def test_a_table_of_twice_as_many_rows_is_left_whole_unless_it_is_heavy() -> None:
    assert pages_of(by_units(6))[0].pages == 1
    heavy = table(*(numbered_row(n, "х" * 4000) for n in range(1, 6)))
    outline, pages = pages_of(heavy)
    assert outline.pages == 4
    assert max(map(len, pages)) < 10_000 + 4_000


def test_one_row_heavier_than_a_page_stands_alone() -> None:
    heavy = table(*(numbered_row(n, "х" * 20_000) for n in range(1, 3)))
    assert pages_of(heavy)[0].pages == 3


def test_text_of_others_is_escaped_in_the_list_of_parts() -> None:
    rows = [group_row("<b>Статья</b>", columns=2), *(numbered_row(n) for n in range(1, 9))]
    _outline, pages = pages_of(table(*rows, caption="<i>Свод</i>"))
    assert "<b>" not in pages[0] + pages[1]
    assert "<i>" not in pages[0] + pages[1]


def test_names_of_rows_are_escaped_in_the_list_of_parts() -> None:
    named = Cell(paragraphs("<img src=x>"), anchor="row-1")
    rows = [(named, cell("Сократить срок.")), *(numbered_row(n) for n in range(2, 9))]
    outline, pages = pages_of(table(*rows))
    assert outline.parts[0].first == "<img src=x>"
    assert "&lt;img" in pages[0]
    assert not any("<img" in page for page in pages)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(1, 4))
def test_every_row_stands_in_exactly_one_portion(sizes: list[int], rows: int) -> None:
    whole = by_units(*sizes)
    found = portions(whole, Limits(rows=rows), continued="продолжение")
    if not found:
        assert sum(sizes) <= 2 * rows
        return
    anchors = [anchor for portion in found for anchor in portion.anchors]
    assert anchors == [f"row-{number}" for number in range(1, sum(sizes) + 1)]
    assert all(0 < portion.count <= rows for portion in found)
    kept: list[Row] = []
    for portion in found:
        assert whole.is_group(portion.rows[0])
        is_again = "(продолжение)" in str(portion.rows[0])
        kept += portion.rows[2:] if is_again else portion.rows
    assert kept == list(whole.rows)


def test_titles_at_the_end_stand_in_the_last_portion() -> None:
    outline, pages = pages_of(by_units(2, 6, 0, 0))
    assert outline.pages == 4
    assert [page.count("Текст статьи 3") for page in pages] == [0, 0, 0, 1]
    assert "Текст статьи 4" in pages[-1]
    assert outline.parts[-1].ends == "Статья 4"
    assert "</a>: Статья 2 – Статья 4</li>" in pages[0]


def test_a_table_of_nothing_but_titles_is_left_whole() -> None:
    outline, pages = pages_of(by_units(*[0] * 9), limits=Limits(rows=1, characters=10))
    assert outline.pages == 1
    assert pages[0].count("Текст статьи") == 9


def test_pages_are_well_nested() -> None:
    _outline, pages = pages_of(Heading(1, "Свод"), by_units(7, 2))
    for page in pages:
        for tag in ("article", "table", "tbody", "tr", "nav", "ul", "li"):
            opened = len(re.findall(f"<{tag}[ >]", page))
            assert opened == page.count(f"</{tag}>"), tag
