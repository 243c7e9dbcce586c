"""What this app needs from above."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol


@dataclass(frozen=True, slots=True)
class Match:
    """`score` from 0 (nothing in common) to 1 (the same words); `key` is the candidate's."""

    key: int
    score: float


class SimilarTexts(Protocol):
    """Finds texts that say what `text` says, among `candidates` (texts by key): the likest first,
    at most `limit`; deterministic. One call for all candidates."""

    def __call__(self, text: str, candidates: Mapping[int, str], *, limit: int) -> list[Match]: ...


def nothing_similar(text: str, candidates: Mapping[int, str], *, limit: int) -> list[Match]:
    """Until an engine is registered nothing is like anything."""
    return []


@dataclass(slots=True)
class _Ports:
    similar: SimilarTexts = nothing_similar


_ports: Final = _Ports()


def register_similar(engine: SimilarTexts) -> None:
    """Makes `engine` find similar texts from now on (once, in an upper app's `ready`)."""
    _ports.similar = engine


def similar_texts(text: str, candidates: Mapping[int, str], *, limit: int) -> list[Match]:
    """As SimilarTexts says, by the engine that is registered."""
    return _ports.similar(text, candidates, limit=limit)
