"""Numbers of units: how they are written, normalised and ordered."""

import re
from dataclasses import dataclass
from enum import StrEnum

SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_PLAIN = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")
_SUPER = "⁰¹²³⁴⁵⁶⁷⁸⁹⁻"

# Without ё, й, ъ, ы, ь. The technical habit of also skipping з, о and ч is no gap worth a word.
ALPHABET = "абвгдежзиклмнопрстуфхцчшщэюя"
_OPTIONAL_LETTERS = frozenset("зочй")
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_LOOKALIKES = str.maketrans("aceopxyAB", "асеорхуАВ")
_ROMAN_LOOKALIKES = str.maketrans("ХСІМ", "XCIM")
_ROMAN = re.compile(r"^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$")
_ROMAN_VALUES = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}

ORDINALS = (
    "ПЕРВ",
    "ВТОР",
    "ТРЕТ",
    "ЧЕТВЕРТ",
    "ПЯТ",
    "ШЕСТ",
    "СЕДЬМ",
    "ВОСЬМ",
    "ДЕВЯТ",
    "ДЕСЯТ",
    "ОДИННАДЦАТ",
    "ДВЕНАДЦАТ",
)


class Shape(StrEnum):
    """The form of a label, from which its level follows."""

    PART = "part"
    SECTION = "section"
    SUBSECTION = "subsection"
    CHAPTER = "chapter"
    DIVISION = "division"
    ARTICLE = "article"
    DOT = "dot"  # «1.», «1.1.»
    PAREN = "paren"  # «1)»
    LETTER = "letter"  # «а)»


@dataclass(frozen=True, slots=True)
class Number:
    """A number in its normal form.

    ``parts`` are the dotted components; each is the integer followed by its superscripts or
    hyphenated additions: ``5.1`` is ``((5,), (1,))``, ``5¹`` is ``((5, 1),)``. Letters and Roman
    numerals count by their place.
    """

    text: str
    parts: tuple[tuple[int, ...], ...]

    @property
    def key(self) -> tuple[int, ...]:
        """All components in one row, for ordering within an article."""
        return tuple(value for part in self.parts for value in part)

    @property
    def depth(self) -> int:
        return len(self.parts)

    @property
    def first(self) -> bool:
        return self.parts[-1] == (1,) and all(part for part in self.parts)


_MAX_WRITTEN = 30  # no number of a unit is longer; a hostile one would be
_TOKEN = re.compile(rf"\d+|[{_SUPER}]+|[.\-–^_]")


def arabic(written: str) -> Number | None:
    """«5.1», «5¹», «36.12-1», «5^1» as a Number; None if it is none of them."""
    if len(written) > _MAX_WRITTEN:
        return None
    parts: list[list[int]] = []
    text: list[str] = []
    joint = "."
    for piece in _TOKEN.findall(written):
        if piece in ".-–^_":
            joint = piece.replace("–", "-")
        elif piece[0] in _SUPER:
            additions = [int(p) for p in piece.translate(_PLAIN).split("-") if p]
            if not parts or not additions:
                return None
            parts[-1].extend(additions)
            text.append("." + piece.translate(_PLAIN).strip("-"))
        elif not parts or joint == ".":
            text.append(("." if parts else "") + piece)
            parts.append([int(piece)])
        else:
            parts[-1].append(int(piece))
            text.append(("-" if joint == "-" else ".") + piece)
    return Number("".join(text), tuple(tuple(part) for part in parts)) if parts else None


def roman_value(written: str) -> int:
    """The value of a Roman numeral (Cyrillic lookalikes accepted); 0 if it is not one."""
    numeral = written.translate(_ROMAN_LOOKALIKES)
    if not numeral or not _ROMAN.match(numeral):
        return 0
    values = [_ROMAN_VALUES[char] for char in numeral]
    return sum(
        -value if index + 1 < len(values) and value < values[index + 1] else value
        for index, value in enumerate(values)
    )


def roman(written: str) -> Number | None:
    """«XV», «XV¹», «II.1» as a Number with the numeral kept in its text."""
    if len(written) > _MAX_WRITTEN:
        return None
    match = re.fullmatch(rf"([IVXLCDMХСІМ]+)((?:[{_SUPER}]|[.\-^_]\d+)*)", written)
    value = roman_value(match[1]) if match else 0
    if not match or not value:
        return None
    tail = arabic(f"1{match[2]}") if match[2] else None
    numeral = match[1].translate(_ROMAN_LOOKALIKES)
    if tail is None:
        return Number(numeral, ((value,),))
    return Number(numeral + tail.text[1:], ((value, *tail.key[1:]),))


def ordinal(written: str) -> Number | None:
    """«ПЕРВЫЙ», «вторая» as a Number that keeps the word."""
    upper = written.upper().replace("Ё", "Е")
    for value, stem in enumerate(ORDINALS, start=1):
        if upper.startswith(stem) and len(upper) <= len(stem) + 3:
            return Number(written, ((value,),))
    return None


def letter(written: str) -> Number | None:
    """«а», «а.1», «д¹», also with a Latin lookalike, as a Number."""
    if len(written) > _MAX_WRITTEN:
        return None
    match = re.fullmatch(rf"([а-яёa-z])(?:\.?(\d+)|([{_SUPER}]+))?", written)
    if not match:
        return None
    char = match[1].translate(_LOOKALIKES)
    tail = match[2] or (match[3].translate(_PLAIN) if match[3] else "")
    addition = tuple(int(piece) for piece in tail.split("-") if piece)
    place = letter_place(char)
    return Number(f"{char}.{tail}" if tail else char, ((*place, *addition),)) if place else None


def letter_place(char: str) -> tuple[int, ...]:
    """(1,) for «а»; й stands after и and ё after е (both occur by mistake); Latin as in Latin."""
    if char in ALPHABET:
        return (ALPHABET.index(char) + 1,)
    if char in "ёйъыь":
        return {"ё": (6, 1), "й": (9, 1), "ъ": (26, 1), "ы": (26, 2), "ь": (26, 3)}[char]
    return (_LATIN.index(char) + 1,) if char in _LATIN else ()


def any_number(written: str) -> Number | None:
    """A number of a heading: Arabic, Roman or an ordinal word."""
    if written[:1].isdigit():
        return arabic(written)
    return roman(written) or ordinal(written)


def succeeds(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether ``after`` is a natural next: 5 → 6, 5 → 5.1, 5.1 → 5.2, 5.2 → 6."""
    if after[: len(before)] == before and len(after) == len(before) + 1:
        return after[-1] == 1
    common = len(after)
    if common > len(before):
        return False
    return after[:-1] == before[: common - 1] and after[-1] == before[common - 1] + 1


def leaves_gap(before: tuple[int, ...], after: tuple[int, ...]) -> bool:
    """Whether a number is missing between two keys in order: 5 → 7, 1.1 → 1.3; not 5 → 5.2."""
    for old, new in zip(before, after, strict=False):
        if old != new:
            return new > old + 1
    return False


def skipped_letters(before: int, after: int) -> str:
    """Letters between two places of the alphabet, the optional ones excepted."""
    between = ALPHABET[before : after - 1]
    return "".join(char for char in between if char not in _OPTIONAL_LETTERS - {"з"})


def unflatten(written: int, before: tuple[int, ...], following: int | None) -> tuple[int, ...]:
    """The key behind a number that lost its superscript: 51 after 5 and before 6 is (5, 1).

    Empty if nothing was lost. ``following`` is the next number of the same list, if known.
    """
    base = str(before[0])
    digits = str(written)
    if written <= before[0] + 1 or not digits.startswith(base) or len(digits) <= len(base):
        return ()
    if following is not None:
        back_in_row = following == before[0] + 1
        also_flat = following > before[0] + 1 and str(following).startswith(base)
        if not back_in_row and not (also_flat and following == written + 1):
            return ()
    elif written < before[0] + 10:
        return ()
    addition = int(digits[len(base) :])
    return (before[0], addition) if addition else ()
