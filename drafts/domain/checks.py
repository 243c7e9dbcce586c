"""Doubts that the finished tree itself shows: gaps and repetitions in the numbering.

They follow from the units alone, so a tree that a person has mended is judged anew.
"""

from collections.abc import Iterable, Iterator

from . import paths
from .nodes import Act, Kind, ParserWarning, Unit
from .numbering import Number, any_number, leaves_gap, letter, skipped_letters

CODES = frozenset(
    {"number_repeated", "letter_skipped", "number_skipped", "duplicate_path", "no_units"}
)
_THROUGH = frozenset({Kind.ARTICLE})  # numbered through the whole act, whatever stands above


def tree_warnings(act: Act) -> list[ParserWarning]:
    """Doubts about the numbers of ``act`` in document order; equal paths and «no units» last."""
    found: list[ParserWarning] = []
    last_article: dict[str, Number] = {}
    _check(act.units, "", "", last_article, found)
    found.extend(paths.duplicate_paths(act))
    if not act.units:
        found.append(ParserWarning("no_units"))
    return found


def _check(
    units: Iterable[Unit],
    place: str,
    container: str,
    articles: dict[str, Number],
    found: list[ParserWarning],
) -> None:
    before: dict[tuple[Kind, str], Number] = {}
    for unit in units:
        number = _number(unit)
        if number is not None and unit.kind is not Kind.ANNEX:
            key = (unit.kind, _shape(unit))
            last = articles.get(container) if unit.kind in _THROUGH else before.get(key)
            if last is not None:
                found.extend(_between(last, number, _is_letter(unit), place))
            before[key] = number
            if unit.kind in _THROUGH:
                articles[container] = number
        path = f"{place}/{unit.kind}:{unit.number}" if place else f"{unit.kind}:{unit.number}"
        inner = path if unit.kind is Kind.ANNEX else container
        _check(unit.children, place if unit.kind is Kind.DIVISION else path, inner, articles, found)


def _number(unit: Unit) -> Number | None:
    return letter(unit.number) if _is_letter(unit) else any_number(unit.number)


def _is_letter(unit: Unit) -> bool:
    return unit.kind is Kind.SUBPOINT and unit.number[:1].islower()


def _shape(unit: Unit) -> str:
    """Lists of one kind but of different shapes («1)» and «а)» in an annex) are told apart."""
    return "letter" if _is_letter(unit) else ""


def _between(old: Number, new: Number, letters: bool, place: str) -> Iterator[ParserWarning]:
    """The doubt about ``new`` coming right after ``old``, if there is one."""
    params = {"number": new.text}
    if new.key <= old.key:
        yield ParserWarning("number_repeated", place, params | {"after": old.text})
    elif letters:
        skipped = skipped_letters(old.key[0], new.key[0])
        if skipped:
            yield ParserWarning("letter_skipped", place, params | {"skipped": skipped})
    elif leaves_gap(old.key, new.key):
        yield ParserWarning("number_skipped", place, params | {"after": old.text})
