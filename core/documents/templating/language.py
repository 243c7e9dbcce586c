"""One tag of a template: what it does, and whether it stays within what is allowed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from jinja2 import StrictUndefined, TemplateSyntaxError, nodes
from jinja2.sandbox import SandboxedEnvironment

from core.documents.templating.marks import MarkKind, Vocabulary
from core.documents.templating.problems import ProblemCode

_PLAIN: Final = (nodes.Name, nodes.Getattr)
_CONDITION: Final = (
    *_PLAIN, nodes.Not, nodes.And, nodes.Or, nodes.Compare, nodes.Operand, nodes.Const
)  # fmt: skip
_FOR: Final = re.compile(r"for\s+([A-Za-z]\w*)\s+in\s+([A-Za-z][\w.]*)\Z")
_ENDS: Final = {"endfor": "for", "endif": "if"}


def environment() -> SandboxedEnvironment:
    """Nothing but the given values: no globals, filters or tests."""
    made = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    for names in (made.globals, made.filters, made.tests):
        names.clear()
    return made


class Refusal(Exception):
    """Why a tag is not taken: a code and the words concerned."""

    def __init__(self, code: ProblemCode, mark: str) -> None:
        super().__init__(code, mark)
        self.code, self.mark = code, mark


@dataclass(slots=True)
class Reader:
    """Reads the tags of one part of a file in their order. `blocks` and `texts` are the marks that
    were placed."""

    vocabulary: Vocabulary
    open: list[tuple[str, str, tuple[str, ...]]] = field(default_factory=list)
    blocks: list[str] = field(default_factory=list)
    texts: set[str] = field(default_factory=set)

    def expression(self, source: str, *, paragraph: bool, top: bool) -> None:
        """`source` between «{{» and «}}»; `top`: in a paragraph of the text itself. Raises
        Refusal."""
        name = self._names(source, _PLAIN)
        if name in self.vocabulary.of(MarkKind.BLOCKS):
            if not paragraph or not top or self.open:
                raise Refusal(ProblemCode.MISPLACED, name)
            if name in self.blocks:
                raise Refusal(ProblemCode.TWICE, name)
            self.blocks.append(name)
        elif paragraph:
            raise Refusal(ProblemCode.MISPLACED, name)
        else:
            self.texts.add(name)

    def statement(self, source: str) -> None:
        """`source` between «{%» and «%}». Raises Refusal."""
        word, _, rest = source.partition(" ")
        if word == "for":
            self._loop(source)
        elif word == "if":
            self._names(rest, _CONDITION)
            self.open.append(("if", source, ()))
        elif word == "elif" or source == "else":
            if not self.open or self.open[-1][0] != "if":
                raise Refusal(ProblemCode.UNBALANCED, source)
            if rest:
                self._names(rest, _CONDITION)
        elif source in _ENDS:
            if not self.open or self.open[-1][0] != _ENDS[source]:
                raise Refusal(ProblemCode.UNBALANCED, source)
            self.open.pop()
        else:
            raise Refusal(ProblemCode.FORBIDDEN, source)

    def _loop(self, source: str) -> None:
        is_inner = any(kind == "for" for kind, _source, _fields in self.open)
        # Opened even if it is refused, so that its end is no second problem.
        self.open.append(("for", source, ()))
        if is_inner:  # each one more would multiply the time of all
            raise Refusal(ProblemCode.FORBIDDEN, source)
        found = _FOR.match(source)
        if found is None:
            raise Refusal(ProblemCode.FORBIDDEN, source)
        lists = self.vocabulary.of(MarkKind.LIST)
        item, name = found.groups()
        if name not in lists:
            raise Refusal(ProblemCode.UNKNOWN, name)
        fields = tuple(f"{item}.{one}" for one in lists[name].fields)
        self.open[-1] = ("for", source, fields)

    def _names(self, source: str, allowed: tuple[type[nodes.Node], ...]) -> str:
        """The first mark of an expression, all of them known."""
        try:
            tree = environment().parse("{{ " + source + " }}")
        except TemplateSyntaxError as error:
            raise Refusal(ProblemCode.BROKEN, source) from error
        output = tree.body[0] if len(tree.body) == 1 else None
        if not isinstance(output, nodes.Output) or len(output.nodes) != 1:
            raise Refusal(ProblemCode.BROKEN, source)
        root = output.nodes[0]
        if any(not isinstance(node, allowed) for node in (root, *root.find_all(nodes.Node))):
            raise Refusal(ProblemCode.FORBIDDEN, source)
        names = list(_paths(root))
        for name in names:
            if name not in self._known():
                raise Refusal(ProblemCode.UNKNOWN, name)
        return names[0] if names else ""

    def _known(self) -> Mapping[str, None]:
        names = [mark.name for mark in self.vocabulary.marks if mark.kind is not MarkKind.LIST]
        return dict.fromkeys([*names, *(one for _, _, fields in self.open for one in fields)])


def _paths(node: nodes.Node) -> list[str]:
    """«bill.title» for every name in the tree, in order."""
    if isinstance(node, nodes.Getattr):
        return [f"{one}.{node.attr}" for one in _paths(node.node)]
    if isinstance(node, nodes.Name):
        return [node.name]
    return [name for child in node.iter_child_nodes() for name in _paths(child)]
