"""Combinations of values of facets, and counting by them.

A combination never changes and its number is never given again (AUTOINCREMENT, sequences), so each
process keeps those that it has read, as small numbers that stand for values: a search that finds
tens of thousands of documents must not read as many JSON texts. What an open transaction has seen
may yet be rolled back, and is not kept.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

from django.db import connection

from search.interface import FACETS
from search.models import FacetSet

Filters = Mapping[str, Sequence[str]]
Facets = dict[str, dict[str, int]]

# Combinations that a process keeps, some forty megabytes; others are read each time.
MOST: Final = 300_000
# So many are asked for by number, more are read with all others.
_ASKED: Final = 500


@dataclass(slots=True)
class _Values:
    """Values of facets by small numbers."""

    numbers: dict[tuple[str, str], int] = field(default_factory=dict)
    names: list[str] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def number(self, name: str, text: str) -> int:
        found = self.numbers.get((name, text))
        if found is None:
            found = len(self.names)
            self.names.append(name)
            self.texts.append(text)
            self.numbers[name, text] = found
        return found

    def wanted(self, filters: Filters) -> dict[str, frozenset[int]]:
        """Numbers of the values that filters let through; values that nothing has are left out."""
        return {
            name: frozenset(
                self.numbers[name, text] for text in texts if (name, text) in self.numbers
            )
            for name, texts in filters.items()
        }


_values: Final = _Values()
_kept: Final[dict[int, tuple[int, ...]]] = {}
_lock: Final = Lock()


def forget() -> None:
    """Drops what is kept; for tests."""
    _kept.clear()


def known(ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """The combinations with these ids, as numbers of values; those that are gone are left out. At
    most one query."""
    missing = [pk for pk in ids if pk not in _kept]
    read = dict(_read(missing)) if missing else {}
    if read and not connection.in_atomic_block and len(_kept) + len(read) <= MOST:
        _kept.update(read)
    return {pk: read[pk] if pk in read else _kept[pk] for pk in ids if pk in read or pk in _kept}


def _read(ids: Sequence[int]) -> Iterator[tuple[int, tuple[int, ...]]]:
    rows = FacetSet.objects.all()
    rows = rows.filter(pk__in=ids) if len(ids) <= _ASKED else rows.filter(pk__gte=min(ids))
    with _lock:
        for pk, values in rows.values_list("pk", "values").iterator():
            yield pk, tuple(_values.number(name, text) for name, text in _pairs(values))


def _pairs(values: Mapping[str, Iterable[str]]) -> Iterator[tuple[str, str]]:
    return ((name, text) for name, texts in values.items() for text in texts)


@dataclass(frozen=True, slots=True)
class Counted:
    """`fitting`: ids of the combinations that the filters let through; `total`: how many matches
    they have; `facets`: values with their counts, the commonest first. A facet that narrows is
    counted without its own filter."""

    fitting: list[int]
    total: int
    facets: Facets


def counted(counts: Mapping[int, int], filters: Filters, left_out: Filters) -> Counted:
    """Of matches by combinations (ids). At most one query."""
    combinations = known(counts)
    wanted, unwanted = _values.wanted(filters), _values.wanted(left_out)
    banned = frozenset[int]().union(*unwanted.values())
    by_value = [0] * len(_values.names)
    fitting, total = [], 0
    for pk, values in combinations.items():
        if banned and not banned.isdisjoint(values):
            continue
        failed = [name for name, some in wanted.items() if some.isdisjoint(values)]
        if len(failed) > 1:
            continue
        n = counts[pk]
        if failed:
            _add(by_value, values, n, only=failed[0])
            continue
        fitting.append(pk)
        total += n
        for value in values:
            by_value[value] += n
    return Counted(fitting, total, _facets(by_value))


def _add(by_value: list[int], values: Iterable[int], n: int, *, only: str) -> None:
    """What fits but for its own filter counts in that facet alone."""
    for value in values:
        if _values.names[value] == only:
            by_value[value] += n


def _facets(by_value: Sequence[int]) -> Facets:
    """In their order."""
    found: dict[str, list[tuple[str, int]]] = {}
    for value, n in enumerate(by_value):
        if n:
            found.setdefault(_values.names[value], []).append((_values.texts[value], n))
    return {
        name: dict(sorted(found[name], key=lambda item: (-item[1], item[0])))
        for name in FACETS
        if name in found
    }
