"""Words with a colon that say where to look: «статья:5», «автор: "Анна Иванова"», «-год:2026».

What is not one of them, or has no value that could stand there, is ordinary text.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from search.domain import units
from search.domain.clauses import Clause, Field, Narrowing, Phrase
from search.domain.words import fold, stem, stems, words

_PREFIX: Final = re.compile(
    r"(?P<minus>(?<!\S)[-−])?(?<!\w)(?P<name>[a-zа-яё]{1,16})[ \u00a0\t]{0,3}:[ \u00a0\t]{0,3}",
    re.IGNORECASE,
)
_VALUE: Final = re.compile(
    r"(?:«(?P<angled>[^«»]*)»|[\"“”„](?P<curly>[^\"“”„]*)[\"“”]|(?P<bare>[^\s«»\"“”„:]+))"
)
# «закон:об образовании» without quotation marks.
_SMALL: Final = re.compile(r"(?:(?:обо|об|о|по|при|в|на|для|за|к|с)\s{1,3}){1,3}", re.IGNORECASE)
_LAW: Final = frozenset({"закон", "законопроект", "зак", "law", "bill"})
_AUTHOR: Final = frozenset({"автор", "author"})
# The word of a facet → its name (search.interface.FACETS).
_FACETS: Final = {
    "вид": "kind", "тип": "kind", "kind": "kind", "type": "kind",
    "совет": "council", "council": "council",
    "год": "year", "year": "year",
    "муниципалитет": "municipality", "район": "municipality", "город": "municipality",
    "municipality": "municipality",
    "тема": "topic", "topic": "topic",
}  # fmt: skip
_YEAR: Final = re.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class Prefixed:
    """A field with its value, from `start` to `end` in the text. `clause` is what must hold;
    `unit`, if it is a unit: its word; `facet`: the name of one whose value is `value`."""

    start: int
    end: int
    value: str
    is_left_out: bool
    clause: Clause = ()
    unit: str = ""
    facet: str = ""

    @property
    def narrowing(self) -> Narrowing:
        """What it says if it is a filter."""
        return Narrowing(self.facet, self.value, self.is_left_out)


def filters(text: str) -> Iterator[Prefixed]:
    """The fields that are filters, in their order."""
    place = 0
    while (found := read(text, place)) is not None:
        if found.facet:
            yield found
        place = found.end


def read(text: str, place: int = 0) -> Prefixed | None:
    """The first field from `place` on, or None."""
    while prefix := _PREFIX.search(text, place):
        name = fold(prefix["name"])
        found = _field(text, prefix, name) if is_name(name) else None
        if found is not None:
            return found
        place = prefix.end()
    return None


def is_name(name: str) -> bool:
    """Whether a word (folded) is that of a field."""
    return name in _LAW or name in _AUTHOR or name in _FACETS or bool(_unit(name))


def _unit(name: str) -> str:
    return units.WORDS.get(stem(name), "")


def _field(text: str, prefix: re.Match[str], name: str) -> Prefixed | None:
    start = prefix.end()
    small = _SMALL.match(text, start) if name in _LAW else None
    value = _VALUE.match(text, small.end() if small else start)
    if value is None or (small and value["bare"] is None):
        small, value = None, _VALUE.match(text, start)
    if value is None:
        return None
    written = (value["angled"] or value["curly"] or value["bare"] or "").strip()
    given = Prefixed(prefix.start(), value.end(), written, bool(prefix["minus"]))
    return _read(given, name) if any(words(written)) else None


def _read(given: Prefixed, name: str) -> Prefixed | None:
    start, end, value, minus = given.start, given.end, given.value, given.is_left_out
    if name in _FACETS:
        facet = _FACETS[name]
        if facet == "year" and not _YEAR.fullmatch(value):
            return None
        return Prefixed(start, end, value, minus, facet=facet)
    if name in _LAW or name in _AUTHOR:
        field = Field.LAW if name in _LAW else Field.AUTHOR
        return Prefixed(start, end, value, minus, (_named(value, field),))
    kind = _unit(name)
    terms = units.own_terms(kind, _number(value))
    clause = tuple(Phrase((term,), field=Field.UNIT) for term in terms)
    return Prefixed(start, end, value, minus, clause, unit=kind) if clause else None


def _named(value: str, field: Field) -> Phrase:
    """Every word of a name, in any order; the words of a law stand in a row."""
    terms = tuple(word.term for word in words(value))
    if field is Field.AUTHOR or len(terms) < 2:
        return Phrase(terms, field=field)
    return Phrase(tuple(stems(value).split()), in_row=True, field=field)


def _number(value: str) -> str:
    """The number alone: «5,» and «5)» are 5."""
    first = next(words(value))
    return first.stem if first.stem[:1].isdecimal() else value[first.start : first.end]
