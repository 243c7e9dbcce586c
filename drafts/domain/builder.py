"""Stage «tree»: marked lines → units.

Reads: lines, quotations. Writes: nodes that become ``Unit`` values, warnings.

A line with a label is placed by the *shape* of the label and by its place in a sequence: it
continues the deepest open list that it can continue, else begins a new list under the deepest
unit. What fits nowhere is text.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from .headings import Headings
from .lines import Marker, SourceLine
from .nodes import Alinea, Block, Kind, Note, QuotedStructure, Unit, Warning
from .numbering import Number, Shape, skipped_letters, succeeds, unflatten
from .quotes import Region

_STRUCTURAL = {
    Shape.PART: (0, Kind.PART_OF_ACT),
    Shape.SECTION: (1, Kind.SECTION),
    Shape.SUBSECTION: (2, Kind.SUBSECTION),
    Shape.CHAPTER: (3, Kind.CHAPTER),
    Shape.DIVISION: (4, Kind.DIVISION),
    Shape.ARTICLE: (5, Kind.ARTICLE),
}
_ITEM_RANK = {Shape.DOT: 10, Shape.PAREN: 20, Shape.LETTER: 30}
_MAX_GAP = 120
_NOTES = re.compile(r"^Примечани[ея]\s*:?$")
_ROOT_RANK = -1

QuoteParser = Callable[[Region, str], QuotedStructure]


@dataclass(slots=True, eq=False)
class Node:
    """A unit under construction."""

    rank: int
    shape: Shape | None = None
    kind: Kind = Kind.ANNEX
    number: Number = field(default_factory=lambda: Number("", ()))
    num: str = ""
    heading: str = ""
    headed: bool = False  # a point whose text is a caption: «1. Общие положения»
    stamp: tuple[str, ...] = ()
    intro: list[Block] = field(default_factory=list)
    children: list["Node"] = field(default_factory=list)
    wrap_up: list[Block] = field(default_factory=list)
    parent: "Node | None" = None

    def add(self, block: Block) -> None:
        (self.wrap_up if self.children else self.intro).append(block)

    def release_wrap_up(self) -> None:
        """Text taken for a conclusion goes back to the last unit, because one more unit follows."""
        if not self.wrap_up:
            return
        last = self.children[-1]
        while last.children:
            last = last.children[-1]
        last.intro.extend(self.wrap_up)
        self.wrap_up.clear()

    def freeze(self) -> Unit:
        return Unit(
            kind=self.kind,
            number=self.number.text,
            num=self.num,
            heading=self.heading,
            stamp=self.stamp,
            intro=tuple(self.intro),
            children=tuple(child.freeze() for child in self.children),
            wrap_up=tuple(self.wrap_up),
        )


class TreeBuilder:
    """Builds the units of one stretch of lines: a body, an annex or a quotation.

    ``loose``: a quotation, whose first number may be any; ``articles`` then tells whether it
    belongs to an act with articles, so that «1.» is a paragraph (часть) and not a point.
    """

    def __init__(
        self,
        lines: Sequence[SourceLine],
        *,
        articles: bool,
        regions: dict[int, Region],
        parse_quote: QuoteParser,
        warnings: list[Warning],
        loose: bool = False,
    ) -> None:
        self.lines = lines
        self.scheme = articles
        self.loose = loose
        self.regions = regions
        self.parse_quote = parse_quote
        self.warnings = warnings
        self.root = Node(rank=_ROOT_RANK)
        self.stack: list[Node] = [self.root]
        self.started = False
        self.last: dict[Shape, tuple[int, ...]] = {}
        self.headings = Headings(lines)
        self.next_marked = _next_marked(lines)

    @property
    def articles(self) -> bool:
        """Whether «1.» is here a part of an article; in a quotation its context has told."""
        return self.scheme if self.loose else any(n.shape is Shape.ARTICLE for n in self.stack)

    # --- walking ----------------------------------------------------------------------------

    def build(self, start: int, stop: int) -> None:
        """Consumes lines ``start`` to ``stop`` (exclusive)."""
        index = start
        while index < stop:
            region = self.regions.get(index)
            if region is not None and region.column == 0:
                self._add_quote(region)
                index = region.end + 1
                continue
            index = self._line(index, stop)

    def _line(self, index: int, stop: int) -> int:
        """Takes one line (and those that continue it); returns the index of the next."""
        line = self.lines[index]
        if line.block is not None:
            self.top.add(line.block)
            return index + 1
        marker = self._resolved(index)
        parent = self._parent_for(marker, index) if marker else None
        if marker is None or parent is None:
            self._text(index)
            return self._after_text(index)
        return self._open(marker, parent, index, stop)

    def _after_text(self, index: int) -> int:
        region = self.regions.get(index)
        if region is None:
            return index + 1
        self._add_quote(region)
        return region.end + 1

    @property
    def top(self) -> Node:
        return self.stack[-1]

    # --- text -------------------------------------------------------------------------------

    def _text(self, index: int) -> None:
        line = self.lines[index]
        region = self.regions.get(index)
        text = line.text[: region.column].rstrip() if region else line.text
        if self.headings.is_note(text):
            self.top.add(Note(text))
            return
        owner = self._owner_of_text(index)
        self._close_to(owner)
        self._put(owner, text)
        if not self.articles and _NOTES.match(text):
            self._close_to(self.root)  # the numbers below start anew and belong to the whole

    def _put(self, node: Node, text: str) -> None:
        text, note = self.headings.split_note(text)
        if text:
            node.add(Alinea(text))
        if note:
            node.add(Note(note, inline=True))

    def _owner_of_text(self, index: int) -> Node:
        """The deepest unit, or the owner of its list when the list is evidently over."""
        node = self.top
        if node.shape not in (Shape.PAREN, Shape.LETTER) or not self.lines[index].text[0].isupper():
            return node
        blocks = node.wrap_up or node.intro
        last = blocks[-1] if blocks else None
        if node.children or not (isinstance(last, Alinea) and last.text.endswith(".")):
            return node
        following = self._next_parent(index)
        while node.shape in (Shape.PAREN, Shape.LETTER) and node.parent is not None:
            if node.parent is following or len(node.parent.children) < 2:
                return node
            node = node.parent
        return node

    def _next_parent(self, index: int) -> Node | None:
        after = self.next_marked[index]
        if after is None:
            return None
        marker = self._resolved(after)
        return self._parent_for(marker, after) if marker else None

    def _add_quote(self, region: Region) -> None:
        self.top.add(self.parse_quote(region, self._context()))

    def _context(self) -> str:
        """The lead-ins above a quotation, nearest first: they tell how its units are counted."""
        texts: list[str] = []
        for node in reversed(self.stack):
            for block in reversed(node.wrap_up or node.intro):
                if isinstance(block, Alinea):
                    texts.append(block.text)
        return "\n".join(texts[:40])

    # --- units ------------------------------------------------------------------------------

    def _open(self, marker: Marker, parent: Node, index: int, stop: int) -> int:
        self._close_to(parent)
        self._check_sequence(marker, parent, index)
        parent.release_wrap_up()
        node = self._node(marker, parent, index)
        parent.children.append(node)
        self.stack.append(node)
        self.last[marker.shape] = marker.number.key
        self.started = True
        region = self.regions.get(index)
        rest = marker.rest
        if region is not None:
            rest = self.lines[index].text[: region.column].rstrip()[len(marker.num) :].lstrip()
            if rest:
                self._put(node, rest)
            self._add_quote(region)
            return region.end + 1
        if node.rank < 10:
            node.heading, notes, rest, following = self.headings.of_unit(marker, index, stop)
            node.intro.extend(Note(note, inline=True) for note in notes)
            if rest:
                self._put(node, rest)
            return following
        if node.headed:
            node.heading, note = self.headings.split_note(rest)
            if note:
                node.add(Note(note, inline=True))
        elif rest:
            self._put(node, rest)
        return index + 1

    def _node(self, marker: Marker, parent: Node, index: int) -> Node:
        if marker.shape in _STRUCTURAL:
            rank, kind = _STRUCTURAL[marker.shape]
            headed = False
        else:
            rank = _ITEM_RANK[marker.shape]
            kind = self._item_kind(marker.shape)
            headed = not self.articles and self.headings.is_caption(index)
        return Node(
            rank, marker.shape, kind, marker.number, marker.num, headed=headed, parent=parent
        )

    def _item_kind(self, shape: Shape) -> Kind:
        if self.articles:
            return {
                Shape.DOT: Kind.PARAGRAPH,
                Shape.PAREN: Kind.POINT,
                Shape.LETTER: Kind.SUBPOINT,
            }[shape]
        return Kind.POINT if shape is Shape.DOT else Kind.SUBPOINT

    def _close_to(self, node: Node) -> None:
        while self.stack[-1] is not node:
            self.stack.pop()

    # --- placing ----------------------------------------------------------------------------

    def _parent_for(self, marker: Marker, index: int) -> Node | None:
        """The unit under which ``marker`` opens a new one; None if the line is text."""
        if marker.shape in _STRUCTURAL:
            return self._structural_parent(marker, index)
        siblings = self._continued_list(marker)
        if siblings is not None:
            return siblings
        if _is_bare(marker) and marker.rest[0].islower():
            return self._bare_parent(marker)
        if marker.shape is Shape.DOT and not self.articles and marker.number.depth > 1:
            return self._dotted_parent(marker)
        if not marker.sure and marker.shape is Shape.DOT and not self._plain_start(marker, index):
            return None
        return self._new_list_parent(marker, index)

    def _structural_parent(self, marker: Marker, index: int) -> Node | None:
        rank = _STRUCTURAL[marker.shape][0]
        if marker.roman and not self._roman_fits(marker, index):
            return None
        node = self.top
        while node.rank >= rank and node.parent is not None:
            node = node.parent
        return node

    def _roman_fits(self, marker: Marker, index: int) -> bool:
        """«I. ОБЩИЕ ПОЛОЖЕНИЯ»: must look like a caption or continue the row of Roman numerals."""
        last = self.last.get(Shape.SECTION)
        follows = marker.number.key == (1,) or (
            last is not None
            and (succeeds(last, marker.number.key) or 0 < marker.number.key[0] - last[0] <= 3)
        )
        line = self.lines[index]
        looks = line.emphasised or marker.rest[-1:] not in (".", ";", ",", ":")
        return (follows or self.loose) and looks

    def _continued_list(self, marker: Marker) -> Node | None:
        """The owner of the deepest open list that ``marker`` continues; exact successors first."""
        open_nodes = [node for node in reversed(self.stack) if node.shape is marker.shape]
        for exact in (True,) if _is_bare(marker) and marker.rest[0].islower() else (True, False):
            for node in open_nodes:
                if self._continues(node.number, marker.number, exact=exact):
                    return node.parent
        return None

    def _continues(self, before: Number, after: Number, *, exact: bool) -> bool:
        if self.articles or before.depth == 1 == after.depth:
            old, new = before.key, after.key
        else:
            if before.depth != after.depth or before.parts[:-1] != after.parts[:-1]:
                return False
            old, new = before.parts[-1], after.parts[-1]
        if exact:
            return succeeds(old, new)
        return new > old and new[0] - old[0] <= _MAX_GAP

    def _bare_parent(self, marker: Marker) -> Node | None:
        """«5.1 текст»: without a dot and in lower case only the first number under «5.» is one."""
        if self.articles or marker.number.depth < 2 or marker.number.parts[-1] != (1,):
            return None
        for node in reversed(self.stack):
            if node.shape is Shape.DOT and node.number.parts == marker.number.parts[:-1]:
                return node
        return None

    def _dotted_parent(self, marker: Marker) -> Node | None:
        """«1.2» without an open «1.1»: under «1.», else under the captions."""
        for length in range(marker.number.depth - 1, 0, -1):
            prefix = marker.number.parts[:length]
            for node in reversed(self.stack):
                if node.shape is Shape.DOT and node.number.parts == prefix:
                    return node
        if not marker.sure and not self._bare_start(marker):
            return None
        for node in reversed(self.stack):
            if node.rank < 10 or (
                node.shape is Shape.DOT and node.number.depth < marker.number.depth - 1
            ):
                return node
        return self.root

    def _bare_start(self, marker: Marker) -> bool:
        return marker.number.parts[-1] == (1,) and marker.num.endswith(".")

    def _plain_start(self, marker: Marker, index: int) -> bool:
        """«1. предоставить»: a lower-case item may open a list only as its first number."""
        if self.loose and not self.started:
            return True
        return marker.number.key == (1,) and marker.num.endswith(".")

    def _new_list_parent(self, marker: Marker, index: int) -> Node | None:
        rank = _ITEM_RANK[marker.shape]
        first = marker.number.key == (1,)
        same_open = any(node.shape is marker.shape for node in self.stack)
        if first and not (same_open and not self._may_nest(index)):
            return self._host_of_new_list(rank, index)
        if not first and not self.started and not self.loose and marker.number.key[0] > _MAX_GAP:
            return None
        node = self.top
        while node.rank >= rank and node.parent is not None:
            node = node.parent
        return node

    def _host_of_new_list(self, rank: int, index: int) -> Node:
        node = self.top
        if self._may_nest(index):
            return node
        while node.rank > rank and node.parent is not None:
            node = node.parent
        return node

    def _may_nest(self, index: int) -> bool:
        """Whether a list may begin inside the deepest unit: after a colon or a caption."""
        node = self.top
        if node.headed or node.rank < 10:
            return True
        blocks = node.wrap_up or node.intro
        last = blocks[-1] if blocks else None
        if isinstance(last, Note) and len(blocks) > 1:
            last = blocks[-2]
        return last is None or (isinstance(last, Alinea) and last.text.rstrip().endswith(":"))

    # --- numbers ----------------------------------------------------------------------------

    def _resolved(self, index: int) -> Marker | None:
        """The marker with a lost superscript restored: 51 between 5 and 6 is 5¹."""
        marker = self.lines[index].marker
        if marker is None or marker.number.depth != 1 or len(marker.number.key) != 1:
            return marker
        if marker.shape not in (Shape.DOT, Shape.PAREN, Shape.ARTICLE) or marker.number.key[0] < 11:
            return marker
        before = self._last_of_list(marker)
        if before is None:
            return marker
        key = unflatten(marker.number.key[0], before, self._following_number(index, marker.shape))
        if not key:
            return marker
        number = Number(".".join(str(value) for value in key), (key,))
        return Marker(marker.shape, number, marker.num, marker.rest, marker.sure)

    def _last_of_list(self, marker: Marker) -> tuple[int, ...] | None:
        if marker.shape is Shape.ARTICLE:
            return self.last.get(Shape.ARTICLE)
        for node in reversed(self.stack):
            if node.shape is marker.shape:
                return node.number.key
        return None

    def _following_number(self, index: int, shape: Shape) -> int | None:
        after = self.next_marked[index]
        for _step in range(60):
            if after is None:
                return None
            marker = self.lines[after].marker
            assert marker is not None
            if marker.shape is shape:
                return marker.number.key[0]
            if marker.shape in _STRUCTURAL and shape is not Shape.ARTICLE:
                return None
            after = self.next_marked[after]
        return None

    def _check_sequence(self, marker: Marker, parent: Node, index: int) -> None:
        written = self.lines[index].marker
        if written is not None and written.number != marker.number:
            self._warn("superscript_lost", marker, written=written.number.text)
        before = next(
            (node.number for node in reversed(parent.children) if node.shape is marker.shape), None
        )
        if before is None:
            return
        old, new = before.key, marker.number.key
        if marker.shape is Shape.LETTER:
            skipped = skipped_letters(old[0], new[0])
            if skipped:
                self._warn("letter_skipped", marker, skipped=skipped)
        elif new[: len(old)] != old and new[0] > old[0] + 1:
            self._warn("number_skipped", marker, after=before.text)
        elif new <= old:
            self._warn("number_repeated", marker, after=before.text)

    def _warn(self, code: str, marker: Marker, **params: str) -> None:
        self.warnings.append(Warning(code, self._place(), {"number": marker.number.text, **params}))

    def _place(self) -> str:
        return "/".join(f"{node.kind}:{node.number.text}" for node in self.stack[1:])


def _is_bare(marker: Marker) -> bool:
    """«15.1 Текст»: a number without a dot or bracket after it."""
    return marker.shape is Shape.DOT and not marker.num.endswith(".")


def _next_marked(lines: Sequence[SourceLine]) -> list[int | None]:
    """For every line, the index of the next line that has a marker."""
    following: list[int | None] = [None] * len(lines)
    upcoming: int | None = None
    for index in range(len(lines) - 1, -1, -1):
        following[index] = upcoming
        if lines[index].marker is not None:
            upcoming = index
    return following
