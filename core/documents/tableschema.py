"""What the columns of a published table mean, for people and as a Table Schema (Data Package 2.0)
for programs. Headers of files are made of the same columns, so neither can drift away."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

PROFILE: Final = "https://datapackage.org/profiles/2.0/tableschema.json"


@dataclass(frozen=True, slots=True)
class FileColumn:
    """`title` stands in the header; `kind`: string, integer, number, boolean, date or datetime;
    `ru` and `en` say what the values mean; `values`: all that may occur, if they are few;
    `is_required`: never empty."""

    title: str
    kind: str
    ru: str
    en: str
    values: tuple[str, ...] = ()
    is_required: bool = False


def fields(columns: Iterable[FileColumn]) -> list[dict[str, Any]]:
    """The fields of a Table Schema; `description` is Russian, `descriptionEn` English."""
    return [_field(column) for column in columns]


def _field(column: FileColumn) -> dict[str, Any]:
    constraints: dict[str, Any] = {}
    if column.is_required:
        constraints["required"] = True
    if column.values:
        constraints["enum"] = list(column.values)
    made = {"name": column.title, "type": column.kind, "format": "default"}
    made |= {"description": column.ru, "descriptionEn": column.en}
    return made | ({"constraints": constraints} if constraints else {})
