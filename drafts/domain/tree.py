"""Units under construction: the nodes and the path of open ones."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from .headings import Headings
from .lines import SourceLine
from .nodes import Block, Kind, Unit
from .numbering import Number, Shape

ROOT_RANK = -1
ITEM_RANK = {Shape.DOT: 10, Shape.PAREN: 20, Shape.LETTER: 30}
FIRST_ITEM_RANK = 10
STRUCTURAL = {
    Shape.PART: (0, Kind.PART_OF_ACT),
    Shape.SECTION: (1, Kind.SECTION),
    Shape.SUBSECTION: (2, Kind.SUBSECTION),
    Shape.CHAPTER: (3, Kind.CHAPTER),
    Shape.DIVISION: (4, Kind.DIVISION),
    Shape.ARTICLE: (5, Kind.ARTICLE),
}


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
    source: int = -1

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
            source=self.source,
        )


class Tree:
    """The open units while lines are read; ``stack[0]`` is the root.

    ``loose``: the text of a quotation, whose first number may be any; ``scheme`` then tells
    whether the quoted act has articles. ``last`` keeps the last number of every shape; ``prefix``
    is the path of the annex that the root stands for.
    """

    def __init__(
        self,
        lines: Sequence[SourceLine],
        next_marked: Sequence[int | None],
        *,
        scheme: bool,
        loose: bool,
        prefix: str = "",
    ) -> None:
        self.lines = lines
        self.next_marked = next_marked
        self.prefix = prefix
        self.headings = Headings(lines)
        self.scheme = scheme
        self.loose = loose
        self.root = Node(rank=ROOT_RANK)
        self.stack: list[Node] = [self.root]
        self.last: dict[Shape, tuple[int, ...]] = {}
        self.started = False

    @property
    def top(self) -> Node:
        return self.stack[-1]

    @property
    def articles(self) -> bool:
        """Whether «1.» is here a part of an article; in a quotation its context has told."""
        return self.scheme if self.loose else any(n.shape is Shape.ARTICLE for n in self.stack)

    def close_to(self, node: Node) -> None:
        """Closes what is open below ``node``."""
        while self.stack[-1] is not node:
            self.stack.pop()

    def open(self, node: Node, parent: Node) -> None:
        """Adds ``node`` to ``parent``, which must be the deepest open unit."""
        parent.release_wrap_up()
        parent.children.append(node)
        self.stack.append(node)
        if node.shape is not None:
            self.last[node.shape] = node.number.key
        self.started = True

    @property
    def place(self) -> str:
        """The path of the deepest open unit."""
        steps = [
            f"{node.kind}:{node.number.text}"
            for node in self.stack[1:]
            if node.kind is not Kind.DIVISION
        ]
        return "/".join([self.prefix, *steps] if self.prefix else steps)


def next_marked(lines: Sequence[SourceLine]) -> list[int | None]:
    """For every line, the index of the next line that has a marker."""
    following: list[int | None] = [None] * len(lines)
    upcoming: int | None = None
    for index in range(len(lines) - 1, -1, -1):
        following[index] = upcoming
        if lines[index].marker is not None:
            upcoming = index
    return following
