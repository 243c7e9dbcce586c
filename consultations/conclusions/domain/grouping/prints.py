"""A text as the engine compares it: everything that follows from the text alone."""

from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final

from consultations.conclusions.domain.grouping.passages import Sentence, each_word, passages
from consultations.conclusions.domain.grouping.words import number_of

BANDS: Final = 12
ROWS: Final = 3
_MASK: Final = (1 << 64) - 1
_ODD: Final = 0x9E3779B97F4A7C15
_KEPT_ROWS: Final = 100_000


@dataclass(frozen=True, slots=True)
class TextPrint:
    """`sentences` argue; `ordered`: their keys whatever their order; `turns`: numbers, denials and
    directions, which must be equal in texts of one meaning; `has_slips`: some word is in no
    dictionary; `bands`: 64-bit numbers of which texts that differ in few words share one."""

    sentences: tuple[Sentence, ...]
    ordered: tuple[tuple[str, ...], ...] = field(repr=False)
    turns: tuple[str, ...]
    has_slips: bool
    bands: tuple[int, ...] = field(repr=False)

    @property
    def exact(self) -> int:
        """64 bits; equal for texts that differ only in the order of sentences and in what argues
        nothing."""
        return number_of("\n".join(" ".join(keys) for keys in self.ordered))

    @property
    def turning(self) -> int:
        """64 bits of `turns`."""
        return number_of(" ".join(self.turns))


def text_print(text: str, provision: str = "") -> TextPrint:
    """The print of a text; `provision` is what it speaks on, if that is known (passages)."""
    sentences = passages(text, provision)
    words = list(each_word(sentences))
    keys = [said.key for said in words]
    return TextPrint(
        sentences=sentences,
        ordered=tuple(sorted(tuple(said.key for said in sentence) for sentence in sentences)),
        turns=tuple(sorted(said.code for said in words if said.code)),
        has_slips=not all(said.is_known for said in words),
        bands=_bands(frozenset(keys)),
    )


def _bands(keys: frozenset[str]) -> tuple[int, ...]:
    """MinHash of a set of words in BANDS bands of ROWS rows (Broder, 1997): of two texts that share
    two thirds of their words one band at least is equal in 98 of 100 cases."""
    if not keys:
        return ()
    least = [min(column) for column in zip(*map(_rows, keys), strict=True)]
    return tuple(_mixed(band, least[band * ROWS : (band + 1) * ROWS]) for band in range(BANDS))


@lru_cache(maxsize=_KEPT_ROWS)
def _rows(key: str) -> tuple[int, ...]:
    """The places of a word in BANDS × ROWS shuffled orders of all words."""
    start, rows = number_of(key), []
    for _ in range(BANDS * ROWS):
        start = (start * 6364136223846793005 + 1442695040888963407) & _MASK
        rows.append((start ^ (start >> 29)) >> 32)
    return tuple(rows)


def _mixed(band: int, rows: list[int]) -> int:
    found = band + 1
    for row in rows:
        found = ((found ^ row) * _ODD) & _MASK
        found ^= found >> 32
    return found
