"""Addresses of units: the unit path (of the outline and the database) and the Akoma Ntoso eId.

Path: ``chapter:II/article:5.1/paragraph:2/point:1/subpoint:а``, fully nested.
eId: OASIS naming convention, ``art_5-1__para_2__point_1__subpara_a``; article numbers run through
an act, so an article's eId does not repeat the chapter above it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from .nodes import Act, Block, Kind, ParserWarning, QuotedStructure, Unit, quotations

_EID_NAMES = {
    Kind.PART_OF_ACT: "part",
    Kind.SECTION: "sec",
    Kind.SUBSECTION: "subsec",
    Kind.CHAPTER: "chp",
    Kind.DIVISION: "division",
    Kind.ARTICLE: "art",
    Kind.ANNEX: "att",
    Kind.PARAGRAPH: "para",
    Kind.POINT: "point",
    Kind.SUBPOINT: "subpara",
}

_LETTERS = dict(
    zip(
        "абвгдежзийклмнопрстуфхцчшщъыьэюя",
        [
            "a",
            "b",
            "v",
            "g",
            "d",
            "e",
            "zh",
            "z",
            "i",
            "j",
            "k",
            "l",
            "m",
            "n",
            "o",
            "p",
            "r",
            "s",
            "t",
            "u",
            "f",
            "kh",
            "ts",
            "ch",
            "sh",
            "shch",
            "hard",
            "y",
            "soft",
            "eh",
            "yu",
            "ya",
        ],
        strict=True,
    )
) | {"ё": "yo"}

_ORDINALS = [
    "перв",
    "втор",
    "трет",
    "четверт",
    "пят",
    "шест",
    "седьм",
    "восьм",
    "девят",
    "десят",
    "одиннадцат",
    "двенадцат",
]


@dataclass(frozen=True, slots=True)
class Placed:
    """A unit with its addresses.

    ``parent`` is the index of the parent in the sequence (None at the top); ``order`` is the
    place among the children of that parent, from 0. ``quoted_in`` is empty in the body; for a
    unit of a quotation it is the path of the host, and ``path`` then starts at the outermost
    quoted unit.
    """

    unit: Unit
    path: str
    eid: str
    parent: int | None
    order: int
    depth: int
    quoted_in: str = ""


def transliterate(number: str) -> str:
    """``number`` as an eId part: Latin letters, digits and hyphens."""
    lowered = number.lower()
    for value, stem in enumerate(_ORDINALS, start=1):
        if lowered.startswith(stem):
            return str(value)
    if number and all("IVXLC".find(char) >= 0 for char in number.split(".")[0]):
        return number.replace(".", "-")
    parts = (_LETTERS.get(char, char) for char in lowered)
    cleaned = "".join(
        char if char.isalnum() and char.isascii() else "-" for p in parts for char in p
    )
    return cleaned.strip("-") or "x"


def _step(unit: Unit) -> str:
    return f"{unit.kind}:{unit.number}"


class _Eids:
    """Hands out eIds that are unique within the act."""

    def __init__(self) -> None:
        self.seen: Counter[str] = Counter()

    def of(self, unit: Unit, parent: str, container: str) -> str:
        base = container if unit.kind is Kind.ARTICLE else parent
        name = f"{_EID_NAMES[unit.kind]}_{transliterate(unit.number)}"
        eid = f"{base}__{name}" if base else name
        self.seen[eid] += 1
        return eid if self.seen[eid] == 1 else self._free(eid)

    def _free(self, eid: str) -> str:
        while True:
            candidate = f"{eid}-dup{self.seen[eid]}"
            if not self.seen[candidate]:
                self.seen[candidate] += 1
                return candidate
            self.seen[eid] += 1


def walk(act: Act) -> Iterator[Placed]:
    """The units of the act in document order, quoted ones excepted."""
    yield from _walk(act.units, _Eids())


def _walk(units: Iterable[Unit], eids: _Eids) -> Iterator[Placed]:
    counter = 0

    def visit(
        siblings: Iterable[Unit],
        parent: int | None,
        path: str,
        eid: str,
        container: str,
        depth: int,
    ) -> Iterator[Placed]:
        nonlocal counter
        for order, unit in enumerate(siblings):
            own_path = f"{path}/{_step(unit)}" if path else _step(unit)
            own_eid = eids.of(unit, eid, container)
            index = counter
            counter += 1
            yield Placed(unit, own_path, own_eid, parent, order, depth)
            inner = path if unit.kind is Kind.DIVISION else own_path
            inside = own_eid if unit.kind is Kind.ANNEX else container
            yield from visit(unit.children, index, inner, own_eid, inside, depth + 1)

    return visit(units, None, "", "", "", 0)


def quoted(host: Placed) -> Iterator[Placed]:
    """Units inside the quotations of ``host`` (its own text only, not that of its children)."""
    blocks = (*host.unit.intro, *host.unit.wrap_up)
    for number, structure in enumerate(quotations(blocks), start=1):
        yield from quoted_units(structure, host.path, f"{host.eid}__qstr_{number}")


def quoted_units(structure: QuotedStructure, host_path: str, prefix: str) -> Iterator[Placed]:
    """Units of one quotation; ``prefix`` is the eId of the quotation itself."""
    for placed in _walk(structure.units, _Eids()):
        yield Placed(
            placed.unit,
            placed.path,
            f"{prefix}__{placed.eid}",
            placed.parent,
            placed.order,
            placed.depth,
            quoted_in=host_path,
        )


def has_quotations(blocks: Iterable[Block]) -> bool:
    return any(isinstance(block, QuotedStructure) for block in blocks)


def duplicate_paths(act: Act) -> list[ParserWarning]:
    """A warning for every path that more than one unit of the act has."""
    counts = Counter(placed.path for placed in walk(act))
    return [
        ParserWarning("duplicate_path", path, {"count": str(count)})
        for path, count in counts.items()
        if count > 1
    ]
