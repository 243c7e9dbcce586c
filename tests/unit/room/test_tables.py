"""Columns and rows of tables of remarks, as people make them."""

import pytest

from consultations.room.domain.tables import (
    MAX_ROWS,
    Column,
    TableRow,
    column_of,
    importance_of,
    read_tables,
)

HEAD = [
    "№", "Структурная единица", "Замечание", "Предлагаемая редакция", "Важность", "Норма", "Автор",
]  # fmt: skip


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Структурная единица", Column.PLACE),
        ("Статья, часть, пункт законопроекта", Column.PLACE),
        ("Структурный элемент проекта", Column.PLACE),
        ("Пункт", Column.PLACE),
        ("Замечание", Column.TEXT),
        ("Замечания и предложения", Column.TEXT),
        ("Содержание замечания", Column.TEXT),
        ("Предлагаемая редакция", Column.WORDING),
        ("Предлагаемая формулировка", Column.WORDING),
        ("Важность", Column.IMPORTANCE),
        ("Норма", Column.NORM),
        ("Правовое основание", Column.NORM),
        ("Норма законопроекта", Column.PLACE),
        ("Автор замечания", Column.AUTHOR),
        ("Ф.И.О.", Column.AUTHOR),
        ("Член совета", Column.AUTHOR),
        ("Обоснование", None),
        ("№ п/п", None),
        ("", None),
    ],
)
def test_headings(heading: str, column: Column | None) -> None:
    assert column_of(heading) is column


def test_columns_may_stand_in_any_order_under_a_title() -> None:
    table = [
        ["Замечания членов совета"] * 3,
        ["Автор", "Замечание", "Структурная единица"],
        ["1", "2", "3"],
        ["Иванова М.П.", "Срок не назван", "ст. 5"],
        ["", "", ""],
        ["Петров П.П.", "", "ст. 6"],
    ]
    reading = read_tables([table])
    assert reading.rows == (
        TableRow(1, place="ст. 5", text="Срок не назван", author="Иванова М.П."),
        TableRow(2, place="ст. 6", author="Петров П.П."),
    )
    assert (reading.missing, reading.unused, reading.has_author) == ((), (), True)


def test_all_columns_and_those_that_mean_nothing() -> None:
    row = ["1", "ст. 5", "Срок не назван", "30 дней", "высокая", "ст. 7 № 212-ФЗ", "Иванова"]
    reading = read_tables([[[*HEAD, "Отметка"], [*row, ""]]])
    assert reading.rows == (
        TableRow(1, "ст. 5", "Срок не назван", "30 дней", "высокая", "ст. 7 № 212-ФЗ", "Иванова"),
    )
    assert reading.unused == ("Отметка",)


def test_a_missing_column_is_named() -> None:
    reading = read_tables([[["Автор", "Замечание"], ["Иванова", "Плохо"]]])
    assert (reading.missing, reading.rows) == ((Column.PLACE,), ())
    reading = read_tables([[["Автор", "Структурная единица"], ["Иванова", "ст. 1"]]])
    assert reading.missing == (Column.TEXT,)


def test_a_missing_author_is_told_but_the_rows_are_read() -> None:
    reading = read_tables([[["Структурная единица", "Замечание"], ["ст. 1", "Плохо"]]])
    assert not reading.has_author
    assert len(reading.rows) == 1


@pytest.mark.parametrize(
    "tables", [[], [[]], [[["а", "б"], ["в", "г"]]], [[["Замечание"], ["Да"]]]]
)
def test_no_table_of_remarks(tables: list[list[list[str]]]) -> None:
    assert not read_tables(tables).has_header


def test_several_tables_are_one_and_short_rows_do_no_harm() -> None:
    table = [["Структурная единица", "Замечание", "Автор"], ["ст. 1", "Плохо"]]
    reading = read_tables([[["Приложение", "Лист"], ["1", "2"]], table, table])
    assert [row.number for row in reading.rows] == [1, 2]


def test_a_table_without_end_is_cut_and_told() -> None:
    table = [["Структурная единица", "Замечание"], *[["ст. 1", f"Плохо {n}"] for n in range(501)]]
    reading = read_tables([table])
    assert (len(reading.rows), reading.too_many) == (MAX_ROWS, True)


@pytest.mark.parametrize(
    ("words", "code"),
    [
        ("Высокая", "high"),
        ("существенное", "high"),
        ("редакционное", "low"),
        ("несущественно", "low"),
        ("средняя", "medium"),
        ("", "medium"),
        ("–", "medium"),
        ("да", None),
    ],
)
def test_importance(words: str, code: str | None) -> None:
    assert importance_of(words) == code
