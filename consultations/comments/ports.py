"""What this app needs from above, and the plain way that serves until something better is there."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, Protocol

from consultations.comments.domain.similarity import Match, most_similar, stems


class SimilarTexts(Protocol):
    """Finds texts that say what `text` says, among `candidates` (texts by key): the likest first,
    at most `limit`; deterministic. One call for all candidates."""

    def __call__(self, text: str, candidates: Mapping[int, str], *, limit: int) -> list[Match]: ...


def by_words(text: str, candidates: Mapping[int, str], *, limit: int) -> list[Match]:
    """By the words that both have (domain.similarity)."""
    said = {key: stems(candidate) for key, candidate in candidates.items()}
    return most_similar(text, said, limit=limit)


@dataclass(slots=True)
class _Ports:
    similar: SimilarTexts = by_words


_ports: Final = _Ports()


def register_similar(engine: SimilarTexts) -> None:
    """Makes `engine` find similar texts from now on (once, in an upper app's `ready`)."""
    _ports.similar = engine


def similar_texts(text: str, candidates: Mapping[int, str], *, limit: int) -> list[Match]:
    """As SimilarTexts says, by the engine that is registered."""
    return _ports.similar(text, candidates, limit=limit)
