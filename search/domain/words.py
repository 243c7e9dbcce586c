"""Words of a text as search compares them: stems of lower-case words, ё as е.

Indexing, searching and highlighting all go through `words`, so what is found is what is shown as
found. Stemming is Snowball's, done here because SQLite has no stemmer for Russian and PostgreSQL's
differs from version to version: both get ready stems.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

import snowballstemmer

# Goes into the checksum of every document: raise it whenever the same text gets other stems.
VERSION: Final = 4

# A letter or digit with what may hang on it: an accent, a breve («й» of a PDF), a soft hyphen.
_LETTER: Final = r"[^\W_][\u0300-\u036f\u00ad]*"
# «15-8» and «что-либо» are single words with any hyphen; «5.1» is one, «ст.5» is two. Numbers of
# bills are written «15-8», «15/8» and with any dash.
_SHAPE: Final = r"(?:{0})+(?:(?:[-‐‑]|(?<=\d)[./–—−](?=\d))(?:{0})+)*"
_WORD: Final = re.compile(_SHAPE.format(_LETTER))
# Most texts have no marks, and are read twice as fast by this.
_UNMARKED: Final = re.compile(_SHAPE.format(r"[^\W_]"))
_HYPHENS: Final = re.compile(r"[‐‑/–—−]")
_MARKS: Final = re.compile(r"[\u0300-\u036f\u00ad]")
_RAISED: Final = re.compile(r"[⁰¹²³⁴-⁹]+")
_RAISED_DIGITS: Final = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_JOINT: Final = re.compile(r"[-.]")
_CYRILLIC: Final = re.compile(r"[а-я]")
# «Видео-конференц-связь» is also written as one word.
_COMPOUND: Final = re.compile(r"[а-я]+(?:-[а-я]+)+")
# Vowels that come and go, which Snowball leaves: «порядок – порядка», «доброволец – добровольца».
_FLEETING: Final = re.compile(r"(?<=[а-я]{2}[бвгджзйклмнпрстфхцчшщ])[ое]к$")
_FLEETING_EC: Final = re.compile(r"(?<=[а-я][бвгджзкмнпрстфхчшщ])ец$|(?<=[а-я]л)(ец)$")
_IRREGULAR: Final = {"перечен": "перечн", "уровен": "уровн", "корен": "корн", "земел": "земл"}
_stemmer: Final = snowballstemmer.stemmer("russian")


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a text: `stem` for comparing, `start` and `end` as offsets in the text. `joined`:
    the stem of a compound written as one word, if it is one with hyphens."""

    stem: str
    start: int
    end: int
    joined: str = ""

    @property
    def term(self) -> str:
        """The stem as one token for every database: «15-8» → «15x8» (PostgreSQL would take any
        sign between the parts for the end of a word)."""
        return _JOINT.sub("x", self.stem)

    @property
    def terms(self) -> tuple[str, ...]:
        """The term, and after it those of the parts of a compound («15x8», «15», «8») and of the
        whole without hyphens."""
        parts = _JOINT.split(self.stem)
        found = (self.term, *parts) if len(parts) > 1 else (self.term,)
        return (*found, self.joined) if self.joined else found


@lru_cache(maxsize=100_000)
def fold(word: str) -> str:
    """A word as it is compared in quotation marks: «Счётной» → «счетной», «5¹» → «5.1»."""
    folded = unicodedata.normalize("NFC", word).lower().replace("ё", "е")
    folded = _HYPHENS.sub("-", _MARKS.sub("", folded))
    return _RAISED.sub(_after_dot, folded)


@lru_cache(maxsize=100_000)
def stem(word: str) -> str:
    """«Предложениями» → «предложен», «5¹» → «5.1»; other scripts and numbers in lower case."""
    folded = fold(word)
    if not _CYRILLIC.search(folded):
        return folded
    return "-".join(_russian(part) for part in folded.split("-"))


@lru_cache(maxsize=100_000)
def snowball(word: str) -> str:
    """The stem of one Russian word as Snowball alone has it; the word is folded already."""
    found: str = _stemmer.stemWord(word)
    return found


@lru_cache(maxsize=100_000)
def joined(word: str) -> str:
    """«Видео-конференц-связью» → the stem of «видеоконференцсвязью»; empty for all but compounds of
    Russian words with hyphens."""
    folded = fold(word)
    return _russian(folded.replace("-", "")) if _COMPOUND.fullmatch(folded) else ""


def _russian(word: str) -> str:
    found = snowball(word)
    found = _FLEETING.sub("к", found)
    found = _FLEETING_EC.sub(lambda ending: "ьц" if ending[1] else "ц", found)
    return _IRREGULAR.get(found, found)


def _after_dot(raised: re.Match[str]) -> str:
    """A raised number is written after a dot, as in paths of units: 5¹ is 5.1."""
    digits = raised.group().translate(_RAISED_DIGITS)
    before = raised.string[: raised.start()]
    return f".{digits}" if before[-1:].isdecimal() else digits


def words(text: str) -> Iterator[Word]:
    """The words of a text in order."""
    for match in _words_of(text).finditer(text):
        word = match.group()
        yield Word(stem(word), match.start(), match.end(), joined(word))


def folded(text: str) -> tuple[str, ...]:
    """The words of a text in their own forms, each as one token: «Учёта № 15-8» → («учета»,
    «15x8»)."""
    return tuple(map(_own_form, spelled(text)))


def spelled(text: str) -> list[str]:
    """The words of a text in order, as they stand there."""
    return _words_of(text).findall(text)


def _words_of(text: str) -> re.Pattern[str]:
    return _WORD if _MARKS.search(text) else _UNMARKED


@lru_cache(maxsize=100_000)
def _own_form(word: str) -> str:
    return _JOINT.sub("x", fold(word))


def stems(text: str) -> str:
    """All stems of a text, separated by spaces: what the database indexes.

    Parts of a compound («15-8» → «15», «8») follow it, and words with hyphens as one word, so that
    either spelling is found.
    """
    return " ".join(map(_terms, spelled(text)))


@lru_cache(maxsize=100_000)
def _terms(word: str) -> str:
    return " ".join(Word(stem(word), 0, len(word), joined(word)).terms)
