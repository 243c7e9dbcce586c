"""Groups of same texts: the closure of `is_same` over texts of one place."""

from collections import defaultdict
from collections.abc import Hashable, Iterable
from typing import Final

from consultations.conclusions.domain.grouping.prints import TextPrint, text_print
from consultations.conclusions.domain.grouping.sameness import is_same

# A text as its sentences in any order: what is compared once, however many wrote it.
_Ordered = tuple[tuple[str, ...], ...]
_Corner = tuple[Hashable, int]


class Grouper:
    """Takes texts one by one and knows the group of each at once.

    Two texts of one place are in one group if a chain of same texts leads from one to the other.
    So the order of adding does not matter, and adding never splits a group. Deterministic.
    """

    def __init__(self) -> None:
        self._parent: dict[Hashable, Hashable] = {}
        self._exact: dict[tuple[_Corner, _Ordered], Hashable] = {}
        self._prints: dict[Hashable, TextPrint] = {}
        # By band: keys of the first texts with each wording, those without and with slips.
        self._near: Final[dict[tuple[_Corner, int, int], tuple[list[Hashable], list[Hashable]]]] = (
            defaultdict(lambda: ([], []))
        )

    def add(self, key: Hashable, text: str, place: Hashable = "") -> Hashable:
        """Adds a text under a key that is new; returns a key of its group. Raises ValueError for a
        key that is there already."""
        return self.add_print(key, text_print(text), place)

    def add_print(self, key: Hashable, made: TextPrint, place: Hashable = "") -> Hashable:
        """As `add`, with the print made before."""
        if key in self._parent:
            raise ValueError(f"the key {key!r} is there already")
        self._parent[key] = key
        if not made.sentences:
            return key
        corner = (place, made.turning)
        twin = self._exact.setdefault((corner, made.ordered), key)
        if twin is not key:
            self._parent[key] = self.group_of(twin)
            return self.group_of(key)
        self._prints[key] = made
        self._join_near(key, made, corner)
        return self.group_of(key)

    def group_of(self, key: Hashable) -> Hashable:
        """A key that all members of the group share; which one may change with later texts."""
        root = key
        while self._parent[root] != root:
            root = self._parent[root]
        while self._parent[key] != root:
            self._parent[key], key = root, self._parent[key]
        return root

    def groups(self) -> list[list[Hashable]]:
        """All groups, members in the order of adding, groups by their first member."""
        found: dict[Hashable, list[Hashable]] = defaultdict(list)
        for key in self._parent:
            found[self.group_of(key)].append(key)
        return list(found.values())

    def _join_near(self, key: Hashable, made: TextPrint, corner: _Corner) -> None:
        """Looks at each text that shares a band. Two texts without slips are the same only with
        equal words, so that they need not be compared unless their words are the same."""
        compared = {key}
        for number, band in enumerate(made.bands):
            clean, slipped = self._near[corner, number, band]
            for other in (*clean, *slipped) if made.has_slips else slipped:
                if other in compared:
                    continue
                compared.add(other)
                self._compare(key, other)
            (slipped if made.has_slips else clean).append(key)

    def _compare(self, one: Hashable, two: Hashable) -> None:
        first, second = self.group_of(one), self.group_of(two)
        if first != second and is_same(self._prints[one], self._prints[two]):
            self._parent[second] = first


def group_texts(rows: Iterable[tuple[Hashable, str, Hashable]]) -> list[list[Hashable]]:
    """Groups of (key, text, place): lists of keys in the order of `rows`."""
    grouper = Grouper()
    for key, text, place in rows:
        grouper.add(key, text, place)
    return grouper.groups()
