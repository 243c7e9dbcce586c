"""From letters to words: what a reader takes for the same word is the same word here."""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache
from hashlib import blake2b
from typing import Final

import pymorphy3
from rapidfuzz.distance import OSA

from consultations.conclusions.domain.grouping.lexicon import (
    COURTEOUS,
    DIRECTIONS,
    PERSONAL,
    SIGNING,
    SPEAKING,
    TURNS,
)

_LOOKALIKES: Final = str.maketrans("aceopxykmthbACEOPXYKMTHB", "асеорхукмтнвАСЕОРХУКМТНВ")
_SUPERSCRIPTS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_RAISED: Final = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_THOUSANDS: Final = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f](?=\d{3}(?!\d))")
_ENDING_OF_NUMBER: Final = re.compile(
    r"(?<=\d)-(?:го|му|й|я|е|ти|ми|х|м|ым|ом|ая|ый|ое|ой|ых|ю|ую)(?![а-я])", re.IGNORECASE
)
_UNSEEN: Final = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CYRILLIC: Final = re.compile("[а-я]")
_LATIN: Final = re.compile("[a-z]")
_SIGNS: Final = {"%": "процент"}
_FAMILY: Final = frozenset({"Name", "Surn", "Patr", "Geox"})
_SHORTEST_STEM: Final = 5
_SHORTEST_GLUED: Final = 6
_SHORTEST_PAIR, _SHORTEST_HALF = 11, 4
_KEPT: Final = 200_000


@dataclass(frozen=True, slots=True)
class Word:
    """`raw`: as it was written, made plain; `key`: by it words are the same (a lemma, a number);
    `grammemes`: of a known word, by the dictionary (OpenCorpora); `code`: which way it turns the
    sense, empty if it does not."""

    raw: str
    key: str
    is_known: bool
    is_number: bool = False
    is_proper: bool = False
    is_first_person: bool = False
    grammemes: frozenset[str] = frozenset()
    speaks: bool = False
    is_courteous: bool = False
    is_signing: bool = False
    code: str = ""


def plain(text: str) -> str:
    """The text without unseen characters, numbers in one spelling; line breaks and case stay."""
    text = _RAISED.sub(lambda found: "." + found[0].translate(_SUPERSCRIPTS), text)
    text = unicodedata.normalize("NFKC", _UNSEEN.sub("", text))
    text = text.replace("ё", "е").replace("Ё", "Е").replace("\r\n", "\n").replace("\r", "\n")
    return _ENDING_OF_NUMBER.sub("", _THOUSANDS.sub("", text))


@cache
def _morphology() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=_KEPT)
def words_of(token: str) -> tuple[Word, ...]:
    """A token of `plain` text: one word, or two that lack the space between them."""
    raw = _one_alphabet(token).lower()
    is_known = _morphology().word_is_known
    if len(raw) < _SHORTEST_PAIR or not raw.isalpha() or is_known(raw) or _is_glued_denial(raw):
        return (word(token),)
    places = range(_SHORTEST_HALF, len(raw) - _SHORTEST_HALF + 1)
    halves = [(raw[:at], raw[at:]) for at in places if is_known(raw[:at]) and is_known(raw[at:])]
    return tuple(map(word, halves[0])) if len(halves) == 1 else (word(token),)


@lru_cache(maxsize=_KEPT)
def word(token: str) -> Word:
    """A token of `plain` text as a word; kept, for there are fewer words than texts."""
    if token[0].isdigit():
        number = token.replace(",", ".")
        return Word(number, number, is_known=True, is_number=True, code=f"#{number}")
    if token in _SIGNS:
        return Word(token, _SIGNS[token], is_known=True)
    raw = _one_alphabet(token).lower()
    is_known = _morphology().word_is_known(raw)
    if not is_known and _is_glued_denial(raw):
        return denied(word(raw[2:]))
    parse = _morphology().parse(raw)[0] if is_known else None
    key = parse.normal_form.replace("ё", "е") if parse else raw
    grammemes = frozenset(parse.tag.grammemes) if parse else frozenset()
    is_name = bool(grammemes & _FAMILY) or len(raw) == 1
    return Word(
        raw=raw,
        key=key,
        is_known=is_known,
        is_proper=token[0].isupper() and not token.isupper() and (is_name or not is_known),
        is_first_person="1per" in grammemes or (key in PERSONAL and raw != "нас"),
        grammemes=grammemes,
        speaks=key in SPEAKING if is_known else _is_like(raw, _speaking_forms()),
        is_courteous=key in COURTEOUS or raw in COURTEOUS,
        is_signing=is_name or key in SIGNING or raw in SIGNING,
        code=_code(raw, is_known=is_known),
    )


@lru_cache(maxsize=_KEPT)
def denied(denied_word: Word) -> Word:
    """«не» and the word that it denies, as one word."""
    return Word(
        raw=f"не{denied_word.raw}",
        key=f"не {denied_word.key}",
        is_known=denied_word.is_known,
        is_number=denied_word.is_number,
        is_first_person=denied_word.is_first_person,
        grammemes=denied_word.grammemes,
        speaks=True,
        code=f"!{denied_word.code}",
    )


@lru_cache(maxsize=_KEPT)
def number_of(key: str) -> int:
    """64 bits that stand for a key, the same on every machine."""
    return int.from_bytes(blake2b(key.encode(), digest_size=8).digest(), "big")


def _is_glued_denial(raw: str) -> bool:
    """«неподдерживаю» is «не поддерживаю» without its space."""
    return (
        raw.startswith("не") and len(raw) > _SHORTEST_GLUED and _morphology().word_is_known(raw[2:])
    )


def _one_alphabet(token: str) -> str:
    """Latin letters that look like Cyrillic ones are meant to be these in a Russian word."""
    lower = token.lower()
    if not _LATIN.search(lower):
        return token
    turned = token.translate(_LOOKALIKES)
    if _CYRILLIC.search(lower):
        return turned
    is_whole = not _LATIN.search(turned.lower())
    return turned if is_whole and _morphology().word_is_known(turned.lower()) else token


@cache
def _speaking_forms() -> tuple[str, ...]:
    """Beginnings of the words that argue, to know them with a slip of the pen."""
    return tuple(sorted({form[: max(5, len(form) - 3)] for form in SPEAKING if len(form) > 5}))


def _is_like(raw: str, beginnings: tuple[str, ...]) -> bool:
    return any(begins_like(raw, beginning) <= 1 for beginning in beginnings)


def begins_like(raw: str, beginning: str) -> int:
    """How many slips of the pen (OSA) lie between the beginning of a word and `beginning`; 2 for
    two and more."""
    size = len(beginning)
    if raw.startswith(beginning):
        return 0
    ends = (raw[:size], raw[: size - 1], raw[: size + 1])
    return min(OSA.distance(end, beginning, score_cutoff=1) for end in ends)


def _code(raw: str, *, is_known: bool) -> str:
    if raw in TURNS:
        return TURNS[raw]
    for code, stems in DIRECTIONS.items():
        if any(raw.startswith(stem) for stem in stems):
            return code
    return "" if is_known else _misspelt_code(raw)


def _misspelt_code(raw: str) -> str:
    """The direction from which a word is one slip away; of two directions neither is sure, so that
    the word stands for itself."""
    turns = {code for turn, code in TURNS.items() if _is_slip_of(raw, turn)}
    near = turns or {
        code for code, stems in DIRECTIONS.items() if any(_mends(raw, stem) for stem in stems)
    }
    if len(near) > 1:
        return f"?{raw}"
    return near.pop() if near else ""


def _is_slip_of(raw: str, turn: str) -> bool:
    return len(turn) >= _SHORTEST_STEM and OSA.distance(raw, turn, score_cutoff=1) <= 1


def _mends(raw: str, stem: str) -> bool:
    """Whether a word is in the dictionary once it begins with `stem`, one slip away."""
    if len(stem) < _SHORTEST_STEM:
        return False
    sizes = (len(stem), len(stem) - 1, len(stem) + 1)
    return any(
        OSA.distance(raw[:size], stem, score_cutoff=1) <= 1
        and _morphology().word_is_known(stem + raw[size:])
        for size in sizes
    )
