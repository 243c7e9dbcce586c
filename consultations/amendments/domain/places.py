"""Places in a bill as an amendment names them: a unit, its name, or one of its абзацы.

Russian whatever the language of the page, as citations are (drafts.domain.citations).
"""

from dataclasses import dataclass
from typing import Final

from drafts.domain.citations import Case, citation

WHOLE_BILL: Final = "законопроект в целом"
WHOLE_TEXT: Final = "по всему тексту"
# Masculine ordinals in the nominative (the accusative is the same) and the prepositional case.
_ORDINALS: Final = (
    ("первый", "первом"), ("второй", "втором"), ("третий", "третьем"), ("четвертый", "четвертом"),
    ("пятый", "пятом"), ("шестой", "шестом"), ("седьмой", "седьмом"), ("восьмой", "восьмом"),
    ("девятый", "девятом"), ("десятый", "десятом"), ("одиннадцатый", "одиннадцатом"),
    ("двенадцатый", "двенадцатом"), ("тринадцатый", "тринадцатом"),
    ("четырнадцатый", "четырнадцатом"), ("пятнадцатый", "пятнадцатом"),
    ("шестнадцатый", "шестнадцатом"), ("семнадцатый", "семнадцатом"),
    ("восемнадцатый", "восемнадцатом"), ("девятнадцатый", "девятнадцатом"),
    ("двадцатый", "двадцатом"),
)  # fmt: skip
MAX_ALINEA: Final = len(_ORDINALS)


@dataclass(frozen=True, slots=True)
class Spot:
    """A unit (`path`), or in it its name (`is_heading`), or the абзац of this number (from 1).

    An empty path is the bill as a whole; with `is_preamble`, its preamble.
    """

    path: str
    is_heading: bool = False
    alinea: int = 0
    is_preamble: bool = False


def place_words(path: str) -> str:
    """What stands in the column of the structural unit: «пункт 2 части 1 статьи 5»."""
    return citation(path) or WHOLE_BILL


def accusative(spot: Spot) -> str:
    """What is changed: «Пункт 2 части 1 статьи 5», «Статью 5», «Абзац второй части 1 статьи 5»,
    «Наименование статьи 5», «Преамбулу», «Законопроект». Raises IndexError above MAX_ALINEA."""
    words = _around(spot, Case.ACCUSATIVE)
    return words[0].upper() + words[1:]


def within(spot: Spot) -> str:
    """Where something is changed: «В пункте 2 части 1 статьи 5», «В абзаце втором статьи 5»."""
    return f"В {_around(spot, Case.PREPOSITIONAL)}"


def _around(spot: Spot, case: Case) -> str:
    inside = case is Case.PREPOSITIONAL
    if spot.is_preamble:
        return "преамбуле" if inside else "преамбулу"
    if not spot.path:
        return "законопроекте" if inside else "законопроект"
    if spot.is_heading:
        name = "наименовании" if inside else "наименование"
        return f"{name} {citation(spot.path, case=Case.GENITIVE)}"
    if spot.alinea:
        name = "абзаце" if inside else "абзац"
        ordinal = _ORDINALS[spot.alinea - 1][inside]
        return f"{name} {ordinal} {citation(spot.path, case=Case.GENITIVE)}"
    return citation(spot.path, case=case)
