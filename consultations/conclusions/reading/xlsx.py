"""A workbook as rows of text. Runs in the sandbox and needs no Django.

Hidden rows and sheets are read as others are. A merged cell says the same in every row and column
that it covers. Formulas are not computed: they are only named.
"""

import datetime as dt
import io
import re
import warnings
import zipfile
from collections.abc import Iterable
from typing import Any, Final
from xml.etree.ElementTree import iterparse

from openpyxl import load_workbook
from openpyxl.utils.cell import range_boundaries

from consultations.conclusions.reading.grids import MOST_COLUMNS, Counter, Line, table
from core.uploads import UploadLimits

_ESCAPED: Final = re.compile(r"_x([0-9A-Fa-f]{4})_")
_MOST_MERGED: Final = 5_000
# (first row, last row, first column, last column), from 1.
Range = tuple[int, int, int, int]


def tables_of(payload: bytes, limits: UploadLimits) -> list[Any]:
    """The bytes of an XLSX → its sheets as JSON. UploadRefused: too_complex."""
    counter = Counter()
    made = []
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl tells what it leaves out
        book = load_workbook(io.BytesIO(payload), read_only=True, keep_links=False)
        for sheet in book.worksheets:
            sheet.reset_dimensions()  # what a file says of its size may be wrong
            merged = _merged(payload, sheet._worksheet_path)  # noqa: SLF001 - openpyxl keeps it here
            made.append(table(sheet.title, list(_rows(sheet, merged, counter))))
    return made


def _rows(sheet: Any, merged: list[Range], counter: Counter) -> Iterable[Line]:
    origins: dict[tuple[int, int], tuple[str, bool]] = {}
    by_row = _by_row(merged)
    for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), start=1):
        covering = by_row.get(number, ())
        if not covering and all(cell.value is None for cell in cells):
            continue
        texts = [text_of(cell.value) for cell in cells]
        while texts and not texts[-1]:
            texts.pop()
        counter.add(len(texts))
        formulas = {place for place, cell in enumerate(cells) if cell.data_type == "f"}
        for first, _last, left, right in covering:
            if first == number:
                text = texts[left - 1] if left <= len(texts) else ""
                origins[first, left] = (text, left - 1 in formulas)
            text, is_formula = origins.get((first, left), ("", False))
            for place in range(left - 1, min(right, MOST_COLUMNS)):
                texts += [""] * (place + 1 - len(texts))
                texts[place] = text
                formulas |= {place} if is_formula else set()
        if any(texts) or formulas:
            yield (number, texts, sorted(formulas), [])


def _by_row(merged: list[Range]) -> dict[int, list[Range]]:
    rows: dict[int, list[Range]] = {}
    for found in merged:
        first, last = found[0], found[1]
        for number in range(first, min(last, first + _MOST_MERGED) + 1):
            rows.setdefault(number, []).append(found)
    return rows


def _merged(payload: bytes, path: str) -> list[Range]:
    """The merged ranges of a sheet; openpyxl leaves them out of what it reads row by row."""
    found: list[Range] = []
    with (
        zipfile.ZipFile(io.BytesIO(payload)) as archive,
        archive.open(path.lstrip("/")) as stream,
    ):
        for _event, node in iterparse(stream):  # noqa: S314 - in the sandbox, with its limits
            name = node.tag.rpartition("}")[2]
            if name == "mergeCell" and len(found) < _MOST_MERGED:
                left, top, right, bottom = range_boundaries(node.get("ref", "A1"))
                if None not in (left, top, right, bottom):
                    found.append((top, bottom, left, right))
            if name in ("row", "mergeCell"):
                node.clear()
    return found


def text_of(value: Any) -> str:
    """What a cell shows, as text; of a formula only that there is one."""
    match value:
        case None:
            return ""
        case bool():
            return "ИСТИНА" if value else "ЛОЖЬ"
        case float() if value.is_integer():
            return str(int(value))
        case dt.datetime():
            return f"{value:%d.%m.%Y}"
        case dt.date():
            return f"{value:%d.%m.%Y}"
        case str():
            return _unescaped(value) if "_x" in value else value
    return str(value)


def _unescaped(text: str) -> str:
    """Characters that are written by their numbers; halves of one sign are put together."""
    found = _ESCAPED.sub(lambda part: chr(int(part[1], 16)), text)
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
