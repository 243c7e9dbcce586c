"""Citations of units as lawyers write them, the smallest first: «подпункт «а» пункта 2 статьи 5».

They are in Russian whatever the language of the page: they are words of the law's own technique
(Методические рекомендации по юридико-техническому оформлению законопроектов).
"""

from enum import StrEnum
from typing import Final


class Case(StrEnum):
    """The case in which the smallest unit of a citation stands."""

    NOMINATIVE = "nominative"
    GENITIVE = "genitive"
    ACCUSATIVE = "accusative"
    INSTRUMENTAL = "instrumental"
    PREPOSITIONAL = "prepositional"


def _forms(*forms: str) -> dict[Case, str]:
    return dict(zip(Case, forms, strict=True))


_PART: Final = _forms("часть", "части", "часть", "частью", "части")
_SIGN: Final = _forms("§", "§", "§", "§", "§")
# Kind of a unit → its word in each case. «Статьей» without ё, as acts are written.
_WORDS: Final[dict[str, dict[Case, str]]] = {
    "part_of_act": _PART,
    "section": _forms("раздел", "раздела", "раздел", "разделом", "разделе"),
    "subsection": _forms("подраздел", "подраздела", "подраздел", "подразделом", "подразделе"),
    "chapter": _forms("глава", "главы", "главу", "главой", "главе"),
    "division": _SIGN,
    "article": _forms("статья", "статьи", "статью", "статьей", "статье"),
    "annex": _forms("приложение", "приложения", "приложение", "приложением", "приложении"),
    "paragraph": _PART,
    "point": _forms("пункт", "пункта", "пункт", "пунктом", "пункте"),
    "subpoint": _forms("подпункт", "подпункта", "подпункт", "подпунктом", "подпункте"),
}
_ABBREVIATIONS: Final = {
    "part_of_act": "ч.",
    "section": "разд.",
    "subsection": "подразд.",
    "chapter": "гл.",
    "division": "§",
    "article": "ст.",
    "annex": "прил.",
    "paragraph": "ч.",
    "point": "п.",
    "subpoint": "подп.",
}
# Above these nothing is cited: their numbers run through the whole act.
_COMPLETE: Final = frozenset({"article"})


def _steps(path: str) -> list[tuple[str, str]]:
    """(kind, number) from the smallest unit outwards, without what a citation leaves out."""
    kept: list[tuple[str, str]] = []
    for step in reversed(path.split("/")):
        kind, _, number = step.partition(":")
        # «1.» → «1.1.»: the number of a nested point names its outer points itself.
        inner = kept[-1] if kept else None
        if not (inner and inner[0] == kind and inner[1].startswith(f"{number}.")):
            kept.append((kind, number))
        if kind in _COMPLETE:
            break
    return kept


def _number(kind: str, number: str, case: Case) -> str:
    if kind == "part_of_act" and number[:1].isalpha():
        return _ordinal(number.lower(), case)
    return f"«{number}»" if kind == "subpoint" and not number[:1].isdigit() else number


def _ordinal(word: str, case: Case) -> str:
    """«первая», «третья» in a case."""
    stem, ending = word[:-2], word[-2:]
    soft = {"ья": ("ью", "ьей"), "ая": ("ую", "ой")}.get(ending)
    if case is Case.NOMINATIVE or soft is None:
        return word
    return stem + soft[case is not Case.ACCUSATIVE]


def citation(path: str, *, short: bool = False, case: Case = Case.NOMINATIVE) -> str:
    """Unit path (`article:5/paragraph:1/point:2`) → «пункт 2 части 1 статьи 5».

    `short` gives «п. 2 ч. 1 ст. 5»; `case` is that of the smallest unit («в пункте 2 части 1
    статьи 5»), those around it are in the genitive. An empty path is the bill as a whole: an empty
    string. Raises KeyError for a kind that the path convention does not know.
    """
    if not path:
        return ""
    words = []
    for place, (kind, number) in enumerate(_steps(path)):
        its_case = Case.GENITIVE if place else case
        word = _ABBREVIATIONS[kind] if short else _WORDS[kind][its_case]
        words.append(f"{word} {_number(kind, number, its_case)}".strip())
    return " ".join(words)
