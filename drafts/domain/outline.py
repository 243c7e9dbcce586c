"""The outline of an act: one row per unit (contract of ``manage.py parse_bill``)."""

from collections.abc import Iterator
from typing import Any

from . import paths
from .nodes import Act, Kind, Unit


def rows(act: Act, *, with_quoted: bool = False) -> Iterator[tuple[str, ...]]:
    """``(path, own text)`` in document order; quoted units, if wanted, are
    ``(host path, quoted path, text)`` right after their host."""
    for placed in paths.walk(act):
        if placed.unit.kind is Kind.DIVISION:
            continue
        yield placed.path, one_line(own_text(placed.unit))
        if with_quoted:
            for inner in paths.quoted(placed):
                if inner.unit.kind is not Kind.DIVISION:
                    yield placed.path, inner.path, one_line(own_text(inner.unit))


def own_text(unit: Unit) -> str:
    return unit.own_text


def one_line(text: str) -> str:
    return " ".join(text.split())


def as_tsv(act: Act, *, with_quoted: bool = False) -> str:
    """Tab-separated rows, each ended by a newline."""
    return "".join("\t".join(row) + "\n" for row in rows(act, with_quoted=with_quoted))


def as_json(act: Act, *, with_quoted: bool = False) -> list[dict[str, Any]]:
    """The same rows as dictionaries: ``path``, ``eid``, ``kind``, ``number``, ``num``, ``text``;
    quoted ones have ``host`` too."""
    result: list[dict[str, Any]] = []
    for placed in paths.walk(act):
        if placed.unit.kind is Kind.DIVISION:
            continue
        result.append(_row(placed))
        if with_quoted:
            result.extend({"host": placed.path} | _row(inner) for inner in paths.quoted(placed))
    return result


def _row(placed: paths.Placed) -> dict[str, Any]:
    return {
        "path": placed.path,
        "eid": placed.eid,
        "kind": str(placed.unit.kind),
        "number": placed.unit.number,
        "num": placed.unit.num,
        "text": one_line(own_text(placed.unit)),
    }
