"""The published schema tells the truth about the JSON of signed documents."""

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from jsonschema import Draft202012Validator

from consultations.conclusions.exports import export
from consultations.conclusions.exports.schema import PATH, json_schema
from consultations.conclusions.exports.schema_words import COMMON, OWN
from consultations.conclusions.models import Format, SignedDocument
from core.mail.links import absolute
from tests.factories.conclusions import answer_everything, published, signed, summarised
from tests.factories.process import ConsultationFactory
from tests.integration.conclusions.test_documents import full

pytestmark = pytest.mark.django_db


def data_of(document: SignedDocument) -> Any:
    return json.loads(export(document, Format.JSON))


def problems(data: Any) -> list[str]:
    validator = Draft202012Validator(json_schema(absolute(PATH)))
    return [error.message for error in validator.iter_errors(data)]


def test_documents_obey_it() -> None:
    assert problems(data_of(signed(full()))) == []
    assert problems(data_of(signed(ConsultationFactory(closed=True)))) == []
    other = ConsultationFactory(closed=True)
    published(other)
    answer_everything(other)
    assert problems(data_of(summarised(other))) == []
    # The next revision says what it replaces.
    published(other, comment="Ещё довод.")
    answer_everything(other)
    revision = data_of(summarised(other, number="3-С"))
    assert revision["document"]["replaces"]["revision"] == 1
    assert problems(revision) == []
    del revision["document"]["replaces"]["sha256"]
    assert problems(revision)


MUTATIONS: list[Callable[[Any], Any]] = [
    lambda data: data.pop("numbers"),
    lambda data: data.update(extra=1),
    lambda data: data.update(version=2),
    lambda data: data["numbers"].update(received="5"),
    lambda data: data["units"][0]["rows"][0].pop("members"),
    lambda data: data["units"][0]["rows"][0]["members"][0].update(state="lost"),
    lambda data: data["signature"].pop("signed_on"),
    lambda data: data["snapshot"]["groups"][0].update(answer=7),
    lambda data: data.update(snapshot_sha256="нет"),
]


@pytest.mark.parametrize("number", range(len(MUTATIONS)))
def test_what_was_changed_does_not_obey_it(number: int) -> None:
    data = data_of(signed(full()))
    MUTATIONS[number](data)
    assert problems(data)


def test_it_is_a_schema_with_words_and_everybody_may_read_it(client: Client) -> None:
    response = client.get(PATH)
    assert reverse("conclusions:schema") == PATH
    assert response.status_code == 200
    assert response["Content-Type"] == "application/schema+json"
    found = response.json()
    Draft202012Validator.check_schema(found)
    assert found == json_schema(absolute(PATH))
    assert all(part["description"] for part in found["properties"].values())
    assert all(part["description"] for part in found["$defs"].values())


def objects(schema: Any, name: str = "") -> Iterator[tuple[str, str, Any]]:
    """Every property of every object, however deep: (where, its name, what it is)."""
    if isinstance(schema, dict):
        for key, value in schema.items():
            if key == "properties":
                yield from ((name, one, part) for one, part in value.items())
            yield from objects(value, key if key != "properties" else name)


def test_every_property_says_what_it_means() -> None:
    found = list(objects(json_schema("https://a.example/")))
    assert len(found) > 250
    assert [(where, name) for where, name, part in found if not part.get("description")] == []
    # No words are left of what is not there any more.
    told = {(where, name) for where, name, _part in found}
    signature = {("signature", name) for where, name in told if where == "signature"}
    own = {(kind, name) for kind, parts in OWN.items() for name in parts}
    assert {pair for pair in own - told if pair[0] != "Signer"} == set()
    assert {("signature", name) for name in OWN["Signer"]} <= signature
    assert set(COMMON) <= {name for _where, name in told}
