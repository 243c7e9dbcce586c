"""One contiguous change of a few words, found by comparing a line with its expected wording.

The quoted words stand once in the text, so that the instruction can be followed by anybody who has
nothing but the text; where they do not, they are widened by neighbouring words.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from consultations.amendments.domain.quoting import is_plain

# Words with hyphens, numbers with their fractions, words, single signs.
_TOKEN: Final = re.compile(
    r"(?P<gap>\s*)(?P<text>[^\W_\d][^\W_]*[\u0300-\u036f]*(?:[-‑][^\W_]+)*|\d+(?:[.,/]\d+)*"
    r"(?:[-‑][^\W_]+)*|\w+|\S)"
)
_WORD: Final = re.compile(r"\w")
# The end of one sentence and the beginning of another: such words are no part of a sentence.
_BREAK: Final = re.compile(r"(?:^|[а-яё]{3}[»)“]?)[.!?] [«(„]?[А-ЯЁ]")
_FINAL: Final = frozenset(".;:,!?")
_SENTENCE_ENDS: Final = frozenset(".!?")
_CLINGING: Final = frozenset(".,;:!?)»”“")
# More quoted words than these are read with more trouble than the whole text.
MAX_OLD_WORDS: Final = 10
MAX_NEW_WORDS: Final = 20
MAX_CHARS: Final = 20_000


class Deed(StrEnum):
    """What is done to words."""

    REPLACE = "replace"
    DELETE = "delete"
    INSERT = "insert"  # after words
    APPEND = "append"  # at the end, before the closing mark of punctuation
    SENTENCE = "sentence"  # at the end, after it


@dataclass(frozen=True, slots=True)
class WordChange:
    """`old`: the words replaced or deleted, or after which `new` is inserted; empty at the end."""

    deed: Deed
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class _Token:
    gap: bool
    text: str

    @property
    def is_word(self) -> bool:
        return bool(_WORD.search(self.text))


def tidy(line: str) -> str:
    """A line with one space for every run of spaces."""
    return " ".join(line.split())


def apply(change: WordChange, line: str) -> str:
    """The line after the change. Raises ValueError if its old words do not stand there once."""
    if change.deed in (Deed.APPEND, Deed.SENTENCE):
        end = len(line)
        if change.deed is Deed.APPEND and line[-1:] in _FINAL:
            end -= 1
        return line[:end] + _joined(change.new) + line[end:]
    if _count(line, change.old) != 1:
        raise ValueError("the quoted words must stand in the line once")
    start = line.index(change.old)
    end = start + len(change.old)
    if change.deed is Deed.REPLACE:
        return line[:start] + change.new + line[end:]
    if change.deed is Deed.INSERT:
        return line[:end] + _joined(change.new) + line[end:]
    before, after = line[:start], line[end:]
    return before.rstrip() + after if before else after.lstrip()


def is_usable(change: WordChange) -> bool:
    """Whether what it quotes are words, and can be told from the quotation marks around them."""
    quoted = filter(None, [change.old, change.new])
    return all(_WORD.search(words) and is_plain(words) for words in quoted)


def find_change(line: str, expected: str, *, around: str = "") -> WordChange | None:
    """The change that makes the expected wording of a line, both tidy; None if it is not one
    contiguous change of a few words.

    `around`: other text in the place that the instruction names; the quoted words do not stand
    there either.
    """
    if max(len(line), len(expected)) > MAX_CHARS or line == expected:
        return None
    old, new = _tokens(line), _tokens(expected)
    head = _shared(old, new)
    tail = _shared(old[head:][::-1], new[head:][::-1])
    finder = _Finder(old, new, line, expected, around)
    return finder.find(head, len(old) - tail, len(new) - tail)


class _Finder:
    """Words the difference old[start:end] → new[start:stop] as an instruction."""

    def __init__(
        self, old: list[_Token], new: list[_Token], line: str, expected: str, around: str
    ) -> None:
        self.old, self.new = old, new
        self.line, self.expected, self.around = line, expected, around

    def find(self, start: int, end: int, stop: int) -> WordChange | None:
        removed, added = _words(self.old[start:end]), _words(self.new[start:stop])
        if 2 * removed > _words(self.old) or added > MAX_NEW_WORDS:
            return None
        if start == end:
            tries = [*self._at_the_end(start, stop), *self._inserted(start, stop)]
        elif start == stop:
            tries = [WordChange(Deed.DELETE, _text(self.old[start:end]), "")]
        else:
            tries = []
        tries += self._replaced(start, end, stop)
        return next(filter(self._is_good, tries), None)

    def _at_the_end(self, start: int, stop: int) -> list[WordChange]:
        rest, new = self.old[start:], _text(self.new[start:stop])
        if not rest and start and self.old[-1].text in _SENTENCE_ENDS:
            is_sentence = new[:1].isupper() and new[-1:] in _SENTENCE_ENDS
            return [WordChange(Deed.SENTENCE, "", new)] if is_sentence else []
        closing = len(rest) == 1 and rest[0].text in _FINAL
        return [WordChange(Deed.APPEND, "", new)] if closing or not rest else []

    def _inserted(self, start: int, stop: int) -> list[WordChange]:
        """After one word, after two, and so on."""
        new = _text(self.new[start:stop])
        firsts = range(start - 1, max(start - 2 * MAX_OLD_WORDS, 0) - 1, -1)
        return [
            WordChange(Deed.INSERT, _text(self.old[first:start]), new)
            for first in firsts
            if self.old[first].is_word
        ]

    def _replaced(self, start: int, end: int, stop: int) -> list[WordChange]:
        """Wider and wider: by a neighbour on the right, then on the left, and so on."""
        tries = []
        left = right = 0
        for step in range(4 * MAX_OLD_WORDS):
            old = _text(self.old[start - left : end + right])
            new = _text(self.new[start - left : stop + right])
            tries.append(WordChange(Deed.REPLACE, old, new))
            on_the_right = end + right < len(self.old)
            if on_the_right and (step % 2 == 0 or left == start):
                right += 1
            elif left < start:
                left += 1
            elif not on_the_right:
                break
        return tries

    def _is_good(self, change: WordChange) -> bool:
        if not is_usable(change) or len(change.old.split()) > MAX_OLD_WORDS or _cut(change.old):
            return False
        if _BREAK.search(change.old) or (
            change.deed is not Deed.SENTENCE and _BREAK.search(change.new)
        ):
            return False
        if change.old and _count(self.around, change.old):
            return False
        try:
            return apply(change, self.line) == self.expected
        except ValueError:
            return False


def _cut(words: str) -> bool:
    """Whether a quotation ends in a sign that belongs to what follows: an opening bracket."""
    return words[-1:] in ("(", "«", "№")


def _tokens(line: str) -> list[_Token]:
    return [_Token(bool(found["gap"]), found["text"]) for found in _TOKEN.finditer(line)]


def _text(tokens: Sequence[_Token]) -> str:
    return "".join(f" {one.text}" if one.gap else one.text for one in tokens).lstrip()


def _words(tokens: Sequence[_Token]) -> int:
    return sum(one.is_word for one in tokens)


def _shared(left: Sequence[_Token], right: Sequence[_Token]) -> int:
    number = 0
    for one, other in zip(left, right, strict=False):
        if one != other:
            break
        number += 1
    return number


def _joined(new: str) -> str:
    return new if new[:1] in _CLINGING else f" {new}"


def _count(text: str, words: str) -> int:
    """How often words stand in a text, also inside other words and over each other."""
    return len(re.findall(f"(?={re.escape(words)})", text)) if words else 0
