"""What both backends hold for worth; python -m bench relevance tells what a change does."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

# Kinds whose documents are worth more or less than others: a bill before what is said of it, a
# proposal before the group or the amendment that repeats it.
KINDS: Final[Mapping[str, float]] = {
    "bill": 2,
    "version": 0.9,
    "council": 1.5,
    "summary": 1.2,
    "conclusion": 1.2,
    "amendment": 0.8,
    "event": 0.8,
    "group": 0.8,
}
BODY: Final = 1.0
# What stands around completes a document (docs/adr/0024-order-of-results.md).
CONTEXT: Final = 0.3


@dataclass(frozen=True, slots=True)
class Weights:
    """What the order of the first results is made by (search.domain.ranking). `title`, `body`,
    `context`: what a word is worth there. `others`: a synonym beside what was typed; `tie`: what is
    found of a clause besides its best phrase. `saturation`: how soon more of a word says nothing
    more; `length`: how much a long body weakens it (0 to 1), `words` being a usual length. `share`:
    the power of the share of the words that a document has, if not all must be there. `near`: how
    much more it is worth if all stand together, and within so many words. `boost`: the power of
    what its kind is worth."""

    title: float = 8.0
    body: float = 1.0
    context: float = 0.6
    others: float = 0.75
    tie: float = 0.3
    saturation: float = 1.2
    length: float = 0.9
    words: float = 44.0
    share: float = 2.0
    near: float = 0.5
    near_words: int = 8
    boost: float = 0.4


WEIGHTS: Final = Weights()
