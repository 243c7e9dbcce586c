"""typst, and the fonts inside its wheel only: the same JSON gives the same bytes everywhere."""

import json
from functools import cache
from pathlib import Path
from typing import Final, Literal

import typst

_HERE: Final = Path(__file__).parent
CHARTS: Final = _HERE / "chart.typ"
# With what the process of a part ends (`pdf_child`) if typst refused it or there was no memory.
REFUSED: Final = 3
NO_MEMORY: Final = 4


class PdfError(RuntimeError):
    """A PDF could not be made; the message says why."""


class RefusedByTypstError(PdfError):
    """typst refused the document; the message is its diagnosis."""


def set_pages(document: str, timestamp: int) -> bytes:
    """A PDF/UA-1 of the JSON that `pdf_json.document_json` describes.
    Raises RefusedByTypstError."""
    source = _source("page.typ", CHARTS.name, "template.typ")
    return _compile(source, document, timestamp, standard="ua-1")


def set_feet(
    head: dict[str, str], flipped: list[bool], before: int, total: int, *, timestamp: int
) -> bytes:
    """Empty pages, upright or `flipped`, with the numbers from `before` + 1 on, of `total`, as
    the label `head["page"]` in `head["language"]` words them."""
    data = {
        "language": head["language"],
        "labels": {"page": head["page"]},
        "flipped": flipped,
        "before": before,
        "total": total,
    }
    return _compile(_source("page.typ", "feet.typ"), json.dumps(data), timestamp, standard="1.7")


def _compile(
    source: bytes, document: str, timestamp: int, *, standard: Literal["ua-1", "1.7"]
) -> bytes:
    try:
        return typst.compile(
            source,
            sys_inputs={"document": document},
            ignore_system_fonts=True,
            format="pdf",
            pdf_standards=[standard],
            timestamp=timestamp,
        )
    except typst.TypstError as error:
        raise RefusedByTypstError(error.message) from error


@cache
def _source(*names: str) -> bytes:
    return b"".join(_HERE.joinpath(name).read_bytes() for name in names)
