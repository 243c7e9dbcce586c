"""Reads the words back out of each rendering."""

import io
import re
from html.parser import HTMLParser

import docx
from pypdf import PdfReader


class _Words(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self.silent += tag in ("style", "title")

    def handle_endtag(self, tag: str) -> None:
        self.silent -= tag in ("style", "title")

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.parts.append(data)


def html_tags(html: str) -> list[tuple[str, dict[str, str | None]]]:
    parser = _Words()
    parser.feed(html)
    return parser.tags


def html_words(html: str) -> str:
    parser = _Words()
    parser.feed(html)
    return squeeze("".join(parser.parts))


def docx_words(data: bytes) -> str:
    body = docx.Document(io.BytesIO(data)).element.body
    return squeeze("".join(t.text or "" for t in body.iter("{*}t")))


def pdf_words(data: bytes) -> str:
    """Without the footers."""
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    return squeeze("".join(re.sub(r"(?:стр\.|page) \d+ (?:из|of) \d+", "", page) for page in pages))


def squeeze(text: str) -> str:
    """Words without white space, hyphens and their look: a PDF breaks lines where it likes."""
    return re.sub(r"[\s\u00ad\u2010-]+", "", text)
