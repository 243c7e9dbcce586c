"""A long document set in parts: what is in it is what would be in it if it were set at once."""

import io
import re
import subprocess
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader
from pypdf.generic import Destination

from core.documents.domain.blocks import (
    Cell,
    Column,
    Document,
    Heading,
    Layout,
    Row,
    Run,
    Table,
    cell,
    group_row,
    paragraph,
    paragraphs,
    row,
)
from core.documents.domain.numbering import Numbered, numbered
from core.documents.domain.parts import PART, Part, divided, weight
from core.documents.pdf import PdfError, _in_child, render_pdf
from core.documents.pdf_setting import RefusedByTypstError
from tests.factories.documents import CREATED, proposals_table, summary_conclusion
from tests.unit.core.documents.reading import squeeze

SIZE = 1_500


def long_table(rows: int, bare: int = 0) -> Table:
    """Rows under titles of groups, twenty to a group, each with a line of lead; `bare` titles at
    the end have no rows."""
    made: list[Row] = []
    for number in range(rows):
        if number % 20 == 0:
            made.append(group_row(f"Статья {number // 20 + 1}", columns=3))
            made.append((cell(f"Текст законопроекта: статья {number // 20 + 1}.", span=3),))
        made.append(row(f"{number + 1}", f"предложение-{number + 1}, {'о сроках ' * 6}", "учтено"))
    for number in range(bare):
        made.append(group_row(f"Приложение {number + 1}", columns=3))
        made.append((cell(f"Текст приложения {number + 1}.", span=3),))
    columns = (Column(1), Column(5), Column(2))
    return Table(columns, (row("№", "Предложение", "Позиция"),), tuple(made), caption="Свод")


def long_document(rows: int = 90, bare: int = 0, **fields: Any) -> Document:
    """Chapters, one of them with a long table, a link, and a section under the last chapter."""
    link = replace(paragraph("Сайт"), runs=(Run("сайт", href="https://example.org/"),))
    blocks = (
        Heading(1, "Общие сведения", numbered=True),
        *paragraphs("Первая глава.\n" * 3),
        Heading(1, "Свод предложений", numbered=True),
        long_table(rows, bare),
        link,
        Heading(1, "Приложения", numbered=True),
        Heading(2, "Заключение совета", numbered=True),
        *paragraphs("Текст заключения. " * 20),
        link,
        replace(proposals_table(), layout=Layout.LANDSCAPE),
    )
    return Document(**{"title": "О сроках", "created": CREATED, "blocks": blocks, **fields})


@pytest.fixture(scope="module")
def whole() -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(long_document())))


@pytest.fixture(scope="module")
def joined() -> PdfReader:
    return PdfReader(io.BytesIO(render_pdf(long_document(), part_size=SIZE)))


# --- dividing ---------------------------------------------------------------------------------


def parted(items: Iterable[Numbered], length: int = PART) -> list[Part]:
    return divided(items, length, continued="продолжение")


def test_a_document_of_usual_length_is_one_part() -> None:
    items = tuple(numbered(summary_conclusion().blocks))
    assert parted(items) == [items]


def tables(items: Iterable[Numbered]) -> list[Numbered]:
    return [item for item in items if isinstance(item.block, Table)]


def rows_of(parts: list[Part], anchor: str) -> list[Row]:
    """The rows of a table in all parts, without the titles that are said again and what stands
    below them."""
    found: list[Row] = []
    for item in (item for part in parts for item in part if item.anchor == anchor):
        assert isinstance(item.block, Table)
        rows = list(item.block.rows)
        if item.continued and "(продолжение)" in str(rows[0]):
            said = next(at for at, row in enumerate(rows) if len(row) > 1)
            assert said == (2 if len(rows[1]) == 1 else 1)
            rows = rows[said:]
        found += rows
    return found


@given(st.integers(1, 120), st.integers(200, 20_000), st.integers(0, 2))
def test_nothing_is_lost_and_nothing_is_torn(rows: int, size: int, bare: int) -> None:
    items = list(numbered(long_document(rows, bare).blocks))
    parts = parted(items, size)
    placed = [item for part in parts for item in part]
    for table in tables(items):
        assert isinstance(table.block, Table)
        assert rows_of(parts, table.anchor) == list(table.block.rows)
    assert [item for item in placed if not isinstance(item.block, Table)] == [
        item for item in items if not isinstance(item.block, Table)
    ]
    assert all(begins_well(part) for part in parts[1:])
    for item in tables(placed):
        assert isinstance(item.block, Table)
        if bare and "Текст приложения" in str(item.block.rows[-1]):
            continue  # the titles without rows are the end of the table
        last = item.block.rows[-1]
        assert not item.block.is_group(last)
        assert not item.block.is_lead(last)


def begins_well(part: Part) -> bool:
    """With a chapter, or with the rest of a table before any heading that is not a chapter."""
    first = part[0]
    levels = [item.block.level for item in part if isinstance(item.block, Heading)]
    return (first.continued or isinstance(first.block, Heading)) and levels[:1] in ([], [1])


def test_parts_are_about_as_long_as_they_may_be() -> None:
    parts = parted(numbered(long_document(400).blocks), 5_000)
    weights = [weight(part) for part in parts]
    assert len(parts) > 4
    assert all(4_500 < size < 6_000 for size in weights[:-1]), weights
    assert weights[-1] < 8_000


def test_a_table_before_a_section_is_not_divided() -> None:
    """What follows the table would begin with a section without its chapter."""
    blocks = (Heading(1, "Глава"), long_table(90), Heading(2, "Раздел"), paragraph("Текст."))
    assert len(parted(numbered(blocks), SIZE)) == 1


def test_a_row_longer_than_a_part_stands_alone() -> None:
    table = replace(long_table(2), rows=(row("1", "слово " * 2_000, "нет"), *long_table(2).rows))
    (first, second) = parted([Numbered(table, "1", "table-1")], SIZE)
    assert isinstance(first[0].block, Table)
    assert len(first[0].block.rows) == 1
    assert second[0].continued


# --- joining ----------------------------------------------------------------------------------


def test_the_same_description_gives_the_same_bytes() -> None:
    document = long_document()
    assert render_pdf(document, part_size=SIZE) == render_pdf(document, part_size=SIZE)


def test_every_row_is_printed_once_and_in_order(whole: PdfReader, joined: PdfReader) -> None:
    for reader in (whole, joined):
        text = "".join(page.extract_text() for page in reader.pages)
        assert re.findall(r"предложение-(\d+),", text) == [str(n) for n in range(1, 91)]
    assert len(joined.pages) > len(whole.pages)


def catalogue(reader: PdfReader) -> Any:
    return reader.trailer["/Root"]


def tags(reader: PdfReader) -> Iterator[dict[str, Any]]:
    """The structure elements in order."""

    def walk(node: Any) -> Iterator[dict[str, Any]]:
        node = node.get_object()
        if isinstance(node, list):
            for child in node:
                yield from walk(child)
        elif isinstance(node, dict):
            if "/S" in node:
                yield node
            if "/K" in node:
                yield from walk(node["/K"])

    return walk(catalogue(reader)["/StructTreeRoot"]["/K"])


def test_the_tags_are_those_of_the_parts_in_one_document(
    whole: PdfReader, joined: PdfReader
) -> None:
    ours, theirs = (Counter(tag["/S"] for tag in tags(reader)) for reader in (joined, whole))
    more = ours["/Table"] - theirs["/Table"]
    assert more > 2
    for name in ("/Document", "/H1", "/H2", "/P", "/TD", "/Title", "/Link"):
        assert ours[name] == theirs[name], name
    assert ours["/Document"] == 1
    assert ours["/Caption"] - theirs["/Caption"] == more


def test_every_tag_hangs_where_its_parent_says(joined: PdfReader) -> None:
    for tag in tags(joined):
        for child in tag.get("/K", []):
            child = child.get_object()
            if isinstance(child, dict) and "/S" in child:
                assert child["/P"].get_object() is tag


def test_marked_content_leads_to_its_tag(joined: PdfReader) -> None:
    """The parent tree: page and number of marked content to the tag that has them (14.7.4.4)."""
    root = catalogue(joined)["/StructTreeRoot"]
    numbers = root["/ParentTree"]["/Nums"]
    parents = {numbers[at]: numbers[at + 1].get_object() for at in range(0, len(numbers), 2)}
    assert list(parents) == sorted(parents)
    assert root["/ParentTreeNextKey"] > max(parents)
    found = 0
    for page in joined.pages:
        for number, tag in enumerate(parents[page["/StructParents"]]):
            tag = tag.get_object()
            assert number in tag["/K"]
            assert tag["/Pg"].get_object() == page
            found += 1
        for note in page.get("/Annots", []):
            tag = parents[note.get_object()["/StructParent"]]
            assert tag["/S"] == "/Link"
    assert found > 300
    keys = [page["/StructParents"] for page in joined.pages]
    assert len(set(keys)) == len(keys)


def test_header_cells_have_names_of_their_own(joined: PdfReader) -> None:
    names = [tag["/ID"] for tag in tags(joined) if "/ID" in tag]
    assert len(set(names)) == len(names) > 20
    tree = catalogue(joined)["/StructTreeRoot"]["/IDTree"]["/Names"]
    listed = [bytes(tree[at].original_bytes) for at in range(0, len(tree), 2)]
    assert listed == sorted(listed)
    assert {name.decode() for name in listed} == set(names)
    for tag in tags(joined):
        for attributes in tag.get("/A", []):
            assert set(attributes.get_object().get("/Headers", [])) <= set(names)


def outline(items: Any) -> list[Any]:
    return [
        outline(item) if isinstance(item, list) else item.title
        for item in items
        if isinstance(item, list | Destination)
    ]


def test_bookmarks_lead_to_their_headings(whole: PdfReader, joined: PdfReader) -> None:
    assert outline(joined.outline) == outline(whole.outline)
    for item in joined.outline:
        if isinstance(item, Destination) and item.title and item.title[0].isdigit():
            number = joined.get_destination_page_number(item)
            assert number is not None
            assert squeeze(item.title) in squeeze(joined.pages[number].extract_text())


def test_pages_are_numbered_through(joined: PdfReader) -> None:
    total = len(joined.pages)
    for number, page in enumerate(joined.pages, start=1):
        assert f"стр. {number} из {total}" in page.extract_text()
    assert {page.mediabox.width > page.mediabox.height for page in joined.pages} == {True, False}


def test_the_rest_of_a_table_says_what_it_goes_on_with(joined: PdfReader) -> None:
    texts = [squeeze(page.extract_text()) for page in joined.pages]
    rests = [text for text in texts if squeeze("Продолжение таблицы 1") in text]
    assert len(rests) > 2
    assert all(text.startswith(squeeze("Продолжение таблицы 1 № Предложение")) for text in rests)


def test_it_is_the_document_s_own_file(whole: PdfReader, joined: PdfReader) -> None:
    assert joined.metadata == whole.metadata
    for reader in (joined, whole):
        said = catalogue(reader)["/Metadata"].get_object().get_data()
        assert b"<xmpTPg:NPages>%d<" % len(reader.pages) in said
    root = catalogue(joined)
    assert root["/MarkInfo"]["/Marked"]
    assert root["/Lang"] == "ru"
    assert b"pdfuaid:part>1<" in root["/Metadata"].get_object().get_data()


def test_what_no_font_can_draw_is_named_in_a_part_too() -> None:
    """A cluster that fails although each of its characters has a glyph is set again, cautiously."""
    rows = (*long_table(60).rows, row("61", "क्‍ष́ 👍 =1+1", "нет"))
    document = long_document(blocks=(replace(long_table(1), rows=rows),))
    reader = PdfReader(io.BytesIO(render_pdf(document, part_size=SIZE)))
    assert "U+1F44D" in "".join(page.extract_text() for page in reader.pages)


def test_progress_is_told_for_each_part() -> None:
    told: list[tuple[int, int]] = []
    document = long_document()
    render_pdf(document, part_size=SIZE, progress=lambda done, total: told.append((done, total)))
    parts = len(parted(numbered(document.blocks), SIZE))
    assert told == [(number, parts + 1) for number in range(1, parts + 1)]


def test_what_typst_refuses_is_told_from_other_failures() -> None:
    head = {"task": "set", "timestamp": 0, "mark": ""}
    with pytest.raises(RefusedByTypstError, match="labels"):
        _in_child(head, b"{}")
    with pytest.raises(PdfError, match=r"(?s)ended with 1: .*UnicodeDecodeError") as found:
        _in_child(head, b"\xff")
    assert not isinstance(found.value, RefusedByTypstError)


@pytest.mark.parametrize("status", [-9, 4])
def test_a_part_without_memory_is_not_set_otherwise(
    monkeypatch: pytest.MonkeyPatch, status: int
) -> None:
    """What was killed says nothing about the characters of its part."""
    asked: list[bytes] = []

    def killed(command: list[str], **given: Any) -> subprocess.CompletedProcess[bytes]:
        asked.append(given["input"])
        return subprocess.CompletedProcess(command, status, b"", b"")

    monkeypatch.setattr(subprocess, "run", killed)
    with pytest.raises(MemoryError):
        render_pdf(long_document(), part_size=SIZE)
    assert not any(b"U+" in given for given in asked)
    assert len(set(asked)) == len(asked)


def test_parts_without_tables_are_joined() -> None:
    chapter = (Heading(1, "Глава"), *paragraphs("Много слов. " * 400))
    document = long_document(blocks=(*chapter, *chapter, *long_document(40).blocks))
    reader = PdfReader(io.BytesIO(render_pdf(document, part_size=SIZE)))
    assert outline(reader.outline).count("Глава") == 2
    assert {name for tag in tags(reader) if (name := tag.get("/ID"))}


def test_one_cell_of_many_pages() -> None:
    """A single row that is longer than many parts is still set."""
    table = Table((Column(),), ((Cell(paragraphs("№")),),), ((cell("слово " * 9_000),),))
    pdf = render_pdf(long_document(blocks=(table, *long_document(30).blocks)), part_size=SIZE)
    assert len(PdfReader(io.BytesIO(pdf)).pages) > 8
