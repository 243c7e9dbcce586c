"""The tables of a document as rows of text. Runs in the sandbox and needs no Django.

Tracked changes are read as accepted, comments are left out. A merged cell says the same in every
place that it covers. A table inside a cell is only named.
"""

import io
import zipfile
from collections.abc import Iterator
from typing import Any, Final
from xml.etree.ElementTree import Element, fromstring

from consultations.conclusions.reading.grids import MOST_COLUMNS, Counter, Line, table
from core.uploads import RefusalCode, UploadLimits, UploadRefused
from core.uploads.archives import read_entry

_MAIN: Final = "word/document.xml"
# What is not part of the text as it will stand: what was deleted or moved away, and the second
# version of a drawing for old programs.
_LEFT_OUT: Final = frozenset({"del", "moveFrom", "Fallback", "delText", "instrText", "rPr", "pPr"})
_AS_TEXT: Final = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}


def tables_of(payload: bytes, limits: UploadLimits) -> list[Any]:
    """The bytes of a DOCX → its tables as JSON. UploadRefused: damaged, too_complex."""
    with zipfile.ZipFile(io.BytesIO(payload)) as archive:
        try:
            main = read_entry(archive, _MAIN, limits)
        except KeyError:
            raise UploadRefused(RefusalCode.DAMAGED, detail="no document") from None
    root = fromstring(main)  # noqa: S314 - in the sandbox, with its limits
    counter = Counter()
    return [table("", list(_rows(found, counter))) for found in _inside(root, "tbl")]


def _name(node: Element) -> str:
    return node.tag.rpartition("}")[2]


def _attribute(node: Element | None, name: str) -> str | None:
    if node is None:
        return None
    return next((value for key, value in node.items() if key.rpartition("}")[2] == name), None)


def _child(node: Element | None, name: str) -> Element | None:
    return next((one for one in node if _name(one) == name), None) if node is not None else None


def _inside(node: Element, name: str) -> Iterator[Element]:
    """The outermost elements of a name, those in content controls and insertions as well."""
    for child in node:
        if _name(child) == name:
            yield child
        elif _name(child) not in _LEFT_OUT:
            yield from _inside(child, name)


def _rows(found: Element, counter: Counter) -> Iterator[Line]:
    above: dict[int, str] = {}
    number = 0
    for row in _inside(found, "tr"):
        properties = _child(row, "trPr")
        if properties is not None and _child(properties, "del") is not None:
            continue  # the row was deleted
        number += 1
        cells: list[str] = []
        nested: list[int] = []
        below: dict[int, str] = {}
        for cell in _inside(row, "tc"):
            look = _child(cell, "tcPr")
            place, merge = len(cells), _child(look, "vMerge")
            goes_on = merge is not None and _attribute(merge, "val") != "restart"
            text = above.get(place, "") if goes_on else _text(cell)
            if merge is not None:
                below[place] = text
            if next(_inside(cell, "tbl"), None) is not None:
                nested.append(place)
            span = _attribute(_child(look, "gridSpan"), "val") or "1"
            width = int(span) if span.isdecimal() and len(span) < 3 else 1
            cells += [text] * min(max(width, 1), MOST_COLUMNS)
        counter.add(len(cells))
        above = below
        yield (number, cells, [], nested)


def _text(cell: Element) -> str:
    """The paragraphs of a cell, a line for each; tables inside it are left out."""
    lines = [""]
    for one in _paragraphs(cell):
        lines[-1] += "".join(_pieces(one))
        if not _is_joined(one):
            lines.append("")
    return "\n".join(lines).rstrip("\n")


def _is_joined(found: Element) -> bool:
    """Whether the end of a paragraph was deleted, so that the next one goes on in its line."""
    return _child(_child(_child(found, "pPr"), "rPr"), "del") is not None


def _paragraphs(node: Element) -> Iterator[Element]:
    for child in node:
        name = _name(child)
        if name == "p":
            yield child
        elif name == "sdt":
            if not _is_placeholder(child):
                yield from _paragraphs(child)
        elif name not in _LEFT_OUT and name not in ("tbl", "tcPr"):
            yield from _paragraphs(child)


def _pieces(node: Element) -> Iterator[str]:
    for child in node:
        name = _name(child)
        if name in _LEFT_OUT or (name == "sdt" and _is_placeholder(child)):
            continue
        if name == "t":
            yield child.text or ""
        elif name in _AS_TEXT:
            yield _AS_TEXT[name]
        else:
            yield from _pieces(child)


def _is_placeholder(control: Element) -> bool:
    """Whether a content control shows only what is to be done in it."""
    return _child(_child(control, "sdtPr"), "showingPlcHdr") is not None
