"""The text of a version, ready to be printed."""

import uuid
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.urls import reverse

from drafts.domain import serialise
from drafts.domain.citations import citation
from drafts.domain.display import LineType, TextLine, text_lines
from drafts.domain.nodes import Block, Kind, Line
from drafts.models import BillVersion, Provision


@dataclass(frozen=True, slots=True)
class Tail:
    """Text of a unit that stands after the units inside it; `level` is that of the unit."""

    eid: str
    level: int
    lines: tuple[TextLine, ...]


@dataclass(frozen=True, slots=True)
class TreeNode:
    """A provision ready to be printed. Nodes come flat, in document order: print each, and after
    it its `tails`, the closing lines of this unit and of those above that end here.

    `num_label` is the number as written («Статья 5¹.», «2.1)»); `lines` the own text before the
    units inside; the first of them continues the line of the number if it `runs_on`. `depth` is
    the place in the tree, `level` (0 to 4) the indent below an article or an annex, `captions` (0
    to 3) how many units above have a caption of their own. `source` is the paragraph of the file
    at which the unit begins, from 0.
    """

    id: int
    lineage: uuid.UUID
    parent_id: int | None
    eid: str
    path: str
    kind: str
    depth: int
    level: int
    captions: int
    number: str
    num_label: str
    heading: str
    text: str
    stamp: tuple[str, ...]
    lines: tuple[TextLine, ...]
    tails: tuple[Tail, ...]
    has_children: bool
    source: int

    @property
    def citation(self) -> str:
        """«пункт 2 части 1 статьи 5»."""
        return citation(self.path)

    @property
    def is_container(self) -> bool:
        """A part, section or chapter: a caption over other units."""
        return self.kind in _CONTAINERS

    @property
    def has_caption(self) -> bool:
        """Whether the number and the heading stand on a line of their own."""
        return _has_caption(self)

    @property
    def runs_on(self) -> bool:
        """Whether the first line belongs on the line of the number."""
        return (
            not self.has_caption
            and bool(self.lines)
            and self.lines[0].type is LineType.ALINEA
            and not self.lines[0].is_quoted
        )


def _has_caption(unit: "TreeNode | Provision") -> bool:
    return bool(unit.heading) or unit.kind in _CAPTIONED


_CONTAINERS = frozenset(
    {Kind.PART_OF_ACT, Kind.SECTION, Kind.SUBSECTION, Kind.CHAPTER, Kind.DIVISION}
)
_CAPTIONED = _CONTAINERS | {Kind.ARTICLE, Kind.ANNEX}
_MAX_LEVEL, _MAX_CAPTIONS = 4, 3


@dataclass(frozen=True)
class Tree:
    """The whole text of a version: lines before the units, the units, lines after them."""

    front: tuple[Line, ...]
    preamble: tuple[TextLine, ...]
    nodes: tuple[TreeNode, ...]
    back: tuple[Line, ...]

    @property
    def body(self) -> tuple[TreeNode, ...]:
        """The units before the signature."""
        return self.nodes[: self._first_annex]

    @property
    def annexes(self) -> tuple[TreeNode, ...]:
        """The annexes with all that is in them, which follow the signature."""
        return self.nodes[self._first_annex :]

    @cached_property
    def _first_annex(self) -> int:
        places = (i for i, node in enumerate(self.nodes) if node.kind == Kind.ANNEX)
        return next(places, len(self.nodes))

    @cached_property
    def by_eid(self) -> dict[str, TreeNode]:
        return {node.eid: node for node in self.nodes}

    @cached_property
    def by_path(self) -> dict[str, TreeNode]:
        """The first node of each path (a faulty draft may repeat one)."""
        return {node.path: node for node in reversed(self.nodes)}


def version_tree(version: BillVersion) -> Tree:
    """The text of a version; one query, whatever its size."""
    rows = list(Provision.objects.filter(version=version).order_by("position"))
    base = _address(version)
    act = serialise.from_dict({k: version.front.get(k, []) for k in ("front", "preamble", "back")})
    return Tree(act.front, _lines(act.preamble, base), tuple(_nodes(rows, base)), act.back)


def _address(version: BillVersion) -> str:
    """Under which address the pictures of a version lie."""
    if version.is_published:
        return version.get_absolute_url()
    return reverse("drafts:desk_version", args=[version.bill.slug, version.number])


def _lines(blocks: Iterable[Block], base: str) -> tuple[TextLine, ...]:
    """The lines of blocks, with the addresses of their pictures and references."""
    return tuple(_addressed(line, base) for line in text_lines(blocks))


def _addressed(line: TextLine, base: str) -> TextLine:
    if line.name:
        return replace(line, name=f"{base}figures/{line.name}")
    if line.links:
        links = tuple(replace(link, eid=f"{base}#{link.eid}") for link in line.links)
        return replace(line, links=links)
    return line


@dataclass(slots=True)
class _Open:
    """A unit whose end has not come yet."""

    row: Provision
    level: int
    captions: int


def _nodes(rows: Sequence[Provision], base: str) -> Iterator[TreeNode]:
    parents = {row.parent_id for row in rows}
    stack: list[_Open] = []
    for index, row in enumerate(rows):
        following = rows[index + 1].depth if index + 1 < len(rows) else 0
        opened = _open(row, stack[-1] if stack else None)
        stack.append(opened)
        tails: list[Tail] = []
        while stack and stack[-1].row.depth >= following:
            tails.extend(_tail(stack.pop(), base))
        yield _node(opened, tuple(tails), row.pk in parents, base)


def _open(row: Provision, above: _Open | None) -> _Open:
    if above is None:
        return _Open(row, 0, 0)
    is_base = row.kind in _CAPTIONED or above.row.kind in _CONTAINERS
    level = 0 if is_base else min(above.level + 1, _MAX_LEVEL)
    return _Open(row, level, min(above.captions + _has_caption(above.row), _MAX_CAPTIONS))


def _tail(unit: _Open, base: str) -> Iterator[Tail]:
    lines = _lines(serialise.blocks_from_list(unit.row.content.get("wrap_up", ())), base)
    if lines:
        yield Tail(unit.row.eid, unit.level, lines)


def _node(unit: _Open, tails: tuple[Tail, ...], has_children: bool, base: str) -> TreeNode:
    row = unit.row
    return TreeNode(
        id=row.pk,
        lineage=row.lineage,
        parent_id=row.parent_id,
        eid=row.eid,
        path=row.path,
        kind=row.kind,
        depth=row.depth,
        level=unit.level,
        captions=unit.captions,
        number=row.number,
        num_label=row.num_label,
        heading=row.heading,
        text=row.text,
        stamp=tuple(row.content.get("stamp", ())),
        lines=_lines(serialise.blocks_from_list(row.content.get("intro", ())), base),
        tails=tails,
        has_children=has_children,
        source=row.content.get("source", 0),
    )


@dataclass(frozen=True, slots=True)
class OwnWords:
    """A unit's own words: `heading`, and a line per абзац, of which `opening` stand before the
    units inside it. `is_plain`: there are no tables, pictures, notes or quotations among them."""

    heading: str
    lines: tuple[str, ...]
    opening: int
    is_plain: bool


def own_words(provision: Provision) -> OwnWords:
    """All of a unit's own words, quotations included; without its number and without the units
    inside it."""
    before = text_lines(serialise.blocks_from_list(provision.content.get("intro", ())))
    after = text_lines(serialise.blocks_from_list(provision.content.get("wrap_up", ())))
    opening = tuple(_plain(before))
    return OwnWords(
        heading=provision.heading,
        lines=(*opening, *_plain(after)),
        opening=len(opening),
        is_plain=all(line.type is LineType.ALINEA and not line.level for line in before + after),
    )


def own_text(provision: Provision) -> str:
    """`own_words` as plain text: the heading, then a line per абзац."""
    words = own_words(provision)
    return "\n".join([*filter(None, [words.heading]), *words.lines])


def preamble_text(version: BillVersion) -> str:
    """The preamble as plain text, a line per абзац; empty without one."""
    blocks = serialise.blocks_from_list(version.front.get("preamble", ()))
    return "\n".join(_plain(text_lines(blocks)))


def _plain(lines: Iterable[TextLine]) -> Iterator[str]:
    for line in lines:
        if line.type is LineType.TABLE:
            for row in line.rows:
                yield "\t".join(" ".join(cell.lines) for cell in row)
        elif text := " ".join(filter(None, [line.number, line.text])):
            yield text
