"""What both backends hold for worth; python -m bench relevance tells what a change does."""

from typing import Final

BODY: Final = 1.0
# What stands around completes a document (docs/adr/0024-order-of-results.md).
CONTEXT: Final = 0.3
# How much more a document is worth in which up to so many words stand so near one another.
NEAR: Final = 0.5
NEAR_WORDS: Final = 6
NEAR_TERMS: Final = 5
