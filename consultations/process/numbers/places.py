"""From where proposals come: one definition for documents."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Protocol


@dataclass(frozen=True, slots=True)
class PlaceTally:
    """How many proposals name a municipality in these very words. `key`: the same for spellings
    that mean one place; both are empty where none was named."""

    key: str
    municipality: str
    author_type: str
    count: int


@dataclass(frozen=True, slots=True)
class Place:
    """A municipality, as it is written most often (of equals, the first by the alphabet), with
    `Numbers.received` by type of author. `municipality` is empty where none was named."""

    municipality: str
    by_author_type: Mapping[str, int] = field(default_factory=dict)

    @property
    def received(self) -> int:
        return sum(self.by_author_type.values())


class PlacesSource(Protocol):
    """Tallies of several consultations at once, in a constant number of queries; those without
    proposals may be left out."""

    def __call__(self, consultation_ids: Collection[int], /) -> Mapping[int, list[PlaceTally]]: ...


@dataclass(slots=True)
class _Sources:
    places: PlacesSource | None = None


_sources: Final = _Sources()


def register_places(source: PlacesSource) -> None:
    """Makes `source` answer from now on (once, in the upper app's `ready`)."""
    _sources.places = source


def place_numbers(consultation_ids: Iterable[int]) -> dict[int, tuple[Place, ...]]:
    """`Numbers.received` of every consultation asked for by municipality and type of author; the
    values of all places sum up to it. The most first, equals by the alphabet, no place last."""
    ids = list(dict.fromkeys(consultation_ids))
    found = _sources.places(ids) if _sources.places is not None and ids else {}
    return {pk: places_of(found.get(pk, ())) for pk in ids}


def places_of(tallies: Iterable[PlaceTally]) -> tuple[Place, ...]:
    """The places of one consultation from its grouped rows."""
    spellings: dict[str, Counter[str]] = defaultdict(Counter)
    types: dict[str, Counter[str]] = defaultdict(Counter)
    for row in tallies:
        if row.count:
            spellings[row.key][row.municipality] += row.count
            types[row.key][row.author_type] += row.count
    places = [
        Place(_name(spellings[key]), {name: types[key][name] for name in sorted(types[key])})
        for key in spellings
    ]
    return tuple(sorted(places, key=_rank))


def _name(spellings: Counter[str]) -> str:
    return min(spellings, key=lambda name: (-spellings[name], name))


def _rank(place: Place) -> tuple[bool, int, str]:
    return not place.municipality, -place.received, place.municipality
