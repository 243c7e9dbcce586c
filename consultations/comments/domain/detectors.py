"""What in a text a moderator should see before everybody does: links, contact data, obscenity.

Pure: text in, places out. Precision matters more than recall: a text that is held for nothing is a
person who was suspected for nothing. Numbers of laws, dates and amounts are no contact data.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class HoldReason(StrEnum):
    LINK = "link"
    EMAIL = "email"
    PHONE = "phone"
    PASSPORT = "passport"
    INN = "inn"
    SNILS = "snils"
    CARD = "card"
    OBSCENE = "obscene"
    # of the submission, not of its words
    TOO_FAST = "too_fast"
    MANY_FROM_ADDRESS = "many_from_address"
    MANY_FROM_PERSON = "many_from_person"
    FLOOD = "flood"


@dataclass(frozen=True, slots=True)
class Hit:
    """`text[start:end]` is why."""

    reason: HoldReason
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Obscene words as regular expressions for whole words; see data/obscenity.toml."""

    words: re.Pattern[str]
    masked: re.Pattern[str]
    allowed: frozenset[str]

    @classmethod
    def of(cls, words: Sequence[str], masked: Sequence[str], allowed: Iterable[str]) -> "Lexicon":
        """Raises re.error for a misspelt expression."""
        return cls(
            re.compile("|".join(f"(?:{word})" for word in words)),
            re.compile("|".join(f"(?:{word})" for word in masked)),
            frozenset(allowed),
        )


_ZONES: Final = (
    "ru|рф|su|com|org|net|info|online|site|shop|club|pro|xyz|top|biz|store|app|io|me|tv|by|kz|ua"
)
# Begins where a word begins and has an end, so that a long run of letters costs no more than its
# length.
_EMAIL: Final = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}\s?(?:@|\(at\)|\[at\])\s?[\w-]{1,63}(?:\.[\w-]{1,63})+",
    re.IGNORECASE,
)
_LINK: Final = re.compile(
    rf"(?:https?://|www\.)\S+|(?<![\w@.-])(?:[a-zа-яё0-9][a-zа-яё0-9-]*\.)+(?:{_ZONES})\b(?:/\S*)?|"
    r"(?<!\w)t\.me/\S+|(?<!\w)@[a-z]\w{4,31}\b",
    re.IGNORECASE,
)
_PHONE: Final = re.compile(
    r"(?<![\d№/.,-])(?:\+\s?7|8|7)[\s(-]{0,3}\d{3}[\s)-]{0,3}\d{3}[\s-]?\d{2}[\s-]?\d{2}(?![\d/])"
)
_PHONE_NAMED: Final = re.compile(
    r"\b(?:тел(?:ефон\w*)?|моб(?:ильн\w*)?|звонит\w*|whats\s?app|вотсап\w*)\b[\s.:–-]{0,4}"
    r"(?:по\s+(?:номеру|телефону)\s+)?(\d[\d\s()-]{3,14}\d)",
    re.IGNORECASE,
)
_PASSPORT: Final = re.compile(
    r"паспорт\D{0,40}(\d{2}\s?\d{2}[\s№N]{0,4}\d{6})(?!\d)|"
    r"сери\w{1,2}\s+(\d{2}\s?\d{2}[\s,]*(?:№|N|номер)?\s*\d{6})(?!\d)",
    re.IGNORECASE,
)
_INN: Final = re.compile(r"(?<!\d)(\d{12}|\d{10})(?!\d)")
_INN_NAMED: Final = re.compile(r"инн\W{0,6}$", re.IGNORECASE)
_SNILS: Final = re.compile(r"(?<!\d)\d{3}[-\s]\d{3}[-\s]\d{3}[-\s]\d{2}(?!\d)")
_SNILS_NAMED: Final = re.compile(r"снилс\W{0,6}(\d{11})(?!\d)", re.IGNORECASE)
_CARD: Final = re.compile(r"(?<!\d)\d{4}([\s-]?)\d{4}\1\d{4}\1\d{4}(?!\d)")
_WORD: Final = re.compile(r"[\w*#@_]+(?:[*#@_.-]+\w+)*", re.UNICODE)
_SPELT: Final = re.compile(r"(?<!\w)(?:\w[\s.\-_*]{1,2}){2,}\w(?!\w)")
_LOOKALIKES: Final = str.maketrans("aceopxykmtbhё0346@", "асеорхукмтвнеозчба")
_REPEATED: Final = re.compile(r"(.)\1+")


def name_to_read(name: str) -> str:
    """The name of a file as a text: without what says its kind, words apart. Numbers of more digits
    than a phone has are left out: cameras and messengers give them, people do not."""
    stem = name.rpartition(".")[0] or name
    return re.sub(r"\d{12,}", " ", stem.replace("_", " "))


def find_hits(text: str, lexicon: Lexicon) -> list[Hit]:
    """The places that hold a text, in their order; each is named once, by the first that fits."""
    found: list[Hit] = []
    for hit in _all(text, lexicon):
        if not any(hit.start < other.end and other.start < hit.end for other in found):
            found.append(hit)
    return sorted(found, key=lambda hit: hit.start)


def _all(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    for match in _EMAIL.finditer(text):
        yield Hit(HoldReason.EMAIL, *match.span())
    for match in _LINK.finditer(text):
        yield Hit(HoldReason.LINK, *match.span())
    yield from _cards(text)
    for match in _PASSPORT.finditer(text):
        yield Hit(HoldReason.PASSPORT, *match.span(match.lastindex or 0))
    yield from _snils(text)
    yield from _inns(text)
    for match in _PHONE.finditer(text):
        yield Hit(HoldReason.PHONE, *match.span())
    for match in _PHONE_NAMED.finditer(text):
        yield Hit(HoldReason.PHONE, *match.span(1))
    yield from _obscene(text, lexicon)


def _digits(text: str) -> list[int]:
    return [int(char) for char in text if char.isdigit()]


def _cards(text: str) -> Iterator[Hit]:
    """Numbers of bank cards: sixteen digits whose check digit is right (Luhn, ISO/IEC 7812)."""
    for match in _CARD.finditer(text):
        digits = _digits(match[0])
        doubled = [value * 2 - 9 * (value > 4) for value in digits[::2]]
        if (sum(doubled) + sum(digits[1::2])) % 10 == 0 and any(digits):
            yield Hit(HoldReason.CARD, *match.span())


def _snils(text: str) -> Iterator[Hit]:
    for match in _SNILS.finditer(text):
        if is_snils(_digits(match[0])):
            yield Hit(HoldReason.SNILS, *match.span())
    for match in _SNILS_NAMED.finditer(text):
        yield Hit(HoldReason.SNILS, *match.span(1))


def is_snils(digits: Sequence[int]) -> bool:
    """Whether eleven digits are an insurance number: the weighted sum of the first nine gives the
    last two (procedure of the Pension Fund)."""
    if len(digits) != 11:
        return False
    total = sum(value * weight for value, weight in zip(digits, range(9, 0, -1), strict=False))
    return total % 101 % 100 == digits[9] * 10 + digits[10]


def _inns(text: str) -> Iterator[Hit]:
    """Twelve digits of a person by their check digits; ten of an organisation only if named so,
    because a phone without its first digit looks like that."""
    for match in _INN.finditer(text):
        digits = _digits(match[0])
        named = _INN_NAMED.search(text[max(match.start() - 12, 0) : match.start()]) is not None
        if named or (len(digits) == 12 and is_inn(digits)):
            yield Hit(HoldReason.INN, *match.span())


_INN_10: Final = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_INN_11: Final = (7, *_INN_10)
_INN_12: Final = (3, *_INN_11)


def is_inn(digits: Sequence[int]) -> bool:
    """Whether ten or twelve digits are a taxpayer's number: their check digits are right (order of
    the Federal Tax Service)."""

    def check(weights: Sequence[int]) -> int:
        return sum(w * d for w, d in zip(weights, digits, strict=False)) % 11 % 10

    if not any(digits):
        return False
    if len(digits) == 10:
        return check(_INN_10) == digits[9]
    return len(digits) == 12 and check(_INN_11) == digits[10] and check(_INN_12) == digits[11]


def _obscene(text: str, lexicon: Lexicon) -> Iterator[Hit]:
    for match in _WORD.finditer(text):
        if _is_obscene(match[0], lexicon):
            yield Hit(HoldReason.OBSCENE, *match.span())
    for match in _SPELT.finditer(text):
        if _is_obscene(re.sub(r"[\s.\-_*]", "", match[0]), lexicon):
            yield Hit(HoldReason.OBSCENE, *match.span())


def _is_obscene(word: str, lexicon: Lexicon) -> bool:
    if not re.search(r"[а-яё]|[a-z]", word, re.IGNORECASE):
        return False
    lower = word.lower()
    if lexicon.masked.fullmatch(lower.replace("ё", "е")):
        return True
    plain = lower.translate(_LOOKALIKES)
    if re.search(r"[^а-я]", plain):
        return False
    if plain in lexicon.allowed:
        return False
    single = _REPEATED.sub(r"\1", plain)
    return bool(lexicon.words.fullmatch(plain) or lexicon.words.fullmatch(single))
