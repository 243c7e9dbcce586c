"""Whether an answer is to the point: empty phrases, and one text for different arguments.

What counts as saying nothing is data (the stock phrases of the rules and the title of the chosen
reason); here is how a text is held against it.
"""

import hashlib
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Final

from consultations.conclusions.domain.grouping.words import Word, plain, word

_WORD: Final = re.compile(r"[^\W_]+")
_KEPT: Final = 20_000
# So many different words that say something make a reason; a provision that is named is one, too.
_ENOUGH: Final = 3
# As `plain` writes «№».
_NO: Final = r"(?:№|\bno\b|\bn\b)\.?"
_UNIT: Final = (
    r"(?:подпункт|пункт|абзац|част|стать|глав|раздел|подп|пп|п|абз|ч|ст)(?:[а-я]*)\.?\s*"
    r"(?:[«\"]?[а-я][»\"]|\d[\d.,]*)"
)
_GREETING: Final = re.compile(r"^\s*(?:уважаем|здравствуй|добрый день|доброго)[^!.,:\n]*[!.,:]\s*")
# «Предложение к пункту 3 статьи 5»: the place of what is answered, no ground.
_PLACE: Final = re.compile(rf"\b(?:к|по)\s+{_UNIT}(?:\s*,?\s*{_UNIT})*")
_LAW: Final = re.compile(
    r"(?:федеральн[а-я]+\s+|областн[а-я]+\s+)?(?:конституционн[а-я]+\s+)?закон[а-я]*"
    r"(?:\s+[а-я]+\s+области|\s+российской федерации|\s+рф)?"
    r"(?:\s+от\s+\d[\d.]*(?:\s+[а-я]+\s+\d{4})?(?:\s+г(?:ода|\.)?)?)?"
    rf"\s*{_NO}\s*\d+\s*[-–]?\s*[а-я]*(?:\s*«[^»]*»)?"
)
_NUMBERED: Final = re.compile(rf"{_NO}\s*\S+|\b\d+\s*[-–]\s*(?:фз|оз|фкз)\b|\bот\s+\d[\d.]*\d\b")
_REFERENCE: Final = re.compile(rf"(?<![а-я]){_UNIT}")
# «См. ответ на предложение № 12»: whoever reads it is led to the reasons.
_POINTER: Final = re.compile(
    rf"\bответ[а-я]*\s+(?:на|по|к)\s+(?:[а-я]+\s+){{1,4}}{_NO}\s*[\w/-]*\d"
)
_SERVICE: Final = frozenset({"PREP", "CONJ", "PRCL", "NPRO", "INTJ", "Apro"})


class Flaw(StrEnum):
    EMPTY = "empty"  # nothing is left of the reasoning without stock phrases
    REPEATED = "repeated"  # another argument has been answered with the same text


@dataclass(frozen=True, slots=True)
class Substance:
    """How answers of one event stand: `answered` is how many groups have a published answer;
    `flawed` of them were published although they are empty phrases (`empty`) or repeat the answer
    to another argument (`repeated`); one may be both."""

    answered: int = 0
    flawed: int = 0
    empty: int = 0
    repeated: int = 0

    @property
    def to_the_point(self) -> int:
        return self.answered - self.flawed

    @property
    def percent(self) -> int:
        """Rounded down, so that 100 means every one; 0 without answers."""
        return 100 * self.to_the_point // self.answered if self.answered else 0

    @classmethod
    def of(cls, rows: Iterable[tuple[Collection[str], int]]) -> "Substance":
        """Of (flaws of a published answer, how many answers have exactly these)."""
        counted = list(rows)
        return cls(
            answered=sum(count for _flaws, count in counted),
            flawed=sum(count for flaws, count in counted if flaws),
            empty=sum(count for flaws, count in counted if Flaw.EMPTY in flaws),
            repeated=sum(count for flaws, count in counted if Flaw.REPEATED in flaws),
        )


@dataclass(frozen=True, slots=True)
class Saying:
    """A reasoning made ready to be judged. `keys`: each word (its lemma) as often as it stands
    there; `content`: the words that could say something; `has_norm`: a provision is named;
    `is_pointer`: it leads to another answer by its number."""

    keys: tuple[str, ...]
    content: frozenset[str]
    has_norm: bool
    is_pointer: bool


def words_of(text: str) -> tuple[str, ...]:
    """The words and numbers of a text, in small letters, «ё» as «е»; nothing else counts."""
    return tuple(_WORD.findall(text.lower().replace("ё", "е")))


def text_key(text: str) -> str:
    """SHA-256 (hex) of the words of a reasoning; empty if there are none."""
    words = words_of(text)
    return hashlib.sha256(" ".join(words).encode()).hexdigest() if words else ""


def is_empty(text: str, *, phrases: Collection[str], title: str = "") -> bool:
    """Whether a reasoning says nothing: without the words of stock phrases, in any order and form,
    and those of the reason's `title`, fewer than three different words are left, and no provision
    is named. Greetings, the number of a law without its article and the place of the proposal
    («к статье 5») count for nothing.

    A text of no words at all is not judged: it is a fault, not a flaw.
    """
    said = saying(text)
    if not said.keys or said.has_norm or said.is_pointer:
        return False
    silent = lexicon(tuple(phrases)) | lexicon((title,))
    return len(said.content - silent) < _ENOUGH


@lru_cache(maxsize=500)
def lexicon(phrases: tuple[str, ...]) -> frozenset[str]:
    """The lemmas of phrases that say nothing."""
    return frozenset(key for phrase in phrases for key in _keys(phrase))


@lru_cache(maxsize=_KEPT)
def saying(text: str) -> Saying:
    """Read once for each text that is in use."""
    written = plain(text).lower()
    left = _GREETING.sub(" ", written)
    is_pointer = bool(_POINTER.search(left))
    for dropped in (_PLACE, _LAW, _NUMBERED):
        left = dropped.sub(" ", left)
    says = {found.key for found in map(word, _WORD.findall(left)) if _can_say(found)}
    return Saying(
        keys=tuple(sorted(_keys(written))),
        content=frozenset(says),
        has_norm=bool(_REFERENCE.search(left)),
        is_pointer=is_pointer,
    )


def _can_say(found: Word) -> bool:
    return found.is_number or not (found.grammemes & _SERVICE or len(found.raw) == 1)


def _keys(text: str) -> list[str]:
    return [word(token).key for token in _WORD.findall(plain(text).lower())]
