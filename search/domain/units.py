"""Units of a law as people call them: «ст. 5», «глава II», «часть вторая», «подпункт «а»».

Words of units come as terms (see `Word.term`); numbers as they were typed.
"""

from collections.abc import Iterator
from typing import Final

from drafts.domain.numbering import ORDINALS, arabic, letter, ordinal, roman, roman_value
from drafts.domain.references import READINGS
from search.domain.clauses import unit_term

# Term → the word of the unit. A part is that of an article or of a whole act.
WORDS: Final = {
    "ст": "article", "стат": "article", "article": "article",
    "ч": "part", "част": "part", "part": "part",
    "п": "point", "пункт": "point", "point": "point",
    "пп": "subpoint", "подп": "subpoint", "подпункт": "subpoint", "subpoint": "subpoint",
    "гл": "chapter", "глав": "chapter", "chapter": "chapter",
    "разд": "section", "раздел": "section", "section": "section",
    "подразд": "subsection", "подраздел": "subsection",
    "прил": "annex", "приложен": "annex", "annex": "annex",
}  # fmt: skip
# An абзац is no unit: what it stands in is meant.
LINES: Final = frozenset({"абз", "абзац"})
# From the largest to the smallest.
ORDER: Final = (
    "annex", "section", "subsection", "chapter", "article", "part", "point", "subpoint",
)  # fmt: skip
# Words after which people write a number before the word as well: «5 статья».
NUMBERED_BEFORE: Final = frozenset({"article", "chapter", "section", "annex"})
_CONTAINERS: Final = frozenset({"section", "subsection", "chapter", "annex"})
_ROMAN: Final = (
    ("c", 100), ("xc", 90), ("l", 50), ("xl", 40), ("x", 10), ("ix", 9), ("v", 5), ("iv", 4),
    ("i", 1),
)  # fmt: skip
_MOST: Final = 199


def own_terms(word: str, number: str) -> tuple[str, ...]:
    """Terms of the units that the site itself calls so; none if it is no number of such a unit."""
    return tuple(_terms(word, number, _own_kinds(word)))


def meant_terms(word: str, number: str) -> tuple[str, ...]:
    """The same with the units that some drafters call so («п. 1 ст. 5» of what stands as «1.»);
    those that the site calls so come first."""
    kinds = _own_kinds(word)
    others = READINGS.get({"part": "paragraph"}.get(word, word), ())
    return tuple(_terms(word, number, (*kinds, *(str(k) for k in others if str(k) not in kinds))))


def _own_kinds(word: str) -> tuple[str, ...]:
    return ("paragraph", "part_of_act") if word == "part" else (word,)


def _terms(word: str, number: str, kinds: tuple[str, ...]) -> Iterator[str]:
    for kind in kinds:
        for spelling in _spellings(word, kind, number.strip().lower()):
            yield unit_term(f"{kind}:{spelling}")


def _spellings(word: str, kind: str, number: str) -> Iterator[str]:
    """How paths may write the number: figures, Roman numerals, the word, a letter."""
    if number[:1].isdecimal():
        if (figures := arabic(number)) is None:
            return
        yield figures.text
        if figures.text.isdecimal() and 0 < int(figures.text) <= _MOST:
            yield from _of_value(kind, int(figures.text))
    elif (counted := ordinal(number)) is not None:
        value = counted.key[0]
        yield str(value)
        yield from _of_value(kind, value)
    elif word in _CONTAINERS and (numeral := roman(number.upper())) is not None:
        yield numeral.text
        value = roman_value(numeral.text)
        if value:
            yield str(value)
    elif word in {"point", "subpoint"} and (found := letter(number)) is not None:
        yield found.text


def _of_value(kind: str, value: int) -> Iterator[str]:
    if kind in _CONTAINERS:
        yield _roman(value)
    elif kind == "part_of_act" and value <= len(ORDINALS):
        stem = ORDINALS[value - 1].lower()
        yield stem + ("ья" if stem == "трет" else "ая")


def _roman(value: int) -> str:
    numeral = ""
    for sign, worth in _ROMAN:
        while value >= worth:
            numeral, value = numeral + sign, value - worth
    return numeral
