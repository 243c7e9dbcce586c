"""The way from the bytes of a PDF to paragraphs."""

from collections.abc import Iterator

import pymupdf

from core.uploads import RefusalCode, UploadLimits, UploadRefused
from drafts.domain.nodes import Figure
from drafts.importers.base import Imported

from .furniture import take_footnotes, without_furniture
from .lines import make_line, page_lines, rows, set_edges
from .page import characters, page_content, pictures
from .paragraphs import paragraphs_of
from .shapes import DrawnTable, Fragment, Line, PageContent
from .tables import Grid, build_table, find_grids, goes_on, join_tables
from .text import looks_garbled, mend, mend_page, mended_fonts

MAX_PAGES = 2_000
_SCANNED_SHARE = 0.5


def read(data: bytes, limits: UploadLimits) -> Imported:
    """Paragraphs of a PDF.

    UploadRefused: ``damaged``, ``encrypted``, ``too_complex`` (more than ``MAX_PAGES`` pages),
    ``scan`` (pictures of pages), ``garbled`` (letters that stand for others), ``no_text``.
    """
    pymupdf.TOOLS.mupdf_display_errors(False)
    pymupdf.TOOLS.mupdf_display_warnings(False)
    try:
        with pymupdf.open(stream=data, filetype="pdf") as document:
            return _Reader(_checked(document)).read()
    except (pymupdf.FileDataError, pymupdf.EmptyFileError, RuntimeError, ValueError) as error:
        raise UploadRefused(RefusalCode.DAMAGED, detail=type(error).__name__) from error


def _checked(document: pymupdf.Document) -> pymupdf.Document:
    if document.needs_pass and not document.authenticate(""):
        raise UploadRefused(RefusalCode.ENCRYPTED)
    if document.page_count > MAX_PAGES:
        raise UploadRefused(RefusalCode.TOO_COMPLEX, pages=document.page_count)
    if not document.page_count:
        raise UploadRefused(RefusalCode.DAMAGED, detail="no pages")
    return document


class _Reader:
    def __init__(self, document: pymupdf.Document) -> None:
        self.document = document
        self.result = Imported()
        self.fonts: set[str] = set()

    def read(self) -> Imported:
        pages = [page_content(page) for page in self.document.pages()]
        self._check_scans(pages)
        self.fonts = mended_fonts(pages)
        if self.fonts:
            self.result.warn("encoding_mended")
            pages = [mend_page(page, self.fonts) for page in pages]
        self._check_text(pages)
        lines: list[Line] = []
        for number, content in enumerate(pages):
            self._add_blocks(number, content)
            lines.extend(page_lines(content.fragments, number))
        sizes = [(page.width, page.height) for page in pages]
        kept, removed = without_furniture(lines, sizes)
        if removed:
            self.result.warn("running_titles_dropped", pages=str(removed))
        set_edges(kept, sizes)
        kept = take_footnotes(kept, pages)
        if any(line.notes for line in kept):
            self.result.warn("footnotes")
        self.result.paragraphs = list(paragraphs_of(_joined_tables(kept)))
        return self.result

    def _check_scans(self, pages: list[PageContent]) -> None:
        scanned = sum(page.scanned for page in pages)
        if scanned > _SCANNED_SHARE * len(pages):
            raise UploadRefused(RefusalCode.SCAN, pages=scanned)
        if scanned:
            self.result.warn("pages_scanned", pages=str(scanned))

    def _check_text(self, pages: list[PageContent]) -> None:
        text = " ".join(
            piece.text for page in pages for item in page.fragments for piece in item.pieces
        )
        if not any(char.isalnum() for char in text):
            raise UploadRefused(RefusalCode.NO_TEXT)
        if looks_garbled(text):
            raise UploadRefused(RefusalCode.GARBLED)

    # --- tables and pictures ----------------------------------------------------------------

    def _add_blocks(self, number: int, content: PageContent) -> None:
        """Puts tables and pictures among the fragments of the page."""
        grids = find_grids(content.segments)
        if grids:
            borders = [x for grid in grids for x in grid.xs]
            cut = characters(self.document[number], borders)
            for grid in grids:
                self._add_table(grid, cut, content)
        for box, image in pictures(self.document[number]):
            name = f"page{number + 1}-{box[0]:.0f}-{box[1]:.0f}"
            self.result.warn("figures")
            self.result.keep_image(name, image)
            x0, top, x1, bottom = box
            content.fragments.append(Fragment(x0, x1, top, bottom, block=Figure(name, "")))

    def _add_table(self, grid: Grid, cut: list[Fragment], content: PageContent) -> None:
        inside: dict[tuple[int, int], list[Fragment]] = {}
        starts = {(r, c): (row, col) for row, col, high, wide in grid.regions()
                  for r in range(row, row + high) for c in range(col, col + wide)}  # fmt: skip
        for item in cut:
            middle = (item.x0 + item.x1) / 2, (item.top + item.bottom) / 2
            if grid.holds(*middle):
                inside.setdefault(starts[grid.place(*middle)], []).append(item)
        texts = {place: tuple(self._cell_lines(items)) for place, items in inside.items()}
        table = build_table(grid, texts)
        if table is None:
            return
        content.fragments = [
            item
            for item in content.fragments
            if not grid.holds((item.x0 + item.x1) / 2, (item.top + item.bottom) / 2)
        ]
        content.fragments.append(
            Fragment(grid.xs[0], grid.xs[-1], grid.ys[0], grid.ys[-1], block=table)
        )

    def _cell_lines(self, items: list[Fragment]) -> Iterator[str]:
        """The text of a cell, line by line, joined to paragraphs."""
        lines = [make_line(row, 0) for row in rows(items)]
        set_edges(lines, [(0.0, 0.0)])
        for paragraph in paragraphs_of(lines):
            text = " ".join(paragraph.text.split())
            if text:
                yield mend(text) if self.fonts else text


def _joined_tables(lines: list[Line]) -> list[Line]:
    """Tables that go on over a page as one."""
    result: list[Line] = []
    for line in lines:
        last = result[-1].block if result else None
        if (
            isinstance(line.block, DrawnTable)
            and isinstance(last, DrawnTable)
            and result[-1].page == line.page - 1
            and goes_on(last, line.block)
        ):
            result[-1].block = join_tables(last, line.block)
            result[-1].page = line.page
        else:
            result.append(line)
    return result
