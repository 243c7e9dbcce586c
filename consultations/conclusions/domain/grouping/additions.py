"""What a text adds to the texts that a reader has seen: the sentences that none of them says.

A text is cut into units: a sentence with the short ones that lean on it («Нет.», «Это лишнее.»), so
that what «это» stands for is never another thing than above. A unit is left out only if a unit
shown before has the same words in the same order, slips of the pen aside, with the same numbers,
denials, directions and questions – or if it is nothing but manners.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import groupby
from typing import Final

from consultations.conclusions.domain.grouping.lexicon import (
    ABBREVIATIONS,
    FAREWELLS,
    NEGATIONS,
    word_list,
)
from consultations.conclusions.domain.grouping.manners import acts, is_polite, without_greeting
from consultations.conclusions.domain.grouping.passages import Sentence, spoken
from consultations.conclusions.domain.grouping.sameness import are_same_words
from consultations.conclusions.domain.grouping.sentences import (
    Token,
    Written,
    sentences_of,
)
from consultations.conclusions.domain.grouping.words import Word, plain

# The end of a sentence with the marks and spaces behind it, or a line that another one follows.
_END: Final = re.compile(r"[.!?…;]+[»”\")\]]*\s+|\s*\n\s*(?=[A-ZА-ЯЁ\d«–—•*-])|\s*\n\s*\n\s*")
_WORD_BEFORE: Final = re.compile(r"[^\W\d_]+$")
_SIGN: Final = re.compile(r"[-−‐‑–—+±<>≤≥~/№$€₽]$")
_DASH: Final = re.compile(r"[−‐‑–—]")
_SHORT: Final = 4  # words; a shorter sentence leans on the one before
_LEANING: Final = frozenset({"NPRO", "Apro"})
_LEANING_WORDS: Final = frozenset({"так", "тогда", "иначе", "поэтому", "потому", "там", "здесь"})
_LONGEST_SIGNATURE: Final = 8  # words
_THANKS: Final = word_list("спасибо благодарить благодарный благодарность")
_KEPT: Final = 2000  # texts


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a text as it was written; `is_new`: no text above says it."""

    text: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class _Unit:
    """Some sentences as they were written and what they say. `marks`: signs of numbers and
    questions, which words do not show; `is_manners`: they only greet or thank."""

    text: str
    words: Sentence
    marks: tuple[str, ...]
    is_manners: bool = False

    @property
    def key(self) -> tuple[object, ...]:
        return tuple((said.key, said.code) for said in self.words), self.marks


@dataclass(slots=True)
class Above:
    """The texts that a reader has seen, in their order. Deterministic."""

    _exact: set[tuple[object, ...]] = field(default_factory=set)
    _units: list[_Unit] = field(default_factory=list)

    def news(self, text: str) -> tuple[Stretch, ...]:
        """The text in stretches, which joined are the text: what is new and what is said above, or
        says nothing, by turns. A text of blanks has none."""
        judged = [(unit, not unit.is_manners and not self._says(unit)) for unit in _units(text)]
        return tuple(
            Stretch("".join(unit.text for unit, _is_new in units), is_new)
            for is_new, units in groupby(judged, key=lambda pair: pair[1])
        )

    def show(self, text: str) -> None:
        """Adds what of a text is new; the rest is there. What a slip was taken for does not become
        a pattern itself, so that a chain of slips leads nowhere."""
        fresh = [u for u in _units(text) if u.words and not u.is_manners and not self._says(u)]
        self._exact.update(unit.key for unit in fresh)
        self._units += fresh

    def _says(self, unit: _Unit) -> bool:
        if not unit.words or unit.key in self._exact:
            return True
        near = (other for other in self._units if other.marks == unit.marks)
        return any(are_same_words(other.words, unit.words) for other in near)


@lru_cache(maxsize=_KEPT)
def _units(text: str) -> tuple[_Unit, ...]:
    """The units of a text; together they are the text."""
    units: list[_Unit] = []
    for one in _without_false_manners(_sentences(text)):
        before = units[-1] if units else None
        if before and not one.is_manners and not before.is_manners and _leans(before, one):
            words, marks = before.words + one.words, before.marks + one.marks
            units[-1] = _Unit(before.text + one.text, words, marks)
        else:
            units.append(one)
    return tuple(units)


def _leans(before: _Unit, one: _Unit) -> bool:
    """A short sentence, one that begins with a pronoun, or whatever follows a short one."""
    first = one.words[0] if one.words else None
    is_pronoun = first is not None and (
        bool(first.grammemes & _LEANING) or first.raw in _LEANING_WORDS
    )
    return is_pronoun or min(len(one.words), len(before.words)) < _SHORT


def _without_false_manners(sentences: list[_Unit]) -> list[_Unit]:
    """A text of nothing but manners says these."""
    if any(one.words and not one.is_manners for one in sentences):
        return sentences
    return [_Unit(one.text, one.words, one.marks) for one in sentences]


def _sentences(text: str) -> list[_Unit]:
    """The sentences as they were written, each with what it says besides a greeting."""
    raws = list(_cut(text))
    read = [_written(raw) for raw in raws]
    greeting = _greeting([sentence for sentences in read for sentence in sentences])
    found: list[_Unit] = []
    is_after_farewell = False
    for raw, sentences in zip(raws, read, strict=True):
        rests = [[t for t in sentence if id(t) not in greeting] for sentence in sentences]
        rests = [rest for rest in rests if rest]
        is_after_farewell = is_after_farewell or any(map(_farewell, rests))
        is_manners = all(_thanks(r) or (is_after_farewell and _is_signature(r)) for r in rests)
        words = tuple(said for rest in rests for said in _words(rest))
        if is_manners:
            words = tuple(t.word for sentence in sentences for t in sentence)
        found.append(_Unit(raw, words, tuple(_marks(raw, rests)), is_manners))
    return found


def _cut(text: str) -> Iterator[str]:
    """The text in sentences, roughly; together they are the text."""
    start = 0
    for found in _END.finditer(text):
        before = _WORD_BEFORE.search(text, start, found.start())
        is_short = before is not None and (
            len(before[0]) == 1 or before[0].lower() in ABBREVIATIONS
        )
        if found[0].strip() == "." and is_short and "\n" not in found[0]:
            continue
        yield text[start : found.end()]
        start = found.end()
    if text[start:]:
        yield text[start:]


def _written(raw: str) -> list[Written]:
    return sentences_of(plain(raw))


def _greeting(sentences: list[Written]) -> set[int]:
    """The tokens (by identity) of the greeting; one that counts, denies or turns is none."""
    left = {id(token) for rest in without_greeting(sentences) for token in rest}
    greeting = [t for sentence in sentences for t in sentence if id(t) not in left]
    return set() if any(t.word.code for t in greeting) else {id(t) for t in greeting}


def _words(sentence: Written) -> Sentence:
    """As `spoken`; a denial at the end, which denies nothing there, is a word, too."""
    last = sentence[-1].word
    return spoken(sentence) + ((last,) if last.raw in NEGATIONS else ())


def _thanks(sentence: Written) -> bool:
    """Nothing but courtesy; «за» only in thanks, for «я за» takes a side."""
    if not is_polite(sentence):
        return False
    words = [token.word for token in sentence]
    for place, said in enumerate(words):
        if said.code and not (
            said.raw == "за"
            and any(before.key in _THANKS for before in words[:place])
            and place + 1 < len(words)
            and words[place + 1].raw not in {"это", "что"}
        ):
            return False
    return True


def _farewell(sentence: Written) -> int:
    """How many words at the beginning of a sentence bid farewell."""
    raws = tuple(token.word.raw for token in sentence)
    return max((len(end) for end in FAREWELLS if raws[: len(end)] == end), default=0)


def _is_signature(sentence: Written) -> bool:
    """Names, places and trades; behind a farewell whatever does, argues and counts nothing."""
    after = _farewell(sentence)
    words: list[Word] = [token.word for token in sentence[after:]]
    if any(said.code for said in words):
        return False
    if after and len(words) <= _LONGEST_SIGNATURE and not acts(sentence[after:]):
        return not any(said.speaks for said in words)
    return all(said.is_signing or said.is_proper for said in words)


def _marks(raw: str, rests: list[Written]) -> Iterator[str]:
    """Signs that stand before numbers, and whether it is a question."""
    tokens: list[Token] = [token for rest in rests for token in rest]
    for token in tokens:
        sign = _SIGN.search(token.gap) if token.word.is_number else None
        if sign:
            yield f"{_DASH.sub('-', sign[0])}{token.word.key}"
    if "?" in raw:
        yield "?"
