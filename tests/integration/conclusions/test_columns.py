"""The description of the CSV is a Table Schema, and the files are as it says."""

import csv
import datetime as dt
import io
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from jsonschema import Draft202012Validator

from consultations.conclusions.exports import export
from consultations.conclusions.exports.columns import COLUMNS, PATH, table_schema
from consultations.conclusions.exports.data import HEADER
from consultations.conclusions.models import Format, SignedDocument
from core.documents.csv import DANGEROUS
from core.mail.links import absolute
from tests.factories.conclusions import answer_everything, published, summarised
from tests.factories.process import ConsultationFactory
from tests.signed import empty_signed, lapsed_signed, rich_signed

TEXT = {"type": "string", "minLength": 1}
# What datapackage.org says of a schema and of the three types of field that are used here.
SPECIFICATION = {
    "type": "object",
    "required": ["fields", "$schema"],
    "properties": {
        "$schema": {"const": "https://datapackage.org/profiles/2.0/tableschema.json"},
        "fieldsMatch": {"type": "array", "minItems": 1, "maxItems": 1, "items": {
            "enum": ["exact", "equal", "subset", "superset", "partial"]}},
        "missingValues": {"type": "array", "items": {"type": "string"}, "uniqueItems": True},
        "primaryKey": {"type": "array", "minItems": 1, "items": TEXT, "uniqueItems": True},
        "fields": {"type": "array", "minItems": 1, "items": {
            "type": "object",
            "required": ["name", "type", "description", "descriptionEn"],
            "properties": {
                "name": TEXT, "description": TEXT, "descriptionEn": TEXT,
                "type": {"enum": ["string", "integer", "date"]},
                "format": {"const": "default"},
                "constraints": {
                    "type": "object",
                    "additionalProperties": False,
                    "minProperties": 1,
                    "properties": {
                        "required": {"type": "boolean"},
                        "enum": {"type": "array", "minItems": 1, "uniqueItems": True,
                                 "items": TEXT},
                    },
                },
            },
            "additionalProperties": False,
        }},
    },
}  # fmt: skip


def read(kind: str, value: str) -> Any:
    """A cell by its type; raises ValueError."""
    if kind == "integer":
        return int(value)
    return dt.date.fromisoformat(value) if kind == "date" else value


def problems(schema: dict[str, Any], data: bytes) -> list[str]:
    """What a reader of Table Schema would say of the file."""
    header, *rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    if header != [one["name"] for one in schema["fields"]]:
        return ["header"]
    found: list[str] = []
    for number, row in enumerate(rows, start=2):
        for field, value in zip(schema["fields"], row, strict=True):
            limits, place = field.get("constraints", {}), f"{number}: {field['name']}"
            if value in schema["missingValues"]:
                found += [f"{place}: required"] if limits.get("required") else []
                continue
            try:
                read(field["type"], value)
            except ValueError:
                found.append(f"{place}: {field['type']}")
            if "enum" in limits and value not in limits["enum"]:
                found.append(f"{place}: enum")
    keys = [tuple(row[header.index(name)] for name in schema["primaryKey"]) for row in rows]
    return found + (["key"] if len(set(keys)) != len(keys) else [])


def test_it_is_a_table_schema() -> None:
    schema = table_schema("https://a.example/x.json")
    assert [
        error.message for error in Draft202012Validator(SPECIFICATION).iter_errors(schema)
    ] == []
    names = [field["name"] for field in schema["fields"]]
    assert tuple(names) == HEADER
    assert len(set(names)) == len(names)
    assert set(schema["primaryKey"]) <= set(names)
    # A value of a list never gets the apostrophe.
    assert not any(value.startswith(DANGEROUS) for column in COLUMNS for value in column.values)


def committees() -> SignedDocument:
    consultation = ConsultationFactory(closed=True)
    published(consultation, comment="=1+1")
    answer_everything(consultation)
    return summarised(consultation)


@pytest.mark.django_db
@pytest.mark.parametrize("make", [rich_signed, empty_signed, lapsed_signed, committees])
def test_every_file_obeys_it(make: Callable[[], SignedDocument]) -> None:
    data = export(make(), Format.CSV)
    assert problems(table_schema(PATH), data) == []


@pytest.mark.django_db
def test_a_file_that_does_not_obey_is_noticed() -> None:
    """So that the test above can fail."""
    text = export(rich_signed(), Format.CSV).decode("utf-8-sig")
    schema = table_schema(PATH)
    for old, new, problem in (
        ("Номер в системе", "ID", "header"),
        ("на бумаге", "почтой", "enum"),
        ("не учтено", "учтено?", "enum"),
        (timezone.localdate().isoformat(), "вчера", "date"),
        (",предложение,", ",предложение,x", "integer"),
    ):
        assert old in text
        found = problems(schema, text.replace(old, new).encode("utf-8-sig"))
        assert any(one.endswith(problem) for one in found), (old, found[:3])


def test_everybody_may_read_it(client: Client) -> None:
    response = client.get(PATH)
    assert reverse("conclusions:table_schema") == PATH
    assert response.status_code == 200
    assert response["Content-Type"] == "application/vnd.tableschema+json"
    assert response["Access-Control-Allow-Origin"] == "*"
    assert response.json() == table_schema(absolute(PATH))


@pytest.mark.django_db
def test_the_page_of_a_document_leads_to_it(client: Client) -> None:
    page = client.get(empty_signed().get_absolute_url()).content.decode()
    for name in ("table_schema", "schema", "checker"):
        assert f'href="{reverse(f"conclusions:{name}")}"' in page, name
    assert f'href="{reverse("journal:export")}"' in page
