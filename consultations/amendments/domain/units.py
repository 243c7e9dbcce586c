"""New units: which unit a text that is to be added begins, and what gets it."""

import itertools
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Final

from drafts.domain.citations import Case, citation
from drafts.domain.lines import Marker, find_marker
from drafts.domain.numbering import Shape

_ARTICLE, _PARAGRAPH, _POINT, _SUBPOINT = "article", "paragraph", "point", "subpoint"
_ABOVE_ARTICLES: Final = ("chapter", "subsection", "section", "part_of_act")
# Shape of the label → kind of the unit in an article → the kinds that may hold it.
_KINDS: Final = {
    Shape.ARTICLE: (_ARTICLE, _ABOVE_ARTICLES),
    Shape.DOT: (_PARAGRAPH, (_ARTICLE,)),
    Shape.PAREN: (_POINT, (_PARAGRAPH, _ARTICLE)),
    Shape.LETTER: (_SUBPOINT, (_POINT,)),
}
# Several units of one kind: «пункты 3 и 4», «дополнить пунктами 3 и 4».
_PLURALS: Final = {
    _ARTICLE: ("статьи", "статьями"),
    _PARAGRAPH: ("части", "частями"),
    _POINT: ("пункты", "пунктами"),
    _SUBPOINT: ("подпункты", "подпунктами"),
}


@dataclass(frozen=True, slots=True)
class NewUnits:
    """Units of one kind that `parent` (a path; empty: the bill) gets."""

    parent: str
    kind: str
    numbers: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        above = f"{self.parent}/" if self.parent else ""
        return tuple(f"{above}{self.kind}:{number}" for number in self.numbers)

    @property
    def what(self) -> str:
        """«пунктом 3», «статьями 5.1 и 5.2»."""
        if len(self.numbers) > 1:
            return f"{_PLURALS[self.kind][1]} {self._listed}"
        # Only the smallest unit is named here.
        return citation(f"{self.kind}:{self.numbers[0]}", case=Case.INSTRUMENTAL)

    @property
    def place(self) -> str:
        """«пункт 3 части 1 статьи 5», «статьи 5.1 и 5.2»."""
        if len(self.numbers) == 1:
            return citation(self.paths[0])
        above = "" if self.kind == _ARTICLE else citation(self.parent, case=Case.GENITIVE)
        return f"{_PLURALS[self.kind][0]} {self._listed} {above}".strip()

    @property
    def _listed(self) -> str:
        marked = [f"«{one}»" if self.kind == _SUBPOINT else one for one in self.numbers]
        return f"{', '.join(marked[:-1])} и {marked[-1]}"


def begins_with(label: str, wording: str) -> bool:
    """Whether a wording begins with the number of its unit: «2)», but not «2» of «2.1)»."""
    after = wording[len(label) :]
    return bool(label) and wording.startswith(label) and not after[:1].isalnum()


def new_units(path: str, lines: Sequence[str], taken: Collection[str]) -> NewUnits | None:
    """The units that the lines consist of, said of the unit `path`; None if they do not begin with
    a number, or one that is `taken` (paths of the bill), or there is no place for such a unit."""
    first = find_marker(lines[0]) if lines and lines[0] else None
    if first is None or first.shape not in _KINDS or not _is_sure(first):
        return None
    kind, holders = _KINDS[first.shape]
    if _ARTICLE not in (kind, *(step.partition(":")[0] for step in path.split("/"))):
        return None
    parent = _holder(path, holders)
    if parent is None and kind != _ARTICLE:
        return None
    markers = [find_marker(line) for line in lines if line]
    numbers = tuple(one.number.text for one in markers if one and one.shape is first.shape)
    found = NewUnits(parent or "", kind, numbers)
    if len(set(numbers)) < len(numbers) or not set(found.paths).isdisjoint(taken):
        return None
    return found


def new_unit_follows(path: str, added: str) -> str:
    """The unit after which a new one stands in the text: that around `path` which is its sibling,
    or the unit that gets it (its path)."""
    parent = added.rpartition("/")[0]
    depth = len(parent.split("/")) if parent else 0
    return "/".join(path.split("/")[: depth + 1])


def _is_sure(marker: Marker) -> bool:
    return marker.shape is not Shape.DOT or marker.sure


def _holder(path: str, kinds: Collection[str]) -> str | None:
    """The smallest unit around a place that may hold a unit; None if there is none."""
    steps = path.split("/")
    paths = list(itertools.accumulate(steps, lambda above, step: f"{above}/{step}"))
    for whole, step in zip(reversed(paths), reversed(steps), strict=True):
        if step.partition(":")[0] in kinds:
            return whole
    return None
