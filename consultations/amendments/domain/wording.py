"""The text of an amendment in the words of legal technique.

Russian whatever the language of the page, as citations are (drafts.domain.citations).
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from drafts.domain.citations import citation

WHOLE_BILL: Final = "законопроект в целом"
WHOLE_TEXT: Final = "по всему тексту"
# The first word of a citation where the accusative is another word.
_ACCUSATIVE: Final = {"статья": "статью", "глава": "главу"}


def place_words(path: str) -> str:
    """What stands in the column of the structural unit: «пункт 2 части 1 статьи 5»."""
    return citation(path) or WHOLE_BILL


class Manner(StrEnum):
    """What is done to a unit."""

    REPLACE = "replace"
    ADD = "add"
    REPEAL = "repeal"


@dataclass(frozen=True, slots=True)
class Made:
    """The text of an amendment and the text that results from it."""

    text: str
    resulting: str


def made(manner: Manner, *, path: str, label: str, original: str, wording: str) -> Made:
    """The amendment that gives a unit its expected wording.

    «Пункт 2 части 1 статьи 5 изложить в следующей редакции: «2) …».», «… дополнить текстом
    следующего содержания: «…».», «… исключить.»; for the bill as a whole (empty path) the wording
    itself. `label`: the number of the unit as it is written in the bill («2)»).
    """
    wording = wording.strip()
    if not path:
        return Made(wording, wording)
    unit = _accusative(path)
    if manner is Manner.REPEAL:
        return Made(f"{unit} исключить.", "")
    if manner is Manner.ADD:
        text = f"{unit} дополнить текстом следующего содержания:\n{_quoted(wording)}."
        return Made(text, "\n".join(filter(None, [numbered(label, original), wording])))
    whole = numbered(label, wording)
    return Made(f"{unit} изложить в следующей редакции:\n{_quoted(whole)}.", whole)


def _accusative(path: str) -> str:
    first, _, rest = citation(path).partition(" ")
    words = f"{_ACCUSATIVE.get(first, first)} {rest}".strip()
    return words[0].upper() + words[1:]


def _quoted(words: str) -> str:
    return f"«{words.rstrip('.;,')}»"


def numbered(label: str, wording: str) -> str:
    """A wording with the number of its unit, unless it begins with it already."""
    label = label.strip()
    if not label or wording.startswith(label):
        return wording
    return f"{label} {wording}"
