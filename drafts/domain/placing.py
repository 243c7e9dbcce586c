"""Where a labelled line belongs.

It continues the deepest open list that it can continue, exact successors first; else it begins a
new list under the deepest unit that may hold one. A label that fits nowhere is plain text.
"""

from .lines import Marker
from .nodes import Alinea, Note
from .numbering import Number, Shape, succeeds, unflatten
from .tree import FIRST_ITEM_RANK, ITEM_RANK, STRUCTURAL, Node, Tree

_MAX_GAP = 120
_MAX_NESTING = 24
_LOOKAHEAD = 60


class Placing:
    """Questions about the open tree; nothing is changed here."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree

    def parent_for(self, marker: Marker, index: int) -> Node | None:
        """The unit under which ``marker`` opens a new one; None if the line is text."""
        if marker.shape in STRUCTURAL:
            return self._structural_parent(marker, index)
        siblings = self._continued_list(marker)
        if siblings is not None:
            return siblings
        if _is_bare(marker) and marker.rest[0].islower():
            return self._bare_parent(marker)
        if marker.shape is Shape.DOT and not self.tree.articles and marker.number.depth > 1:
            return self._dotted_parent(marker)
        if not marker.sure and marker.shape is Shape.DOT and not self._plain_start(marker, index):
            return None
        return self._new_list_parent(marker, index)

    def _structural_parent(self, marker: Marker, index: int) -> Node | None:
        rank = STRUCTURAL[marker.shape][0]
        if marker.roman and not self._roman_fits(marker, index):
            return None
        node = self.tree.top
        while node.rank >= rank and node.parent is not None:
            node = node.parent
        return node

    def _roman_fits(self, marker: Marker, index: int) -> bool:
        """«I. ОБЩИЕ ПОЛОЖЕНИЯ»: must look like a caption or continue the row of Roman numerals."""
        last = self.tree.last.get(Shape.SECTION)
        follows = marker.number.key == (1,) or (
            last is not None
            and (succeeds(last, marker.number.key) or 0 < marker.number.key[0] - last[0] <= 3)
        )
        line = self.tree.lines[index]
        looks = line.emphasised or marker.rest[-1:] not in (".", ";", ",", ":")
        return (follows or self.tree.loose) and looks

    def _continued_list(self, marker: Marker) -> Node | None:
        """The owner of the deepest open list that ``marker`` continues; exact successors first."""
        open_nodes = [node for node in reversed(self.tree.stack) if node.shape is marker.shape]
        for exact in (True,) if _is_bare(marker) and marker.rest[0].islower() else (True, False):
            for node in open_nodes:
                if self._continues(node.number, marker.number, exact=exact):
                    return node.parent
        return None

    def _continues(self, before: Number, after: Number, *, exact: bool) -> bool:
        if self.tree.articles or before.depth == 1 == after.depth:
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
        if self.tree.articles or marker.number.depth < 2 or marker.number.parts[-1] != (1,):
            return None
        for node in reversed(self.tree.stack):
            if node.shape is Shape.DOT and node.number.parts == marker.number.parts[:-1]:
                return node
        return None

    def _dotted_parent(self, marker: Marker) -> Node | None:
        """«1.2» without an open «1.1»: under «1.», else under the captions."""
        for length in range(marker.number.depth - 1, 0, -1):
            prefix = marker.number.parts[:length]
            for node in reversed(self.tree.stack):
                if node.shape is Shape.DOT and node.number.parts == prefix:
                    return node
        if not marker.sure and not self._bare_start(marker):
            return None
        for node in reversed(self.tree.stack):
            if node.rank < FIRST_ITEM_RANK or (
                node.shape is Shape.DOT and node.number.depth < marker.number.depth - 1
            ):
                return node
        return self.tree.root

    def _bare_start(self, marker: Marker) -> bool:
        return marker.number.parts[-1] == (1,) and marker.num.endswith(".")

    def _plain_start(self, marker: Marker, index: int) -> bool:
        """«1. предоставить»: a lower-case item may open a list only as its first number."""
        if self.tree.loose and not self.tree.started:
            return True
        return marker.number.key == (1,) and marker.num.endswith(".")

    def _new_list_parent(self, marker: Marker, index: int) -> Node | None:
        rank = ITEM_RANK[marker.shape]
        first = marker.number.key == (1,)
        same_open = any(node.shape is marker.shape for node in self.tree.stack)
        if first and not (same_open and not self._may_nest(index)):
            return self._host_of_new_list(rank, index)
        if (
            not first
            and not self.tree.started
            and not self.tree.loose
            and marker.number.key[0] > _MAX_GAP
        ):
            return None
        node = self.tree.top
        while node.rank >= rank and node.parent is not None:
            node = node.parent
        return node

    def _host_of_new_list(self, rank: int, index: int) -> Node:
        node = self.tree.top
        if self._may_nest(index):
            return node
        while node.rank > rank and node.parent is not None:
            node = node.parent
        return node

    def _may_nest(self, index: int) -> bool:
        """Whether a list may begin inside the deepest unit: after a colon or a caption."""
        node = self.tree.top
        if len(self.tree.stack) > _MAX_NESTING:
            return False
        if node.headed or node.rank < FIRST_ITEM_RANK:
            return True
        blocks = node.wrap_up or node.intro
        last = blocks[-1] if blocks else None
        if isinstance(last, Note) and len(blocks) > 1:
            last = blocks[-2]
        return last is None or (isinstance(last, Alinea) and last.text.rstrip().endswith(":"))

    def resolved(self, index: int) -> Marker | None:
        """The marker with a lost superscript restored: 51 between 5 and 6 is 5¹."""
        marker = self.tree.lines[index].marker
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
            return self.tree.last.get(Shape.ARTICLE)
        for node in reversed(self.tree.stack):
            if node.shape is marker.shape:
                return node.number.key
        return None

    def _following_number(self, index: int, shape: Shape) -> int | None:
        after = self.tree.next_marked[index]
        for _step in range(_LOOKAHEAD):
            if after is None:
                return None
            marker = self.tree.lines[after].marker
            if marker is None:
                return None
            if marker.shape is shape:
                return marker.number.key[0]
            if marker.shape in STRUCTURAL and shape is not Shape.ARTICLE:
                return None
            after = self.tree.next_marked[after]
        return None


def _is_bare(marker: Marker) -> bool:
    """«15.1 Текст»: a number without a dot or bracket after it."""
    return marker.shape is Shape.DOT and not marker.num.endswith(".")
