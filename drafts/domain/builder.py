"""Stage «tree»: marked lines → units.

Reads: lines, quotations. Writes: nodes that become ``Unit`` values, warnings.

A line with a label is placed by the *shape* of the label and by its place in a sequence: it
continues the deepest open list that it can continue, else begins a new list under the deepest
unit. What fits nowhere is text.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice

from .lines import Marker, SourceLine
from .nodes import Alinea, Kind, Note, ParserWarning, QuotedStructure
from .numbering import Shape
from .placing import Placing
from .quotes import Region
from .tree import FIRST_ITEM_RANK, ITEM_RANK, STRUCTURAL, Node, Tree

_CONTEXT = 40
_NOTES = re.compile(r"^Примечани[ея]\s*:?$")

QuoteParser = Callable[[Region, str], QuotedStructure]


class TreeBuilder:
    """Builds the units of one stretch of lines: a body, an annex or a quotation.

    ``loose``: a quotation, whose first number may be any; ``articles`` then tells whether it
    belongs to an act with articles, so that «1.» is a paragraph (часть) and not a point.
    ``prefix`` is the path of the annex that is built.
    """

    def __init__(
        self,
        lines: Sequence[SourceLine],
        next_marked: Sequence[int | None],
        *,
        articles: bool,
        regions: dict[int, Region],
        parse_quote: QuoteParser,
        warnings: list[ParserWarning],
        loose: bool = False,
        prefix: str = "",
    ) -> None:
        self.lines = lines
        self.tree = Tree(lines, next_marked, scheme=articles, loose=loose, prefix=prefix)
        self.placing = Placing(self.tree)
        self.regions = regions
        self.parse_quote = parse_quote
        self.warnings = warnings

    @property
    def root(self) -> Node:
        return self.tree.root

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
            following = self._line(index, stop)
            covered = following if region is None else index + 1  # a quotation reports its own
            self._report_repairs(index, covered)
            index = following

    def _line(self, index: int, stop: int) -> int:
        """Takes one line (and those that continue it); returns the index of the next."""
        line = self.lines[index]
        if line.block is not None:
            self.tree.top.add(line.block)
            return index + 1
        marker = self.placing.resolved(index)
        parent = self.placing.parent_for(marker, index) if marker else None
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

    # --- text -------------------------------------------------------------------------------

    def _text(self, index: int) -> None:
        line = self.lines[index]
        region = self.regions.get(index)
        text = line.text[: region.column].rstrip() if region else line.text
        if self.tree.headings.is_note(text):
            self.tree.top.add(Note(text))
            return
        owner = self._owner_of_text(index)
        self.tree.close_to(owner)
        self._put(owner, text)
        if not self.tree.articles and _NOTES.match(text):
            self.tree.close_to(
                self.tree.root
            )  # the numbers below start anew and belong to the whole

    def _put(self, node: Node, text: str) -> None:
        text, note = self.tree.headings.split_note(text)
        if text:
            node.add(Alinea(text))
        if note:
            node.add(Note(note, inline=True))

    def _owner_of_text(self, index: int) -> Node:
        """The deepest unit, or the owner of its list when the list is evidently over."""
        node = self.tree.top
        if node.shape not in (Shape.PAREN, Shape.LETTER) or not self.lines[index].text[0].isupper():
            return node
        blocks = node.wrap_up or node.intro
        last = blocks[-1] if blocks else None
        if node.children or not (isinstance(last, Alinea) and last.text.endswith(".")):
            return node
        following = self._next_parent(index)
        new_list = self.lines[index].text.endswith(":") and self._first_follows(index)
        while node.shape in (Shape.PAREN, Shape.LETTER) and node.parent is not None:
            if len(node.parent.children) < 2 or (node.parent is following and not new_list):
                return node
            node = node.parent
            if new_list:
                return node
        return node

    def _first_follows(self, index: int) -> bool:
        """Whether the next label begins a list anew: «При этом:», then «1)»."""
        after = self.tree.next_marked[index]
        marker = self.lines[after].marker if after is not None else None
        return marker is not None and marker.shape is self.tree.top.shape and marker.number.first

    def _next_parent(self, index: int) -> Node | None:
        after = self.tree.next_marked[index]
        if after is None:
            return None
        marker = self.placing.resolved(after)
        return self.placing.parent_for(marker, after) if marker else None

    def _add_quote(self, region: Region) -> None:
        place = self.tree.place
        if region.forced:
            text = self.lines[region.start].text[region.column :][:80]
            self.warnings.append(ParserWarning("quotation_not_closed", place, {"text": text}))
        first = len(self.warnings)
        self.tree.top.add(self.parse_quote(region, self._context()))
        for index in range(first, len(self.warnings)):
            self.warnings[index] = _of_host(self.warnings[index], place)

    def _context(self) -> str:
        """The lead-ins above a quotation, nearest first: they tell how its units are counted."""
        texts = (
            block.text
            for node in reversed(self.tree.stack)
            for block in reversed(node.wrap_up or node.intro)
            if isinstance(block, Alinea)
        )
        return "\n".join(islice(texts, _CONTEXT))

    # --- units ------------------------------------------------------------------------------

    def _open(self, marker: Marker, parent: Node, index: int, stop: int) -> int:
        self.tree.close_to(parent)
        self._check_number(marker, index)
        node = self._node(marker, parent, index)
        self.tree.open(node, parent)
        region = self.regions.get(index)
        if region is not None:
            lead = self.lines[index].text[: region.column].rstrip()
            self._put(node, lead[len(marker.num) :].lstrip())
            self._add_quote(region)
            return region.end + 1
        return self._open_text(node, marker, index, stop)

    def _open_text(self, node: Node, marker: Marker, index: int, stop: int) -> int:
        """The text on the line of the label: heading or first абзац."""
        rest = marker.rest
        if node.rank < FIRST_ITEM_RANK:
            node.heading, notes, rest, following = self.tree.headings.of_unit(marker, index, stop)
            node.intro.extend(Note(note, inline=True) for note in notes)
            self._put(node, rest)
            return following
        if node.headed:
            node.heading, note = self.tree.headings.split_note(rest)
            if note:
                node.add(Note(note, inline=True))
        else:
            self._put(node, rest)
        return index + 1

    def _node(self, marker: Marker, parent: Node, index: int) -> Node:
        if marker.shape in STRUCTURAL:
            rank, kind = STRUCTURAL[marker.shape]
            headed = False
        else:
            rank = ITEM_RANK[marker.shape]
            kind = self._item_kind(marker.shape)
            headed = not self.tree.articles and self.tree.headings.is_caption(index)
        return Node(
            rank,
            marker.shape,
            kind,
            marker.number,
            marker.num,
            headed=headed,
            parent=parent,
            source=self.lines[index].source,
        )

    def _item_kind(self, shape: Shape) -> Kind:
        if self.tree.articles:
            return {
                Shape.DOT: Kind.PARAGRAPH,
                Shape.PAREN: Kind.POINT,
                Shape.LETTER: Kind.SUBPOINT,
            }[shape]
        return Kind.POINT if shape is Shape.DOT else Kind.SUBPOINT

    # --- doubts -----------------------------------------------------------------------------

    def _check_number(self, marker: Marker, index: int) -> None:
        written = self.lines[index].marker
        if written is not None and written.number != marker.number:
            params = {"number": marker.number.text, "written": written.number.text}
            self.warnings.append(ParserWarning("superscript_lost", self.tree.place, params))

    def _report_repairs(self, start: int, stop: int) -> None:
        self.warnings.extend(repair_warnings(self.lines[start:stop], self.tree.place))


def repair_warnings(lines: Iterable[SourceLine], place: str) -> Iterator[ParserWarning]:
    """What was mended in ``lines``, which stand at ``place``."""
    for line in lines:
        for repair in line.repairs:
            yield ParserWarning(
                repair.code, place, {"before": repair.before, "after": repair.after}
            )


def _of_host(warning: ParserWarning, host: str) -> ParserWarning:
    """A doubt about a quoted unit stands at its host; ``quoted`` tells the quoted path."""
    params = dict(warning.params)
    if warning.place:
        params.setdefault("quoted", warning.place)
    return ParserWarning(warning.code, host, params)
