"""What a template may say: the marks with their meanings. The one definition for the checker, the
sample and the table that people read."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Self


class MarkKind(StrEnum):
    TEXT = "text"  # {{ bill.title }}
    LIST = "list"  # {%tr for council in councils %}
    BLOCKS = "blocks"  # {{p body }}: whole paragraphs and tables of ours


@dataclass(frozen=True, slots=True)
class Mark:
    """`name` may have one dot («bill.title»); `about` is in the language of whoever reads it;
    `fields`: of the items of a list. What the sample says: `example` for a text, `items` (one value
    per field) for a list."""

    name: str
    about: str = ""
    kind: MarkKind = MarkKind.TEXT
    fields: tuple[str, ...] = ()
    example: str = ""
    items: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The marks of one kind of document. A template must place one of `content` and one of
    `signing` (names)."""

    marks: tuple[Mark, ...]
    content: frozenset[str] = frozenset()
    signing: frozenset[str] = frozenset()

    def of(self, kind: MarkKind) -> Mapping[str, Mark]:
        return {mark.name: mark for mark in self.marks if mark.kind is kind}

    def as_plain(self) -> dict[str, Any]:
        """For a process that gets nothing but JSON."""
        rows = [
            [one.name, str(one.about), str(one.kind), one.fields, one.example, one.items]
            for one in self.marks
        ]
        return {"marks": rows, "content": sorted(self.content), "signing": sorted(self.signing)}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Self:
        marks = tuple(
            Mark(name, about, MarkKind(kind), tuple(fields), example, tuple(map(tuple, items)))
            for name, about, kind, fields, example, items in plain["marks"]
        )
        return cls(marks, frozenset(plain["content"]), frozenset(plain["signing"]))


def nested(values: Mapping[str, Any]) -> dict[str, Any]:
    """`{"bill.title": "…"}` as `{"bill": {"title": "…"}}`."""
    made: dict[str, Any] = {}
    for name, value in values.items():
        owner, dot, attribute = name.partition(".")
        if dot:
            made.setdefault(owner, {})[attribute] = value
        else:
            made[owner] = value
    return made
