"""The JSON Schema (draft 2020-12) of the JSON document, made from the dataclasses behind it: it
cannot say anything else than they do."""

import datetime as dt
import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from enum import StrEnum
from typing import Any, Final

from consultations.conclusions.domain import report as told
from consultations.conclusions.domain import snapshot as frozen
from consultations.conclusions.domain.tally import Tally
from consultations.conclusions.exports.schema_words import words_of
from consultations.process.numbers import Numbers

VERSION: Final = 3
PATH: Final = f"/schemas/conclusion-{VERSION}.json"
FORMATS: Final = ("veche-proposal-summary", "veche-summary-conclusion")
_DRAFT: Final = "https://json-schema.org/draft/2020-12/schema"
_SHA256: Final = {"type": "string", "pattern": "^[0-9a-f]*$"}
_PLAIN: Final = {str: "string", int: "integer", bool: "boolean"}
# What stands under each name, and what it says.
_PARTS: Final[Mapping[str, tuple[Any, str]]] = {
    "document": (frozen.DocumentFacts, "Which document it is and what it is built on."),
    "address": (str, "The permanent address of the document."),
    "procedure": (told.Procedure, "Days and rules of the event."),
    "bill": (frozen.BillFacts, "The draft law."),
    "organiser": (frozen.Party, "Who holds the event."),
    "responder": (frozen.Party, "The committee that answers."),
    "addressee": (frozen.Party, "To whom the document goes."),
    "numbers": (Numbers, "Participation, as on the day of the signature. Counts are not votes."),
    "tally": (Tally, "Positions of the committee, counted."),
    "moderation": (tuple[frozen.GroundCount, ...], "Hidden proposals by ground."),
    "moderation_acts": (Mapping[str, int], "What moderators and the rules have done, by act."),
    "objections": (Mapping[str, int], "Objections of authors to answers, by outcome."),
    "questions": (tuple[frozen.QuestionFacts, ...], "Questions of the organiser with answers."),
    "councils": (tuple[told.CouncilReport, ...], "Councils and their opinions."),
    "dissents": (tuple[told.DissentText, ...], "Dissenting opinions."),
    "units": (tuple[told.Unit, ...], "The consolidated table by units of the text."),
    "places": (tuple[frozen.PlaceFacts, ...], "Proposals by municipality and type of author."),
    "minutes": (told.MinutesText | None, "Minutes of the hearings, if there were any."),
    "snapshot": (frozen.Snapshot, "What was signed; its canonical JSON is hashed."),
    "openings": (Mapping[str, told.Opening], "Salts and texts by key, to check commitments."),
}


def json_schema(address: str) -> dict[str, Any]:
    """The schema as plain JSON; `address` is where it is served."""
    found: dict[str, Any] = {}
    properties: dict[str, Any] = {
        "$schema": {"const": address, "description": "The address of this schema."},
        "format": {"enum": list(FORMATS), "description": "Which document it is."},
        "version": {"const": VERSION, "description": "The version of this format."},
        "snapshot_sha256": _SHA256 | {"description": "SHA-256 of the canonical snapshot."},
        "signature": _signature(found) | {"description": "Number, day, and who has signed."},
    }
    for name, (kind, words) in _PARTS.items():
        properties[name] = _of(kind, found) | {"description": words}
    return {
        "$schema": _DRAFT,
        "$id": address,
        "title": "Veche: a signed document",
        **_object(properties, sorted(properties)),
        "$defs": {name: found[name] for name in sorted(found)},
    }


def _signature(found: dict[str, Any]) -> dict[str, Any]:
    """Two dataclasses in one object."""
    parts = [_class(kind, found) for kind in (frozen.SignatureFacts, told.Signer)]
    return _object(
        {name: value for part in parts for name, value in part["properties"].items()},
        [name for part in parts for name in part["required"]],
    )


def _object(properties: dict[str, Any], required: list[str]) -> dict[str, Any]:
    return {
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": False,
    }


def _of(hint: Any, found: dict[str, Any]) -> dict[str, Any]:
    if hint in _PLAIN:
        return {"type": _PLAIN[hint]}
    if hint is type(None):
        return {"type": "null"}
    if hint is dt.date:
        return {"type": "string", "format": "date"}
    arguments = typing.get_args(hint)
    match typing.get_origin(hint):
        case types.UnionType:
            return {"anyOf": [_of(part, found) for part in arguments]}
        case origin if origin is tuple:
            return {"type": "array", "items": _of(arguments[0], found)}
        case origin if origin is Mapping:
            return {"type": "object", "additionalProperties": _of(arguments[1], found)}
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return {"enum": [str(one) for one in hint]}
    if not is_dataclass(hint) or not isinstance(hint, type):
        return {}  # anything
    if hint.__name__ not in found:
        found[hint.__name__] = {}  # so that it may lead to itself
        found[hint.__name__] = _class(hint, found)
    return {"$ref": f"#/$defs/{hint.__name__}"}


def _class(kind: type[Any], found: dict[str, Any]) -> dict[str, Any]:
    """What has a default may be missing: documents signed earlier do not have it."""
    hints = typing.get_type_hints(kind)
    has_none = [
        one.name
        for one in fields(kind)
        if one.default is MISSING and one.default_factory is MISSING
    ]
    described = {
        one.name: _of(hints[one.name], found) | {"description": words_of(kind.__name__, one.name)}
        for one in fields(kind)
    }
    made = _object(described, has_none)
    return made | {"description": " ".join((kind.__doc__ or "").split())}
