import csv
import io
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.documents.csv import BOM, DANGEROUS, render_csv, table_csv
from core.documents.domain.errors import RaggedTableError
from core.documents.domain.text import clean
from tests.factories.documents import proposals_table


def read(data: bytes) -> list[list[str]]:
    text = data.decode("utf-8")
    assert text[0] == BOM
    return list(csv.reader(io.StringIO(text[1:], newline="")))


def test_what_the_bytes_are() -> None:
    data = render_csv(["№", "Текст"], [[1, 'а, "б"\nв']])
    assert data == '\ufeff№,Текст\r\n1,"а, ""б""\nв"\r\n'.encode()


def test_values_have_one_form_each() -> None:
    row = [None, True, False, -5, 2.5, date(2026, 3, 1), datetime(2026, 3, 1, 9, tzinfo=UTC), ""]
    got = read(render_csv([*"абвгдежз"], [row]))[1]
    assert got == ["", "true", "false", "-5", "2.5", "2026-03-01", "2026-03-01T09:00:00+00:00", ""]


@pytest.mark.parametrize(
    "text",
    [
        '=HYPERLINK("http://x","y")',
        "+7 914",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1",
        "－1",
    ],
)
def test_formulas_are_neutralised(text: str) -> None:
    assert read(render_csv(["Текст"], [[text]]))[1] == [f"'{clean(text)}"]


def test_headers_are_neutralised_too() -> None:
    assert read(render_csv(["=1+1"], []))[0] == ["'=1+1"]


def test_other_texts_are_left_alone() -> None:
    texts = ["обычный", "а=б", " =1", "'кавычка", "\U0001f44d", "«а»; б"]
    assert read(render_csv([*"абвгде"], [texts]))[1] == texts


def test_a_ragged_row_is_refused() -> None:
    with pytest.raises(RaggedTableError) as caught:
        render_csv(["а", "б"], [["1", "2"], ["3"]])
    assert (caught.value.row, caught.value.expected, caught.value.got) == (3, 2, 1)


def test_a_table_of_a_document() -> None:
    rows = read(table_csv(proposals_table()))
    assert rows[0][:2] == ["№", "Участник обсуждения"]
    assert rows[1] == ["Статья 5. Права общественных советов", "", "", "", ""]
    assert rows[2][0] == "1"
    assert {len(row) for row in rows} == {5}


def test_long_cells_are_whole() -> None:
    assert read(render_csv(["а"], [["ё\U0001f44d" * 5000]]))[1] == ["ё\U0001f44d" * 5000]


@given(st.lists(st.text(st.characters()), min_size=1, max_size=4))
def test_any_text_comes_back_and_never_begins_as_a_formula(texts: list[str]) -> None:
    data = render_csv(["имя"] * len(texts), [texts])
    got = read(data)[1] if any(texts) or len(texts) > 1 else [""]
    for text, value in zip(texts, got, strict=True):
        assert not value.startswith(DANGEROUS)
        assert value in (clean(text), f"'{clean(text)}")
