"""What the clerk checks: the doubts of the parser, and what was found in the file."""

from collections import Counter
from dataclasses import dataclass

from drafts.domain import serialise
from drafts.messages import KIND_PLURALS, warning_message
from drafts.models import BillVersion
from drafts.selectors.text import Tree, TreeNode


@dataclass(frozen=True, slots=True)
class WarningLine:
    """A doubt of the parser in words, with the unit that it concerns (`eid` is empty if none)."""

    text: str
    place: str
    eid: str


def version_warnings(version: BillVersion, tree: Tree) -> list[WarningLine]:
    """The doubts about a version, in the order in which the parser had them."""
    found = []
    for item in version.warnings:
        warning = serialise.warning_from_dict(item)
        node = _place(tree, warning.code, warning.place, warning.params.get("number", ""))
        place = node.citation if node else ""
        eid = node.eid if node else ""
        found.append(WarningLine(warning_message(warning.code, warning.params), place, eid))
    return found


def _place(tree: Tree, code: str, place: str, number: str) -> TreeNode | None:
    """The unit that a warning speaks of: the child of `place` with this number (of several, the
    one that repeats it), else `place`, else the nearest unit above (a place inside a quotation is
    not in the tree)."""
    if code == "duplicate_path":
        return next((node for node in reversed(tree.nodes) if node.path == place), None)
    parent = tree.by_path.get(place)
    if number and (parent is not None or not place):
        parent_id = parent.id if parent else None
        same = [n for n in tree.nodes if n.parent_id == parent_id and n.number == number]
        if same:
            return same[-1 if code == "number_repeated" else 0]
    while place and place not in tree.by_path:
        place = place.rpartition("/")[0]
    return tree.by_path.get(place)


def unit_statistics(tree: Tree) -> list[tuple[str, int]]:
    """(kind in the plural, how many), the outermost kinds first, only those that occur."""
    counts = Counter(node.kind for node in tree.nodes)
    return [(str(words), counts[kind]) for kind, words in KIND_PLURALS.items() if counts[kind]]
