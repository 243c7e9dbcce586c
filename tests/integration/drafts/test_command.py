"""`manage.py import_bill`: the contract of the command line."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.accounts.models import Body
from drafts.models import Bill
from tests.factories.accounts import BodyFactory
from tests.factories.acts import ACT, UNITS
from tests.factories.drafts import BillFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def act_file(tmp_path: Path) -> Path:
    path = tmp_path / "проект.txt"
    path.write_text(ACT, encoding="utf-8")
    return path


def run(*args: object, **options: object) -> tuple[list[list[str]], str]:
    out, err = io.StringIO(), io.StringIO()
    call_command("import_bill", *map(str, args), stdout=out, stderr=err, **options)
    return [line.split("\t") for line in out.getvalue().splitlines()], err.getvalue()


def test_prints_slug_version_units_and_warnings(act_file) -> None:
    committee = BodyFactory()
    lines, errors = run(act_file, "--title", "О молодёжи", "--number", "15-8")
    assert lines == [
        ["slug", "molodezhi"],
        ["version", "1"],
        ["units", str(len(UNITS))],
        ["warnings", "0"],
    ]
    assert errors == ""
    bill = Bill.objects.get()
    assert (bill.title, bill.number, bill.committee) == ("О молодёжи", "15-8", committee)


def test_each_warning_is_a_line_with_its_place(act_file) -> None:
    BodyFactory()
    act_file.write_text(ACT.replace("2) полномочия", "3) полномочия"), encoding="utf-8")
    lines, _errors = run(act_file)
    assert lines[3] == ["warnings", "1"]
    assert lines[4][0] == "chapter:1/article:1/paragraph:1"
    assert "3" in lines[4][1]


def test_a_new_version_of_a_known_bill(act_file) -> None:
    BodyFactory()
    run(act_file, "--publish")
    lines, _errors = run(act_file, "--bill", "molodezhnoy-politike")
    assert lines[:2] == [["slug", "molodezhnoy-politike"], ["version", "2"]]
    assert list(Bill.objects.get().versions.values_list("status", flat=True)) == [
        "published",
        "draft",
    ]


def test_without_any_committee_one_is_made(act_file) -> None:
    run(act_file)
    assert Bill.objects.get().committee == Body.objects.get(kind="committee")


def test_of_several_committees_the_first_is_taken_and_named_unless_one_is_chosen(act_file) -> None:
    first, second = BodyFactory(), BodyFactory()
    _lines, errors = run(act_file, "--title", "Первый")
    assert first.name in errors
    _lines, errors = run(act_file, "--title", "Второй", "--committee", second.slug)
    assert errors == ""
    assert dict(Bill.objects.values_list("title", "committee")) == {
        "Первый": first.pk,
        "Второй": second.pk,
    }


@pytest.mark.parametrize(
    ("content", "extra"),
    [
        (b"", []),
        (b"\x89PNG\r\n\x1a\n", []),
        (None, []),
        (ACT.encode(), ["--bill", "unknown"]),
        (ACT.encode(), ["--committee", "unknown"]),
        (ACT.encode(), ["--slug", "taken"]),
        ("Статья 1. Предмет\n\nТекст.".encode(), []),
    ],
)
def test_bad_input_ends_with_2_and_one_line_and_writes_nothing(tmp_path, content, extra) -> None:
    BillFactory(slug="taken")
    path = tmp_path / "bad.txt"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(CommandError) as error:
        run(path, *extra)
    assert error.value.returncode == 2
    assert str(error.value)
    assert "\n" not in str(error.value)
    assert Bill.objects.count() == 1
