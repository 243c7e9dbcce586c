"""The page of the site with a signed document, kept by its pages: one file, from which one page is
read without the others. A large document is never set for a visitor."""

import json
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import cached_property
from typing import IO, Any, BinaryIO, Final

from consultations.conclusions.domain.report import Report
from consultations.conclusions.domain.snapshot import members_of
from consultations.conclusions.exports.data import Progress
from consultations.conclusions.exports.document import build_document
from core.documents.domain.blocks import Document
from core.documents.domain.portions import USUAL, Limits
from core.documents.html_pages import Outline, PartNote, Place, render_pages

# A document with more rows, or more proposals, remarks and recommendations in them, is large: it is
# read by pages. The first is what a page of a browser bears. The second is what a visitor may wait
# for: each of their texts is read and held against its commitment, however few the rows are: about
# two seconds at that size on two busy cores (`python -m bench documents`).
LARGE: Final = 300
MANY: Final = 3_000

# Of the HTML and of what stands beside it. Raise it with every change of them: pages that were kept
# by another version are made anew when somebody asks for them.
VERSION: Final = 2

# What a damaged archive makes the readers raise, wherever the damage is.
_DAMAGE: Final = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, OSError, EOFError, LookupError,
    RuntimeError, ValueError, TypeError, AttributeError, OverflowError,
)  # fmt: skip
_OUTLINE: Final = "outline.json"
_ROWS: Final = "rows.json"
# The same texts give the same bytes on any day.
_WHEN: Final = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Page:
    """One page: its number, its HTML, the headings of the document and its parts."""

    number: int
    html: str
    outline: Outline

    @property
    def part(self) -> PartNote | None:
        """What the page has of a long table; None on the first."""
        return self.outline.parts[self.number - 2] if self.number > 1 else None

    @property
    def previous(self) -> int:
        """0 before the first."""
        return self.number - 1

    @property
    def following(self) -> int:
        """0 after the last."""
        return self.number + 1 if self.number < self.outline.pages else 0


def is_large(rows: int, members: int) -> bool:
    """Whether a document of so many rows, with so many members in them, is read by pages."""
    return rows > LARGE or members > MANY


def limits_of(report: Report) -> Limits | None:
    """What a page of a document may hold; None: everything."""
    snapshot = report.snapshot
    return USUAL if is_large(len(snapshot["groups"]), members_of(snapshot)) else None


def write_page(report: Report, out: BinaryIO, progress: Progress) -> None:
    """Writes the kept pages into a stream that can be sought in, and leaves it open."""
    outline, pages = render_pages(build_document(report), limits_of(report))
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as bundle:
        for number, html in enumerate(pages, start=1):
            _put(bundle, _name(number), html)
            progress(number, outline.pages + 1)
        facts = {"version": VERSION, **asdict(outline)}
        _put(bundle, _ROWS, json.dumps(facts.pop("rows")))
        _put(bundle, _OUTLINE, json.dumps(facts, ensure_ascii=False))


def page_of(document: Document) -> Page:
    """A small document that is not kept, as its only page."""
    outline, pages = render_pages(document, None)
    return Page(1, next(pages), outline)


class BrokenPagesError(Exception):
    """A file is not the kept pages of a document, or not those of this version of the program."""


class KeptPages:
    """The kept pages of a document; a context, because the file stays open meanwhile.

    Every method raises BrokenPagesError for a file that is damaged or of another version.
    """

    def __init__(self, stream: IO[bytes]) -> None:
        with _broken():
            self._bundle = zipfile.ZipFile(stream)

    def __enter__(self) -> "KeptPages":
        return self

    def __exit__(self, *error: object) -> None:
        self._bundle.close()

    @cached_property
    def outline(self) -> Outline:
        """Without the rows."""
        with _broken():
            facts = json.loads(self._bundle.read(_OUTLINE))
            version = facts.get("version", 1)
            if version != VERSION:
                raise BrokenPagesError(f"version {version}")
            places = tuple(Place(**place) for place in facts["places"])
            return Outline(places, tuple(PartNote(**part) for part in facts["parts"]), {})

    def page(self, number: int) -> Page:
        """A page; the last one for a number beyond."""
        outline = self.outline
        number = min(max(number, 1), outline.pages)
        with _broken():
            return Page(number, self._bundle.read(_name(number)).decode(), outline)

    def where(self, row: int) -> int:
        """On which page a row stands: on the first if it is in no part."""
        last = self.outline.pages
        with _broken():
            rows: dict[str, Any] = json.loads(self._bundle.read(_ROWS))
            return min(int(rows.get(f"row-{row}", 1)), last)


@contextmanager
def _broken() -> Iterator[None]:
    try:
        yield
    except _DAMAGE as error:
        raise BrokenPagesError(f"{type(error).__name__}: {error}") from error


def _name(number: int) -> str:
    return f"{number}.html"


def _put(bundle: zipfile.ZipFile, name: str, text: str) -> None:
    info = zipfile.ZipInfo(name, _WHEN)
    info.compress_type = zipfile.ZIP_DEFLATED
    bundle.writestr(info, text.encode())
