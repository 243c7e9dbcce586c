"""Shapes of the editorial pages of the demo."""

import html
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

# Stands on each page with addresses and names that are nobody's.
DEMONSTRATION = (
    "Это демонстрация: адреса, телефоны и имена на этой странице вымышлены и показывают, как она "
    "выглядит в работе."
)
_FIELDS: Final = {
    "quote": ("text", "author"),
    "button": ("label", "address"),
    "file": ("document", "title"),
    "contact": ("name", "post", "phone", "email", "hours"),
}


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a page, as `demo.content.blocks` makes it."""

    kind: str
    lines: tuple[str, ...]

    @property
    def stream(self) -> tuple[str, Any]:
        """The block as a StreamField takes it; of a file the key stands for the document."""
        if self.kind in _FIELDS:
            return self.kind, dict(zip(_FIELDS[self.kind], self.lines, strict=True))
        if self.kind == "heading":
            return self.kind, self.lines[0]
        if self.kind == "steps":
            return self.kind, list(self.lines)
        if self.kind == "question":
            return self.kind, {"question": self.lines[0], "answer": _paragraphs(self.lines[1:])}
        if self.kind == "table":
            return self.kind, _table(*self.lines)
        return "text", _paragraphs(self.lines)


def _paragraphs(lines: Iterable[str]) -> str:
    return "".join(f"<p>{html.escape(line, quote=False)}</p>" for line in lines)


def _table(caption: str, head: str, *rows: str) -> dict[str, Any]:
    return {
        "caption": caption,
        "columns": [{"type": "text", "heading": name} for name in head.split("\t")],
        "rows": [{"values": row.split("\t")} for row in rows],
    }


@dataclass(frozen=True, slots=True)
class PageData:
    """``date_days`` and ``tags`` are for news only."""

    slug: str
    title: str
    lead: str
    body: tuple[Block, ...]
    date_days: int | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentData:
    kind: str
    title: str
    paragraphs: tuple[str, ...]

    @property
    def text(self) -> str:
        """Paragraphs divided by empty lines."""
        return "\n\n".join(self.paragraphs)
