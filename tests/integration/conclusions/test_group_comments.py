"""`manage.py group_comments`: the contract, and what it refuses."""

from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

HEAD = "id,text,provision\n"
ROWS = (
    '1,"Увеличить срок до 30 дней, люди не успевают.",article:5\n'
    '2,"Здравствуйте! Увеличить срок до 30 дней, люди не успевают",article:5\n'
    '3,"Увеличить срок до 30 дней, люди не успевают.",article:6\n'
)


def refused(tmp_path: Path, data: bytes) -> str:
    """The reason; nothing may have been written."""
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(data)
    with pytest.raises(CommandError) as caught:
        call_command("group_comments", str(source), "--out", str(target))
    assert caught.value.returncode == 2
    assert not target.exists()
    assert "\n" not in str(caught.value)
    return str(caught.value)


def grouped(tmp_path: Path, data: bytes) -> str:
    source, target = tmp_path / "in.csv", tmp_path / "out.csv"
    source.write_bytes(data)
    call_command("group_comments", str(source), "--out", str(target))
    return target.read_text(encoding="utf-8")


def test_same_comments_of_one_provision_share_a_group(tmp_path: Path) -> None:
    assert grouped(tmp_path, (HEAD + ROWS).encode()) == "id,group\n1,1\n2,1\n3,2\n"


def test_the_column_of_provisions_may_be_missing(tmp_path: Path) -> None:
    data = 'id,text\na,"Отменить плату"\nb,"Отменить плату!"\n'
    assert grouped(tmp_path, data.encode()) == "id,group\na,1\nb,1\n"


def test_a_spreadsheet_in_russian_is_read(tmp_path: Path) -> None:
    data = "\ufeffid;text\r\n7;Ввести плату; \r\n".replace("; \r", "\r")
    assert grouped(tmp_path, data.encode()) == "id,group\n7,1\n"


def test_the_database_is_not_asked(tmp_path: Path) -> None:
    """No mark of this module opens the database: a query would fail the test."""
    assert grouped(tmp_path, (HEAD + ROWS).encode()).count("\n") == 4


@pytest.mark.parametrize(
    ("data", "row"),
    [
        (b"", "1"),
        ("id,words\n1,а\n".encode(), "1"),
        ((HEAD + "1,Текст,\n1,Другой,\n").encode(), "3"),
        ((HEAD + "1,Текст,\n2,  ,\n").encode(), "3"),
        ((HEAD + ",Текст,\n").encode(), "2"),
        ((HEAD + "1,Текст\n").encode(), "2"),
        ((HEAD + f"1,{'а' * 1_000_000},\n").encode(), "2"),
        ((HEAD + '1,"Текст,\n').encode(), "2"),
        ((HEAD + "1,Текст,\n").encode() + "2,Второй,\n".encode("cp1251"), "3"),
    ],
)
def test_a_bad_table_is_refused_by_row(tmp_path: Path, data: bytes, row: str) -> None:
    assert f" {row}:" in refused(tmp_path, data)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CommandError) as caught:
        call_command("group_comments", str(tmp_path / "no.csv"), "--out", str(tmp_path / "o.csv"))
    assert caught.value.returncode == 2
