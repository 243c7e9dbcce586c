"""Which word may have been meant by one that stands nowhere.

Slips that people make all the time count half: keys beside one another, letters changed about,
unstressed vowels, voiced and voiceless consonants, a double letter, a soft sign («тся» – «ться»).
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from rapidfuzz import process
from rapidfuzz.distance import OSA, Levenshtein

from search.domain.words import words

MIN_LETTERS: Final = 4  # shorter words are too many to guess
MAX_LETTERS: Final = 40
LONG: Final = 7  # from so many letters on, two slips are forgiven
# A spelling is offered instead of one that is there if it is so many times more frequent.
MUCH_COMMONER: Final = 10
ENOUGH: Final = 5
MOST: Final = 40  # candidates that are looked at more closely

_ROWS: Final = ("йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_ALIKE: Final = ("оа", "еи", "ея", "иы", "эе", "ую", "бп", "дт", "гк", "вф", "зс", "жш", "шщ", "цс",
                 "чщ", "ьъ", "йи", "гв")  # fmt: skip


def _neighbours() -> set[tuple[str, str]]:
    pairs = [pair for row in _ROWS for pair in pairwise(row)]
    for upper, lower in pairwise(_ROWS[:3]):
        pairs += [*zip(upper, lower, strict=False), *zip(upper[1:], lower, strict=False)]
    pairs += [(one, other) for one, other in _ALIKE]
    return {*pairs, *((other, one) for one, other in pairs)}


_EASY: Final = frozenset(_neighbours())


@dataclass(frozen=True, slots=True)
class Candidate:
    """A known word and how far it is from what was typed."""

    word: str
    cost: float


@dataclass(frozen=True, slots=True)
class Known:
    """A word of the index, and how many documents have it."""

    word: str
    stem: str
    documents: int


def shelve(word: str, shelves: dict[int, list[str]]) -> None:
    """Puts a word to those of its length, as `candidates` looks them up."""
    shelves.setdefault(len(word), []).append(word)


def forgiven(word: str) -> int:
    """How many slips a word (folded) may have."""
    if not MIN_LETTERS <= len(word) <= MAX_LETTERS or not word.isalpha():
        return 0
    return 2 if len(word) >= LONG else 1


def candidates(word: str, known: Mapping[int, Sequence[str]]) -> list[Candidate]:
    """Known words that are meant perhaps, the nearest first; `word` is folded."""
    most = forgiven(word)
    near: list[Candidate] = []
    for length in range(len(word) - most, len(word) + most + 1) if most else ():
        # Two letters changed about are two slips for Levenshtein, who is several times faster.
        found = process.extract(
            word, known.get(length, ()), scorer=Levenshtein.distance, score_cutoff=most + 1,
            limit=None,
        )  # fmt: skip
        texts = (text for text, _distance, _place in found)
        near += [
            Candidate(text, cost(word, text))
            for text in texts
            if text != word and OSA.distance(word, text, score_cutoff=most) <= most
        ]
    return sorted(near, key=lambda one: (one.cost, one.word))[:MOST]


def cost(typed: str, meant: str) -> float:
    """How unlikely it is that one was typed for the other; 0 if they are the same."""
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    end = 0
    while end < min(len(typed), len(meant)) - start and typed[-1 - end] == meant[-1 - end]:
        end += 1
    return _distance(typed, meant, start, end)


def _distance(typed: str, meant: str, start: int, end: int) -> float:
    """Weighted distance of the middles, with letters changed about."""
    one, other = typed[start : len(typed) - end], meant[start : len(meant) - end]
    before, row = [0.0], [0.0]
    for place, letter in enumerate(other):
        row.append(row[-1] + _single(letter, meant, start + place))
    for i, letter in enumerate(one):
        following = [row[0] + _single(letter, typed, start + i)]
        for j, wanted in enumerate(other):
            least = min(
                row[j] + _change(letter, wanted),
                row[j + 1] + _single(letter, typed, start + i),
                following[j] + _single(wanted, meant, start + j),
            )
            if i and j and (one[i - 1], letter) == (wanted, other[j - 1]):
                least = min(least, before[j - 1] + 0.5)
            following.append(least)
        before, row = row, following
    return row[-1]


def _change(letter: str, wanted: str) -> float:
    if letter == wanted:
        return 0.0
    return 0.5 if (letter, wanted) in _EASY else 1.0


def _single(letter: str, word: str, place: int) -> float:
    """A letter that one of the words has and the other has not."""
    around = word[max(0, place - 1) : place] + word[place + 1 : place + 2]
    return 0.5 if letter == "ь" or letter in around else 1.0


def forms(typed: str, stems: Iterable[Candidate], known: Iterable[Known]) -> list[Candidate]:
    """The known forms of stems that are meant perhaps; among those of one stem the nearest to what
    was typed is the nearest."""
    costs = {one.word: one.cost for one in stems}
    return [
        Candidate(one.word, costs[one.stem] + cost(typed, one.word) / 100)
        for one in known
        if one.stem in costs
    ]


def best(found: Iterable[Candidate], known: Iterable[Known]) -> Known | None:
    """The most likely of the candidates: the nearest, then the most frequent. Forms of a word count
    together; the `documents` of what is returned are those of all forms."""
    costs = {one.word: one.cost for one in found}
    groups: dict[str, list[Known]] = {}
    for one in known:
        groups.setdefault(one.stem, []).append(one)
    ranked = []
    for forms in groups.values():
        own = [form for form in forms if form.word in costs]
        if own:
            total = sum(form.documents for form in forms)
            form = min(own, key=lambda form: (costs[form.word], -form.documents, form.word))
            ranked.append((costs[form.word], -total, form.word, form.stem))
    if not ranked:
        return None
    _cost, total, word, its_stem = min(ranked)
    return Known(word, its_stem, -total)


def is_much_commoner(other: Known, documents: int) -> bool:
    """Whether a spelling is worth offering instead of one that `documents` have."""
    return other.documents >= max(ENOUGH, MUCH_COMMONER * documents)


def replaced(text: str, by: Mapping[str, str]) -> str:
    """The text with words replaced by their terms; all else stays, and so do capital letters."""
    pieces, place = [], 0
    for word in words(text):
        if word.term in by:
            written = text[word.start : word.end]
            pieces += [text[place : word.start], _as_written(by[word.term], written)]
            place = word.end
    return "".join([*pieces, text[place:]])


def _as_written(word: str, like: str) -> str:
    if like.isupper() and len(like) > 1:
        return word.upper()
    return word.capitalize() if like[:1].isupper() else word
