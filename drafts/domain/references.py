"""References inside the text: «пункт 2 части 1 статьи 5 настоящего Закона» leads to that unit.

A reference that names another act («статьи 5 Федерального закона …») leads nowhere, and so does a
bare one («в статье 3») in an act that amends others. Абзацы and sentences are no units: such a
reference leads to the unit that they stand in.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from . import paths
from .nodes import Act, Alinea, Block, Kind, Link, QuotedStructure, Unit
from .numbering import ORDINALS, arabic, roman

_WORDS: dict[str, str] = {
    "paragraph": r"част(?:ью|ями|ях|ям|ей|ь|и)|ч\.",
    "subpoint": r"подпункт(?:ами|ах|ам|ов|ом|а|у|е|ы)?|пп\.|подп\.",
    "point": r"пункт(?:ами|ах|ам|ов|ом|а|у|е|ы)?|п\.",
    "article": r"стат(?:ьями|ьях|ьям|ьей|ьёй|ья|ьи|ье|ью|ей)|ст\.",
    "subsection": r"подраздел(?:ами|ах|ам|ов|ом|а|у|е|ы)?",
    "section": r"раздел(?:ами|ах|ам|ов|ом|а|у|е|ы)?",
    "chapter": r"глав(?:ами|ах|ам|ой|а|ы|е|у)?|гл\.",
    "annex": r"приложени(?:ями|ях|ям|ем|й|я|е|ю|и)",
    "alinea": r"абзац(?:ами|ах|ам|ев|ем|а|у|е|ы)?|абз\.",
}
_ORDINAL = "|".join(stem.lower() for stem in ORDINALS)
_ONE = (
    r"(?:\d{1,4}(?:[.\-]\d{1,3}|[⁰¹²³⁴-⁹]+)*(?![\d)])|[«\"][а-я](?:\.\d{1,2}|[¹²³⁴-⁹]+)?[»\"]|"
    rf"[IVXLC]+(?:\.\d+)?(?!\w)|(?:{_ORDINAL})[а-яё]{{2,3}}(?!\w))"
)
_MORE = rf"(?:\s*(?:,|[–—-]|\sи(?=\s)|\sили(?=\s))\s*{_ONE})*"
_WORD = "|".join(_WORDS.values())
_SEGMENT = re.compile(
    rf"(?<![\w.])(?:{'|'.join(f'(?P<{kind}>{words})' for kind, words in _WORDS.items())})"
    rf"\s+(?:№\s*)?(?P<numbers>{_ONE}{_MORE})",
    re.IGNORECASE,
)
_NUMBER = re.compile(_ONE, re.IGNORECASE)
_THIS = re.compile(
    r"\s+(?:ко?\s+)?настоящ(?:его|ей|ему|им|их|ими|ем)\s+(?P<what>[А-ЯЁа-яё]+)", re.IGNORECASE
)
_ELSEWHERE = re.compile(
    r"^[\s,]*(?:ко?\s+)?(?:(?:этого|того|данн\w+|указанн\w+|названн\w+|упомянут\w+|так(?:ого|ой))\s+)?"
    r"(?:[А-ЯЁ][А-ЯЁа-яё-]+|закон|кодекс|конституц|устав|указ|постановлен|положени|правил|поряд|"
    r"регламент|приказ|решени|распоряжен|договор|соглашени|конвенц|инструкц|протокол|акт|его\b|её\b)"
)
_UNIT_WORD = re.compile(rf"^(?:{_WORD})$", re.IGNORECASE)
_CONTAINERS = (Kind.CHAPTER, Kind.SECTION, Kind.SUBSECTION)
# What a word may mean where a drafter calls units otherwise than by their shape.
READINGS: dict[str, tuple[Kind, ...]] = {
    "paragraph": (Kind.PARAGRAPH, Kind.POINT),
    "point": (Kind.POINT, Kind.PARAGRAPH, Kind.SUBPOINT),
    "subpoint": (Kind.SUBPOINT, Kind.POINT),
    "article": (Kind.ARTICLE,),
    "chapter": (Kind.CHAPTER,),
    "section": (Kind.SECTION,),
    "subsection": (Kind.SUBSECTION,),
}


@dataclass(frozen=True, slots=True)
class Written:
    """A number of a segment as it stands in the text."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Segment:
    """«пунктов 1 и 2»: a word and its numbers."""

    kind: str
    start: int
    end: int
    numbers: tuple[Written, ...]


@dataclass(frozen=True, slots=True)
class Chain:
    """Segments from the smallest to the largest, and what «настоящ…» stands before: a kind of
    unit, «act», or nothing."""

    segments: tuple[Segment, ...]
    this: str
    foreign: bool


def linked(act: Act) -> Act:
    """``act`` with the references of its own text as ``Alinea.links``."""
    index = _Index(act)
    bare = not _amends(act.units)
    placed = {id(item.unit): item for item in paths.walk(act)}

    def unit_of(unit: Unit) -> Unit:
        own = placed[id(unit)]
        return replace(
            unit,
            intro=_blocks(unit.intro, own, index, bare),
            children=tuple(unit_of(child) for child in unit.children),
            wrap_up=_blocks(unit.wrap_up, own, index, bare),
        )

    return replace(act, units=tuple(unit_of(unit) for unit in act.units))


def _blocks(
    blocks: tuple[Block, ...], own: paths.Placed, index: "_Index", bare: bool
) -> tuple[Block, ...]:
    if not any(isinstance(block, Alinea) for block in blocks):
        return blocks
    return tuple(
        replace(block, links=tuple(_links(block.text, own, index, bare)))
        if isinstance(block, Alinea)
        else block
        for block in blocks
    )


def _amends(units: tuple[Unit, ...]) -> bool:
    return any(
        any(isinstance(block, QuotedStructure) for block in (*unit.intro, *unit.wrap_up))
        or "следующие изменения" in unit.own_text
        or _amends(unit.children)
        for unit in units
    )


# --- reading --------------------------------------------------------------------------------


def chains(text: str) -> Iterator[Chain]:
    """The references of a text, as they stand in it."""
    segments: list[Segment] = []
    for found in _SEGMENT.finditer(text):
        segment = _segment(found)
        if segments and text[segments[-1].end : segment.start].strip():
            yield _chain(segments, text)
            segments = []
        segments.append(segment)
    if segments:
        yield _chain(segments, text)


def _segment(found: re.Match[str]) -> Segment:
    kind = next(name for name in _WORDS if found[name])
    offset = found.start("numbers")
    numbers = tuple(
        Written(one[0], offset + one.start(), offset + one.end())
        for one in _NUMBER.finditer(found["numbers"])
    )
    return Segment(kind, found.start(), found.end(), numbers)


def _chain(segments: list[Segment], text: str) -> Chain:
    tail = text[segments[-1].end :]
    this = _THIS.match(tail)
    if this is None:
        return Chain(tuple(segments), "", bool(_ELSEWHERE.match(tail)))
    return Chain(tuple(segments), _what(this["what"]), False)


def _what(word: str) -> str:
    if not _UNIT_WORD.match(word):
        return "act"
    return next(kind for kind, words in _WORDS.items() if re.fullmatch(words, word, re.IGNORECASE))


# --- finding --------------------------------------------------------------------------------


class _Index:
    """The units of an act by their place, to look references up."""

    def __init__(self, act: Act) -> None:
        self.by_path: dict[str, paths.Placed] = {}
        self.children: dict[str, list[paths.Placed]] = defaultdict(list)
        # (annex path, kind, number): articles, chapters and sections are unique in their document
        self.in_document: dict[tuple[str, Kind, str], paths.Placed] = {}
        for placed in paths.walk(act):
            self.by_path.setdefault(placed.path, placed)
            self.children[placed.path.rpartition("/")[0]].append(placed)
            if placed.unit.kind in (Kind.ARTICLE, Kind.ANNEX, *_CONTAINERS):
                document = _document(placed.path.rpartition("/")[0])
                key = (document, placed.unit.kind, placed.unit.number)
                self.in_document.setdefault(key, placed)

    def inside(self, path: str, kind: str, number: str) -> paths.Placed | None:
        """The unit below ``path`` that the words mean."""
        for reading in READINGS.get(kind, ()):
            for child in self.children.get(path, ()):
                if child.unit.kind is reading and child.unit.number == number:
                    return child
        return None


def _document(path: str) -> str:
    """The innermost annex of a path, or nothing for the body."""
    steps = path.split("/")
    last = max((i for i, step in enumerate(steps) if step.startswith("annex:")), default=-1)
    return "/".join(steps[: last + 1])


def _links(text: str, own: paths.Placed, index: _Index, bare: bool) -> Iterator[Link]:
    for chain in chains(text):
        if chain.foreign or (not chain.this and not bare):
            continue
        yield from _chain_links(chain, own, index)


def _chain_links(chain: Chain, own: paths.Placed, index: _Index) -> Iterator[Link]:
    segments = [segment for segment in chain.segments if segment.kind != "alinea"]
    start = chain.segments[0].start
    if not segments:
        return
    base = _base(chain, segments[-1].kind, own)
    if base is None:
        return
    place = base
    for segment in reversed(segments[1:]):
        if len(segment.numbers) > 1:
            return
        found = _find(index, place, segment.kind, segment.numbers[0].text, own)
        if found is None:
            return
        place = found.path
    smallest = segments[0]
    single = len(smallest.numbers) == 1
    for order, number in enumerate(smallest.numbers):
        found = _find(index, place, smallest.kind, number.text, own)
        if found is not None and found.path != own.path:
            begin = start if order == 0 else number.start
            yield Link(begin, segments[-1].end if single else number.end, found.eid)


def _base(chain: Chain, largest: str, own: paths.Placed) -> str | None:
    """The path from which the largest word of a chain is looked up; None if it cannot be told."""
    document = _document(own.path)
    if chain.this == "act" or not chain.this:
        in_articles = "article:" in own.path.removeprefix(document)
        if largest in ("article", "chapter", "section", "subsection", "annex"):
            return document
        if not in_articles and (chain.this or largest == "point"):
            return document  # «пункт 5 настоящих Правил»
        return None
    steps = own.path.split("/")
    kinds = {str(kind) for kind in READINGS.get(chain.this, ())}
    for length in range(len(steps), 0, -1):
        if steps[length - 1].split(":")[0] in kinds:
            return "/".join(steps[:length])
    return None


def _find(
    index: _Index, place: str, kind: str, written: str, own: paths.Placed
) -> paths.Placed | None:
    number = normal_number(written)
    if kind in ("article", "chapter", "section", "subsection", "annex"):
        document = place if kind != "annex" else ""
        return index.in_document.get((_document(document), Kind(kind), number))
    found = index.inside(place, kind, number)
    if found is None and place == _document(own.path):
        found = _numbered_through(index, place, kind, number)
    return found


def _numbered_through(index: _Index, document: str, kind: str, number: str) -> paths.Placed | None:
    """Points of rules that are numbered through their sections: «пункт 15 настоящих Правил»."""
    for section in index.children.get(document, ()):
        if section.unit.kind in _CONTAINERS or section.unit.kind is Kind.POINT:
            found = index.inside(section.path, kind, number)
            if found is not None:
                return found
    prefix = number.rpartition(".")[0]
    if prefix:
        outer = index.inside(document, kind, prefix)
        return index.inside(outer.path, kind, number) if outer else None
    return None


def normal_number(written: str) -> str:
    """A number of a reference as paths write it: without quotes, figures for words."""
    text = written.strip('«»"')
    number = arabic(text) if text[:1].isdigit() else roman(text)
    return number.text if number else text
