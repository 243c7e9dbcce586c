"""A page of a PDF as plain values: text, ruled lines, pictures. The only users of PyMuPDF."""

from collections.abc import Iterable, Iterator
from typing import Any

import pymupdf

from .shapes import Fragment, PageContent, Piece, Segment

_FLAGS = (
    pymupdf.TEXT_PRESERVE_WHITESPACE
    | pymupdf.TEXT_MEDIABOX_CLIP
    | pymupdf.TEXT_CID_FOR_UNKNOWN_UNICODE
)
_RAISED, _BOLD = pymupdf.TEXT_FONT_SUPERSCRIPT, pymupdf.TEXT_FONT_BOLD
_LIGATURES = str.maketrans({"ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"})
_RULE_WIDTH = 3.0  # a filled rectangle no thicker is a ruled line
_MAX_PATHS = 20_000  # more is a drawing, not the rules of a table
_MAX_PICTURES, _MIN_PICTURE = 50, 20.0
_SCAN_COVER = 0.5
_SCAN_LETTERS = 20


def page_content(page: pymupdf.Page) -> PageContent:
    """The text and the ruled lines of a page, turned so that most of its text lies level."""
    raw = page.get_text("dict", flags=_FLAGS)
    turn = _Turn(raw)
    fragments = [
        fragment
        for block in raw["blocks"]
        for line in block.get("lines", ())
        if (fragment := _fragment(line, turn)) is not None
    ]
    result = PageContent(turn.width, turn.height, fragments)
    letters = sum(
        char.isalnum() for item in fragments for piece in item.pieces for char in piece.text
    )
    if letters < _SCAN_LETTERS:
        result.scanned = _is_picture(page, letters)
    else:
        result.segments = list(_segments(page, turn))
    return result


class _Turn:
    """Turns coordinates of a page whose text runs up or down; other text is left out."""

    def __init__(self, raw: dict[str, Any]) -> None:
        weights: dict[tuple[int, int], int] = {}
        for block in raw["blocks"]:
            for line in block.get("lines", ()):
                way = _way(line)
                count = sum(len(span["text"].strip()) for span in line["spans"])
                weights[way] = weights.get(way, 0) + count
        self.way = max(weights, key=lambda way: weights[way], default=(1, 0))
        self.page_width, self.page_height = raw["width"], raw["height"]
        level = self.way[1] == 0
        self.width = self.page_width if level else self.page_height
        self.height = self.page_height if level else self.page_width

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.way == (0, -1):  # bottom to top
            return self.page_height - y, x
        if self.way == (0, 1):
            return y, self.page_width - x
        if self.way == (-1, 0):
            return self.page_width - x, self.page_height - y
        return x, y

    def box(self, box: Iterable[float]) -> tuple[float, float, float, float]:
        x0, y0, x1, y1 = box
        (ax, ay), (bx, by) = self.point(x0, y0), self.point(x1, y1)
        return min(ax, bx), min(ay, by), max(ax, bx), max(ay, by)


def _way(line: dict[str, Any]) -> tuple[int, int]:
    return round(line["dir"][0]), round(line["dir"][1])


def _fragment(line: dict[str, Any], turn: _Turn) -> Fragment | None:
    if _way(line) != turn.way:
        return None
    pieces = [piece for span in line["spans"] if (piece := _piece(span, turn)) is not None]
    while pieces and not pieces[0].text.strip():
        pieces.pop(0)
    while pieces and not pieces[-1].text.strip():
        pieces.pop()
    if not pieces:
        return None
    return Fragment(
        pieces[0].x0,
        max(piece.x1 for piece in pieces),
        min(piece.top for piece in pieces),
        max(piece.bottom for piece in pieces),
        tuple(pieces),
    )


def _piece(span: dict[str, Any], turn: _Turn) -> Piece | None:
    text = span["text"].translate(_LIGATURES).replace("\x00", "")
    if not text:
        return None
    x0, top, x1, bottom = turn.box(span["bbox"])
    size = float(span["size"])
    # The box takes in the spaces at the ends; what counts is where the letters stand.
    space = min(0.25 * size, (x1 - x0) / len(text))
    if text.strip():
        x0 += space * (len(text) - len(text.lstrip()))
        x1 -= space * (len(text) - len(text.rstrip()))
    return Piece(
        text,
        x0,
        max(x1, x0),
        top,
        bottom,
        turn.point(*span["origin"])[1],
        size,
        bool(span["flags"] & _BOLD) or "bold" in span["font"].lower(),
        bool(span["flags"] & _RAISED),
        span["font"],
    )


def characters(page: pymupdf.Page, borders: Iterable[float]) -> list[Fragment]:
    """The text again, cut at the ``borders`` of columns: a line may run over several cells."""
    raw = page.get_text("rawdict", flags=_FLAGS)
    cuts = sorted(borders)
    turn = _Turn(_with_text(raw))
    result: list[Fragment] = []
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            for part in _cut(line, cuts, turn):
                fragment = _fragment(part, turn)
                if fragment is not None:
                    result.append(fragment)
    return result


def _with_text(raw: dict[str, Any]) -> dict[str, Any]:
    for block in raw["blocks"]:
        for line in block.get("lines", ()):
            for span in line["spans"]:
                span["text"] = "".join(char["c"] for char in span["chars"])
    return raw


def _cut(line: dict[str, Any], cuts: list[float], turn: _Turn) -> Iterator[dict[str, Any]]:
    """The line as one line per column."""
    parts: dict[int, list[dict[str, Any]]] = {}
    for span in line["spans"]:
        for char in span["chars"]:
            x0, _top, x1, _bottom = turn.box(char["bbox"])
            column = sum(cut <= (x0 + x1) / 2 for cut in cuts)
            spans = parts.setdefault(column, [])
            if not spans or spans[-1]["of"] is not span:
                spans.append({**span, "of": span, "text": "", "bbox": char["bbox"],
                              "origin": char["origin"]})  # fmt: skip
            last = spans[-1]
            last["text"] += char["c"]
            a, b = last["bbox"], char["bbox"]
            last["bbox"] = (min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]))
    for _column, spans in sorted(parts.items()):
        yield {**line, "spans": spans}


# --- ruled lines and pictures ---------------------------------------------------------------


def _segments(page: pymupdf.Page, turn: _Turn) -> Iterator[Segment]:
    """Straight level and upright lines, also where they are drawn as thin rectangles."""
    paths = page.get_cdrawings()
    if len(paths) > _MAX_PATHS:
        return
    for path in paths:
        stroked = "s" in path["type"] and path.get("color") is not None
        for item in path["items"]:
            if item[0] == "l" and stroked:
                yield from _straight(turn.box((*item[1], *item[2])))
            elif item[0] == "re":
                yield from _rectangle(turn.box(item[1]), stroked)
            elif item[0] == "qu" and stroked:
                corners = [turn.point(*corner) for corner in item[1]]
                xs, ys = [c[0] for c in corners], [c[1] for c in corners]
                yield from _rectangle((min(xs), min(ys), max(xs), max(ys)), stroked)


def _straight(box: tuple[float, float, float, float]) -> Iterator[Segment]:
    x0, y0, x1, y1 = box
    if min(x1 - x0, y1 - y0) <= 1.0:
        yield Segment(x0, y0, x1, y1)


def _rectangle(box: tuple[float, float, float, float], stroked: bool) -> Iterator[Segment]:
    x0, y0, x1, y1 = box
    if y1 - y0 <= _RULE_WIDTH:
        yield Segment(x0, (y0 + y1) / 2, x1, (y0 + y1) / 2)
    elif x1 - x0 <= _RULE_WIDTH:
        yield Segment((x0 + x1) / 2, y0, (x0 + x1) / 2, y1)
    elif stroked:
        yield from (
            Segment(x0, y0, x1, y0),
            Segment(x0, y1, x1, y1),
            Segment(x0, y0, x0, y1),
            Segment(x1, y0, x1, y1),
        )


def _is_picture(page: pymupdf.Page, letters: int) -> bool:
    """Whether a page with hardly any text is a picture of a page."""
    area = abs(page.rect.width * page.rect.height) or 1.0
    boxes = [pymupdf.Rect(info["bbox"]) for info in page.get_image_info()]
    covered = sum(abs((box & page.cropbox).get_area()) for box in boxes)
    if covered > _SCAN_COVER * area:
        return True
    # Letters drawn as curves are no text either.
    return letters == 0 and len(page.get_cdrawings()) > 100


def pictures(page: pymupdf.Page) -> Iterator[tuple[tuple[float, float, float, float], bytes]]:
    """Pictures in the text (not the paper behind it): their box in points, and their bytes."""
    area = abs(page.rect.width * page.rect.height) or 1.0
    for info in page.get_image_info(xrefs=True)[:_MAX_PICTURES]:
        x0, top, x1, bottom = info["bbox"]
        is_small = min(x1 - x0, bottom - top) < _MIN_PICTURE
        if is_small or (x1 - x0) * (bottom - top) > _SCAN_COVER * area:
            continue
        yield (x0, top, x1, bottom), _image_bytes(page, info["xref"])


def _image_bytes(page: pymupdf.Page, xref: int) -> bytes:
    if xref <= 0:
        return b""  # drawn inside the page itself
    try:
        return bytes(page.parent.extract_image(xref)["image"])
    except (ValueError, RuntimeError, KeyError):
        return b""
