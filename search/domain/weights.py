"""What both backends hold for worth; python -m bench relevance tells what a change does."""

from collections.abc import Mapping
from typing import Final

# Kinds whose documents are worth more or less than others: a bill before what is said of it, a
# proposal before the group that repeats it.
KINDS: Final[Mapping[str, float]] = {
    "bill": 2,
    "version": 0.9,
    "council": 1.5,
    "summary": 1.2,
    "conclusion": 1.2,
    "amendment": 1.2,
    "group": 0.8,
}
BODY: Final = 1.0
# What stands around completes a document (docs/adr/0024-order-of-results.md).
CONTEXT: Final = 0.3
# How much more a document is worth in which up to so many words stand so near one another.
NEAR: Final = 0.5
NEAR_WORDS: Final = 6
NEAR_TERMS: Final = 5
