"""A text as sentences of words, with the marks between them."""

import re
from dataclasses import dataclass
from typing import Final

from consultations.conclusions.domain.grouping.lexicon import ABBREVIATIONS
from consultations.conclusions.domain.grouping.words import Word, words_of

TOKEN: Final = re.compile(r"\d+(?:[.,]\d+)*|[^\W\d_]+|%")
_HARD_STOP: Final = re.compile(r"[!?…]|;|\n\s*\n|\n\s*[-–—•*]")
_END: Final = re.compile(r"[.!?…]")
_LISTED: Final = re.compile(r"^[ \t]*\d{1,2}[.)][ \t]+(?=\D)", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Token:
    """A word and what stands between it and the word before."""

    word: Word
    gap: str


# One sentence as it was written; never empty.
Written = list[Token]


def sentences_of(text: str) -> list[Written]:
    """The sentences of a `plain` text; numbers of a list are no words of it."""
    sentences: list[Written] = []
    current: Written = []
    end = 0
    text = _without_numbering(text)
    shouts = sum(map(str.isupper, text)) > sum(map(str.islower, text))
    for found in TOKEN.finditer(text):
        first, *more = words_of(found[0])
        token = Token(first, text[end : found.start()])
        begins = found[0][0].isupper() and not shouts
        if current and _is_boundary(current[-1], token, begins=begins):
            sentences.append(current)
            current = []
        current += [token, *(Token(said, "") for said in more)]
        end = found.end()
    return [*sentences, current] if current else sentences


def begins_line(sentence: Written, *, after_end: bool) -> bool:
    """Whether a sentence begins a line; `after_end`: and the one before is finished."""
    gap = sentence[0].gap
    return "\n" in gap and (not after_end or bool(_END.search(gap)) or gap.count("\n") > 1)


def _without_numbering(text: str) -> str:
    """Two numbered lines make a list, one may be a citation."""
    return _LISTED.sub("\n\n", text) if len(_LISTED.findall(text)) > 1 else text


def _is_boundary(before: Token, after: Token, *, begins: bool) -> bool:
    gap = after.gap
    if _HARD_STOP.search(gap):
        return True
    if "." in gap:
        return before.word.raw not in ABBREVIATIONS and (
            len(before.word.raw) > 1 or before.word.is_number
        )
    return "\n" in gap and begins
