"""Words and their stems: the one place that decides which words are the same.

Russian is stemmed by Snowball, Latin words stay; ё counts as е. The databases' own tokenizers do
neither for Russian (FTS5 has no such tokenizer), so both get ready stems.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer

_WORD: Final = re.compile(r"[^\W_]+(?:[-.][^\W_]+)*")
_CYRILLIC: Final = re.compile(r"[а-я]")
_stemmer: Final = snowballstemmer.stemmer("russian")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `stem` for comparing, `start` and `end` as offsets in the text."""

    stem: str
    start: int
    end: int

    @property
    def term(self) -> str:
        """The stem as one token for every database: «15-8» → «15_8»."""
        return self.stem.replace("-", "_").replace(".", "_")


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """«Предложениями» → «предложен»; numbers and Latin words in lower case."""
    folded = word.lower().replace("ё", "е")
    if not _CYRILLIC.search(folded):
        return folded
    return "-".join(_stemmer.stemWord(part) for part in folded.split("-"))


def words(text: str) -> Iterator[Word]:
    """The words of a text in order. «15-8», «5.1» and «что-либо» are single words."""
    for match in _WORD.finditer(text):
        yield Word(stem(match.group()), match.start(), match.end())


def stems(text: str) -> str:
    """All stems of a text, separated by spaces: what the database indexes.

    Parts of a compound («15-8» → «15», «8») follow it, so that either spelling is found.
    """
    found: list[str] = []
    for word in words(text):
        found.append(word.term)
        if "-" in word.stem or "." in word.stem:
            found.extend(part for part in re.split(r"[-.]", word.stem) if part)
    return " ".join(found)


def query_terms(text: str, *, limit: int = 12) -> tuple[str, ...]:
    """The different stems of a query in order, ready to be matched against `stems`; at most
    `limit` of them."""
    return tuple(dict.fromkeys(word.term for word in words(text)))[:limit]
