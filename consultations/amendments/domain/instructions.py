"""The sentences of legal technique: «в пункте 2 слова «…» заменить словами «…»» and others."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from consultations.amendments.domain.places import Spot, accusative, within
from consultations.amendments.domain.quoting import quoted
from consultations.amendments.domain.units import NewUnits
from consultations.amendments.domain.wordchange import Deed, WordChange

_NUMERAL: Final = re.compile(r"\d+(?:[.,/]\d+)*")
_SENTENCE_BREAK: Final = re.compile(r"[а-яё]{3}[»)]?[.!?]\s+[«(]?[А-ЯЁ]")


@dataclass(frozen=True, slots=True)
class _Name:
    """What quoted words are called: «слово», «цифры»."""

    accusative: str
    genitive: str
    instrumental: str


_ONE_WORD: Final = _Name("слово", "слова", "словом")
_WORDS: Final = _Name("слова", "слов", "словами")
_ONE_DIGIT: Final = _Name("цифру", "цифры", "цифрой")
_DIGITS: Final = _Name("цифры", "цифр", "цифрами")


def _name(words: str) -> _Name:
    if _NUMERAL.fullmatch(words):
        return _ONE_DIGIT if len(words) == 1 else _DIGITS
    return _WORDS if len(words.split()) > 1 else _ONE_WORD


def changed(spot: Spot, change: WordChange) -> str:
    """A few words of a place are replaced, deleted or added."""
    old, new = change.old, change.new
    match change.deed:
        case Deed.REPLACE:
            what = f"{_name(old).accusative} {quoted(old)}"
            return f"{within(spot)} {what} заменить {_name(new).instrumental} {quoted(new)}."
        case Deed.DELETE:
            return f"{within(spot)} {_name(old).accusative} {quoted(old)} исключить."
        case Deed.INSERT:
            after = f"после {_name(old).genitive} {quoted(old)}"
            what = f"{_name(new).instrumental} {quoted(new)}"
            return f"{accusative(spot)} {after} дополнить {what}."
        case Deed.APPEND:
            return f"{accusative(spot)} дополнить {_name(new).instrumental} {quoted(new)}."
    several = bool(_SENTENCE_BREAK.search(new))
    return _following(spot, "предложениями" if several else "предложением", new)


def rewritten(spot: Spot, wording: str) -> str:
    """A place gets another wording."""
    return f"{accusative(spot)} изложить в следующей редакции:\n{quoted(wording)}."


def added_lines(path: str, lines: Sequence[str]) -> str:
    """A unit gets абзацы at its end."""
    what = "абзацами" if len(lines) > 1 else "абзацем"
    return _following(Spot(path), what, "\n".join(lines))


def added_units(units: NewUnits, wording: str) -> str:
    """A unit, or the bill, gets units."""
    return _following(Spot(units.parent), units.what, wording)


def repealed(path: str) -> str:
    """A unit of a bill is left out: it has not been in force, so it is not «утратившая силу»."""
    return f"{accusative(Spot(path))} исключить."


def _following(spot: Spot, what: str, wording: str) -> str:
    return f"{accusative(spot)} дополнить {what} следующего содержания:\n{quoted(wording)}."
