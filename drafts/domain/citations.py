"""Citations of units as lawyers write them, the smallest first: «подпункт «а» пункта 2 статьи 5».

They are in Russian whatever the language of the page: they are words of the law's own technique
(Методические рекомендации по юридико-техническому оформлению законопроектов).
"""

from typing import Final

# Kind of a unit → nominative, genitive, abbreviation.
_WORDS: Final[dict[str, tuple[str, str, str]]] = {
    "part_of_act": ("часть", "части", "ч."),
    "section": ("раздел", "раздела", "разд."),
    "subsection": ("подраздел", "подраздела", "подразд."),
    "chapter": ("глава", "главы", "гл."),
    "division": ("§", "§", "§"),
    "article": ("статья", "статьи", "ст."),
    "annex": ("приложение", "приложения", "прил."),
    "paragraph": ("часть", "части", "ч."),
    "point": ("пункт", "пункта", "п."),
    "subpoint": ("подпункт", "подпункта", "подп."),
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


def _number(kind: str, number: str) -> str:
    return f"«{number}»" if kind == "subpoint" and not number[:1].isdigit() else number


def citation(path: str, *, short: bool = False) -> str:
    """Unit path (`article:5/paragraph:1/point:2`) → «пункт 2 части 1 статьи 5».

    `short` gives «п. 2 ч. 1 ст. 5». An empty path is the bill as a whole: an empty string.
    Raises KeyError for a kind that the path convention does not know.
    """
    if not path:
        return ""
    words = []
    for place, (kind, number) in enumerate(_steps(path)):
        nominative, genitive, abbreviation = _WORDS[kind]
        word = abbreviation if short else nominative if place == 0 else genitive
        words.append(f"{word} {_number(kind, number)}".strip())
    return " ".join(words)
