"""A tree that can be changed: what the fixes of a person work on.

``thaw`` makes it from an act and ``Bench.freeze`` makes an act of it again. The text keeps its
order: whatever leaves a unit goes to the unit that stands before or after it on the sheet.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from . import paths
from .nodes import Act, Alinea, Block, Kind, QuotedStructure, Unit

RANKS = {
    Kind.ANNEX: 0,
    Kind.PART_OF_ACT: 1,
    Kind.SECTION: 2,
    Kind.SUBSECTION: 3,
    Kind.CHAPTER: 4,
    Kind.DIVISION: 5,
    Kind.ARTICLE: 6,
    Kind.PARAGRAPH: 7,
    Kind.POINT: 8,
    Kind.SUBPOINT: 9,
}
_ROOT_RANK = -1


@dataclass(slots=True, eq=False)
class Piece:
    """A unit on the bench; the root stands for the act, its ``intro`` for the preamble."""

    unit: Unit | None
    intro: list[Block] = field(default_factory=list)
    children: list["Piece"] = field(default_factory=list)
    wrap_up: list[Block] = field(default_factory=list)
    parent: "Piece | None" = None

    @property
    def rank(self) -> int:
        return _ROOT_RANK if self.unit is None else RANKS[self.unit.kind]

    @property
    def place(self) -> int:
        """Its place among the units of its parent."""
        return self.siblings.index(self)

    @property
    def siblings(self) -> list["Piece"]:
        if self.parent is None:
            raise ValueError("the whole act has no siblings")
        return self.parent.children

    @property
    def previous(self) -> "Piece | None":
        place = self.place
        return self.siblings[place - 1] if place else None

    def adopt(self, children: list["Piece"], at: int | None = None) -> None:
        """Takes ``children`` in, at the end or at a place."""
        for child in children:
            child.parent = self
        where = len(self.children) if at is None else at
        self.children[where:where] = children

    def leave(self) -> None:
        """Takes the unit with all that is in it out of the tree."""
        self.siblings.remove(self)
        self.parent = None

    def tail(self) -> list[Block]:
        """Where text goes that follows everything in this unit."""
        piece = self
        while piece.children and not piece.wrap_up:
            piece = piece.children[-1]
        return piece.wrap_up if piece.children else piece.intro

    def make_room(self) -> None:
        """Closing text becomes text of the last unit inside, because more units follow."""
        if self.wrap_up and self.children:
            blocks, self.wrap_up = self.wrap_up, []
            self.tail().extend(blocks)

    def freeze(self) -> Unit:
        if self.unit is None:
            raise ValueError("the root is no unit")
        return replace(
            self.unit,
            intro=tuple(self.intro),
            children=tuple(child.freeze() for child in self.children),
            wrap_up=tuple(self.wrap_up),
        )


@dataclass(slots=True)
class Bench:
    """An act on the bench. ``root.intro`` is the preamble."""

    act: Act
    root: Piece

    def find(self, eid: str) -> Piece | None:
        """The unit with this eId; the root for an empty one; None if there is none."""
        if not eid:
            return self.root
        for placed, piece in zip(paths.walk(self.freeze()), _pieces(self.root), strict=True):
            if placed.eid == eid:
                return piece
        return None

    def freeze(self) -> Act:
        preamble = (*self.root.intro, *self.root.wrap_up)
        units = tuple(piece.freeze() for piece in self.root.children)
        return replace(self.act, preamble=preamble, units=units)


def thaw(act: Act) -> Bench:
    """``act`` on the bench."""
    root = Piece(None, intro=list(act.preamble))
    root.adopt([piece_of(unit) for unit in act.units])
    return Bench(act, root)


def piece_of(unit: Unit) -> Piece:
    """A unit with all that is in it, on the bench."""
    piece = Piece(
        replace(unit, intro=(), children=(), wrap_up=()),
        intro=list(unit.intro),
        wrap_up=list(unit.wrap_up),
    )
    piece.adopt([piece_of(child) for child in unit.children])
    return piece


def _pieces(piece: Piece) -> Iterator[Piece]:
    for child in piece.children:
        yield child
        yield from _pieces(child)


def append_text(blocks: list[Block], text: str) -> bool:
    """Adds ``text`` to the end of the last абзац of ``blocks``; False if they end with none."""
    if not blocks:
        return False
    match blocks[-1]:
        case Alinea(before):
            blocks[-1] = Alinea(before + text)
        case QuotedStructure() as quoted:
            blocks[-1] = replace(quoted, closing=quoted.closing + text)
        case _:
            return False
    return True


def append_units(piece: Piece, units: list[Piece]) -> None:
    """Adds ``units`` at the end of ``piece``, behind its closing text."""
    if units:
        piece.make_room()
        piece.adopt(units)


def facts(piece: Piece) -> Unit:
    """The unit itself, without its text. ValueError for the root."""
    if piece.unit is None:
        raise ValueError("the root is no unit")
    return piece.unit
