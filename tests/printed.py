"""Reading documents back: the words of a format in their order, and the numbers in them."""

import io
import re
from collections.abc import Callable, Mapping
from typing import Final

import docx
from lxml import html
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet
from pypdf import PdfReader

from consultations.conclusions.reading.xlsx import text_of

_BREAK: Final = r"[\u00ad\-]?\s*"  # what a narrow column does within a word


def html_text(data: bytes) -> str:
    main = html.document_fromstring(data.decode()).find(".//main")
    assert main is not None
    return " ".join(main.itertext())


def docx_text(data: bytes) -> str:
    """Body, then headers and footers; pieces of a paragraph belong together."""
    file = docx.Document(io.BytesIO(data))
    parts = [file.element.body]
    for section in file.sections:
        parts += [section.header._element, section.footer._element]
    lines = []
    for part in parts:
        for paragraph in part.iter("{*}p"):
            nodes = paragraph.iter("{*}t", "{*}br", "{*}tab")
            lines.append(
                "".join(node.text or "" if node.tag.endswith("}t") else "\n" for node in nodes)
            )
    return "\n".join(lines)


def pdf_text(data: bytes) -> str:
    return "\n".join(page.extract_text() for page in PdfReader(io.BytesIO(data)).pages)


def sheet_rows(sheet: Worksheet) -> list[dict[str, str]]:
    """Cells under their headers, as they are shown."""
    header, *rows = [[text_of(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    return [dict(zip(header, row, strict=True)) for row in rows]


def sheets(data: bytes) -> dict[str, list[dict[str, str]]]:
    book = load_workbook(io.BytesIO(data))
    return {sheet.title: sheet_rows(sheet) for sheet in book.worksheets}


def xlsx_text(data: bytes) -> str:
    rows = [row for found in sheets(data).values() for row in found]
    return "\n".join([*sheets(data), *(value for row in rows for value in row.values())])


TEXTS: Final[Mapping[str, Callable[[bytes], str]]] = {
    "html": html_text, "docx": docx_text, "pdf": pdf_text, "xlsx": xlsx_text,
    "csv": lambda data: data.decode("utf-8-sig"), "json": lambda data: data.decode(),
}  # fmt: skip


def squeezed(text: str) -> str:
    """Without white space and hyphens: what lines and columns do to words."""
    return re.sub(r"[-\s\u00ad]", "", text)


def loose(words: str) -> str:
    """A pattern for words that a narrow column may have broken anywhere."""
    return _BREAK.join(re.escape(char) for char in words if not char.isspace())


def part(text: str, caption: str) -> str:
    """From a table's caption to the next caption; empty if there is no such table."""
    found = re.search(rf"Таблица\s+[\d.А-Я]+\s+—\s+{loose(caption)}(?!\w)", text)
    if found is None:
        return ""
    rest = text[found.end() :]
    end = re.search(r"(Таблица|Рисунок)\s+[\d.А-Я]+\s+—", rest)
    return rest[: end.start()] if end else rest


def numbers_after(text: str, label: str, count: int) -> list[int] | None:
    """The numbers that follow a label at once; None if it stands nowhere with so many of them."""
    pattern = rf"(?<!\w){loose(label)}" + r"\s+(\d+)" * count + r"(?!\w)"
    found = re.search(pattern, text)
    return [int(number) for number in found.groups()] if found else None


def numbers_in(text: str, words: str) -> list[int] | None:
    """The numbers in the places of «#» in a sentence."""
    spaced = [loose(piece) for piece in words.split("#")]
    found = re.search(r"\s*(\d+)\s*".join(spaced), text)
    return [int(number) for number in found.groups()] if found else None
