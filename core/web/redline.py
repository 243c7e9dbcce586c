"""Word-level comparison of two texts. Pure: text in, segments out."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, takewhile
from typing import Final, Literal

from rapidfuzz.distance import Indel

Operation = Literal["equal", "delete", "insert"]

_TOKENS: Final = re.compile(r"\w+|\s+|[^\w\s]")
_HAS_WORD: Final = re.compile(r"\w")


@dataclass(frozen=True, slots=True)
class Segment:
    """A run of text that both readings share, or that only one of them has."""

    operation: Operation
    text: str


def redline(old: str, new: str) -> tuple[Segment, ...]:
    """Segments from which both texts can be put together again.

    The equal and deleted ones make `old`, the equal and inserted ones make `new`, in order.
    Neighbouring changes are gathered: a lone space or comma that happens to survive between two
    changed words belongs to the change, because people read phrases, not tokens.
    """
    old_tokens, new_tokens = _TOKENS.findall(old), _TOKENS.findall(new)
    return tuple(_joined(_gather(_operations(old_tokens, new_tokens))))


def _operations(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Pairs (old part, new part); they are the same string where nothing changed."""
    for code in Indel.opcodes(old, new):
        before = "".join(old[code.src_start : code.src_end])
        after = "".join(new[code.dest_start : code.dest_end])
        yield before, after


def _gather(parts: Iterable[tuple[str, str]]) -> Iterator[Segment]:
    """Joins neighbouring changes and absorbs wordless bridges between them."""
    removed, added, bridge = "", "", ""
    for before, after in parts:
        if before != after:
            removed += bridge + before
            added += bridge + after
            bridge = ""
        elif (removed or added) and not _HAS_WORD.search(before):
            bridge += before
        else:
            yield from _change(removed, added)
            yield Segment("equal", bridge + before)
            removed, added, bridge = "", "", ""
    yield from _change(removed, added)
    if bridge:
        yield Segment("equal", bridge)


def _change(removed: str, added: str) -> Iterator[Segment]:
    """A replacement without the spaces that both sides share at their ends."""
    if removed and added:
        start = _shared_space(removed, added)
        yield Segment("equal", removed[:start])
        removed, added = removed[start:], added[start:]
        end = _shared_space(removed[::-1], added[::-1])
    else:
        end = 0
    yield Segment("delete", removed[: len(removed) - end])
    yield Segment("insert", added[: len(added) - end])
    yield Segment("equal", removed[len(removed) - end :])


def _shared_space(first: str, second: str) -> int:
    """How many spaces both texts begin with."""
    pairs = zip(first, second, strict=False)
    return sum(1 for _pair in takewhile(lambda p: p[0] == p[1] and p[0].isspace(), pairs))


def _joined(segments: Iterable[Segment]) -> Iterator[Segment]:
    """Drops empty segments and joins neighbours of one kind."""
    filled = (segment for segment in segments if segment.text)
    for operation, run in groupby(filled, key=lambda segment: segment.operation):
        yield Segment(operation, "".join(segment.text for segment in run))
