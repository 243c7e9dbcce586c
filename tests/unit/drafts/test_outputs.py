"""Outline, JSON and Akoma Ntoso of an act, and the command that prints them."""

import io
import json
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from pytest_django import Settings

from drafts.domain import akn, outline
from drafts.domain.nodes import Act
from tests.unit.drafts.helpers import act_of
from tests.unit.drafts.trees import acts

AMENDING = """
ФЕДЕРАЛЬНЫЙ ЗАКОН

О внесении изменений

Статья 1
1) пункт 2 изложить в следующей редакции:
«2) граждане:
а) одни.»;
2) слова   исключить.

Президент Российской Федерации В.В. Орлов

Москва, Кремль
27 декабря 2019 года
№ 476-ФЗ

Приложение
к Федеральному закону

Перечень

1. Первое.
"""
NS = {"a": akn.NAMESPACE}


def test_outline() -> None:
    assert outline.as_tsv(act_of(AMENDING)).splitlines() == [
        "article:1\t",
        "article:1/point:1\tпункт 2 изложить в следующей редакции:",
        "article:1/point:2\tслова исключить.",
        "annex:1\tПеречень",
        "annex:1/point:1\tПервое.",
    ]


def test_quoted_units_follow_their_host() -> None:
    assert outline.as_tsv(act_of(AMENDING), with_quoted=True).splitlines()[2:4] == [
        "article:1/point:1\tpoint:2\tграждане:",
        "article:1/point:1\tpoint:2/subpoint:а\tодни.",
    ]


def test_json_rows() -> None:
    rows = outline.as_json(act_of(AMENDING), with_quoted=True)
    assert rows[1] == {
        "path": "article:1/point:1",
        "eid": "art_1__point_1",
        "kind": "point",
        "number": "1",
        "num": "1)",
        "text": "пункт 2 изложить в следующей редакции:",
    }
    assert rows[2]["host"] == "article:1/point:1"


def test_divisions_are_no_rows() -> None:
    act = act_of("Глава 1. А\n§ 1. Общее\nСтатья 1. Б\nТекст.")
    assert [row[0] for row in outline.rows(act)] == ["chapter:1", "chapter:1/article:1"]


def test_akoma_ntoso_says_what_the_act_says() -> None:
    root = ET.fromstring(akn.to_akn(act_of(AMENDING)))  # noqa: S314 - our own output
    assert root.find("a:act", NS) is not None
    work = root.find(".//a:FRBRWork/a:FRBRuri", NS)
    assert work is not None
    assert work.get("value") == "/akn/ru/act/2019-12-27/476-fz"
    quoted = root.find(".//a:mod/a:quotedStructure", NS)
    assert quoted is not None
    assert quoted.get("eId") == "art_1__point_1__qstr_1"
    assert [e.get("eId") for e in quoted.iter() if e.get("eId")][1:] == [
        "art_1__point_1__qstr_1__point_2",
        "art_1__point_1__qstr_1__point_2__subpara_a",
    ]
    attachment = root.find(".//a:attachments/a:attachment", NS)
    assert attachment is not None
    assert attachment.get("eId") == "att_1"
    assert attachment.find("a:doc/a:mainBody/a:point", NS) is not None
    assert root.findtext(".//a:preface//a:docTitle", namespaces=NS) == "О внесении изменений"


def test_a_draft_without_number_is_a_bill() -> None:
    text = akn.to_akn(act_of("Статья 1. А\nТекст."), None)
    assert "<bill " in text
    assert "/akn/ru/bill/0001-01-01/nn" in text


@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(acts())
def test_akoma_ntoso_is_well_formed_with_unique_ids(act: Act) -> None:
    root = ET.fromstring(akn.to_akn(act))  # noqa: S314 - our own output
    ids = [element.get("eId") for element in root.iter() if element.get("eId")]
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("text", "expected"),
    [("27 декабря 2019 года", "2019-12-27"), ("от 06.05.2011", "2011-05-06"), ("без даты", "")],
)
def test_dates(text: str, expected: str) -> None:
    assert akn.iso_date(text) == expected


# --- the command ----------------------------------------------------------------------------


def run(*arguments: str) -> str:
    output = io.StringIO()
    call_command("parse_bill", *arguments, stdout=output)
    return output.getvalue()


@pytest.fixture
def bill(tmp_path: Path) -> str:
    path = tmp_path / "bill.txt"
    path.write_text(AMENDING, encoding="utf-8")
    return str(path)


def test_command_prints_the_outline(bill: str) -> None:
    assert run(bill) == outline.as_tsv(act_of(AMENDING))
    assert run(bill, "--quoted") == outline.as_tsv(act_of(AMENDING), with_quoted=True)


def test_command_prints_json(bill: str) -> None:
    document = json.loads(run(bill, "--format", "json", "--quoted"))
    assert document["outline"] == outline.as_json(act_of(AMENDING), with_quoted=True)
    assert document["act"]["units"][0]["number"] == "1"


def test_command_prints_akoma_ntoso(bill: str) -> None:
    assert run(bill, "--format", "akn") == akn.to_akn(act_of(AMENDING))


@pytest.mark.parametrize("name", ["missing.docx", ".", "empty.txt", "broken.docx"])
def test_command_refuses_in_one_line_with_code_2(tmp_path: Path, name: str) -> None:
    (tmp_path / "empty.txt").touch()
    (tmp_path / "broken.docx").write_bytes(b"PK\x03\x04 word/ rubbish")
    with pytest.raises(CommandError) as caught:
        run(str(tmp_path / name))
    assert caught.value.returncode == 2
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("name", "reason"),
    [("missing.docx", "нет такого файла или папки"), ("", "это папка")],
)
def test_command_says_what_is_wrong_with_a_path(tmp_path: Path, name: str, reason: str) -> None:
    with pytest.raises(CommandError, match=reason) as caught:
        run(str(tmp_path / name))
    assert caught.value.returncode == 2
    with override("en"), pytest.raises(CommandError, match="director"):
        run(str(tmp_path / name))


def test_command_keeps_to_the_limit_of_the_site(bill: str, settings: Settings) -> None:
    settings.UPLOAD_MAX_BYTES = 3 * 1024 * 1024
    Path(bill).write_bytes(b"0" * (settings.UPLOAD_MAX_BYTES + 1))
    with pytest.raises(CommandError, match="3 МБ") as caught:
        run(bill)
    assert caught.value.returncode == 2


def test_command_says_that_no_units_were_found(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("Уважаемые коллеги!\n\nСообщаем о заседании.\n", encoding="utf-8")
    call_command("parse_bill", str(path))
    out, err = capsys.readouterr()
    assert out == ""
    assert len(err.splitlines()) == 1
    assert "Статьи и пункты не найдены" in err
