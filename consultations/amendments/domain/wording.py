"""Which amendment gives a unit its expected wording: words, абзацы, units, or the whole of it.

Russian whatever the language of the page, as citations are (drafts.domain.citations).
"""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from consultations.amendments.domain import instructions
from consultations.amendments.domain.places import MAX_ALINEA, Spot, place_words
from consultations.amendments.domain.units import begins_with, new_units
from consultations.amendments.domain.wordchange import (
    Deed,
    WordChange,
    apply,
    find_change,
    is_usable,
    tidy,
)

_MARKS: Final = tuple(".;:,!?")
_ENDS: Final = tuple(".!?")
# No name of a unit is longer.
_MAX_HEADING: Final = 300


class Manner(StrEnum):
    """What is done to a unit."""

    REPLACE = "replace"
    ADD = "add"
    REPEAL = "repeal"


@dataclass(frozen=True, slots=True)
class UnitText:
    """A unit with its own words: `heading`, and a line per абзац.

    `label`: its number as it is written in the bill («2)»). `has_inner`: there are units inside it;
    `opening` of the `lines` stand before them. `is_plain`: the lines are абзацы and nothing else,
    so that they can be counted.
    """

    path: str = ""
    label: str = ""
    heading: str = ""
    lines: tuple[str, ...] = ()
    has_inner: bool = False
    opening: int = 0
    is_plain: bool = True

    @property
    def own(self) -> tuple[str, ...]:
        """Heading and lines, without needless spaces."""
        return _lines("\n".join([self.heading, *self.lines]))

    @property
    def printed(self) -> str:
        """Its words as a table prints them, the number before them."""
        return numbered(self.label, "\n".join(filter(None, [self.heading, *self.lines])))

    def spot(self, index: int) -> Spot | None:
        """The place of the line `index` of `own` for changing words in it; None if it cannot be
        named exactly."""
        if self.heading and index == 0:
            return Spot(self.path, is_heading=True)
        alinea = index + 1 - bool(self.heading)
        count = len(self.own) - bool(self.heading)
        if not self.has_inner and (count == 1 or not self.is_plain):
            return Spot(self.path)
        last = self.opening if self.has_inner else count
        if not self.is_plain or alinea > min(last, MAX_ALINEA):
            return None
        return Spot(self.path, alinea=alinea)


@dataclass(frozen=True, slots=True)
class Made:
    """The text of an amendment, the text that it changes and the text that results from it.

    `place`: the structural unit in words. `added`: the path of the first unit that is new.
    """

    text: str
    original: str
    resulting: str
    place: str
    added: str = ""


def made(
    manner: Manner, unit: UnitText, wording: str, *, taken: Collection[str] = frozenset()
) -> Made:
    """The amendment that gives a unit its expected wording, adds words or units (Manner.ADD), or
    leaves the unit out.

    Where a few words change, they are named; otherwise the whole wording stands in the text. A
    closing mark that the wording lacks is that of the unit. `taken`: paths of the bill's units,
    which new ones cannot have. On the bill as a whole (empty path) the wording speaks for itself.
    """
    wording = wording.strip()
    if manner is Manner.REPEAL and unit.path:
        return _made(unit, instructions.repealed(unit.path), "")
    if manner is Manner.ADD and not begins_with(unit.label, wording):
        added = _added_units(unit.path, wording, taken)
        if added is not None:
            return added
    if not unit.path:
        return Made(wording, "", wording, place_words(""))
    lines = _lines(_without_label(unit.label, wording))
    found = _changed(unit, lines)
    if found is None and manner is Manner.ADD and lines and not begins_with(unit.label, wording):
        found = _added_words(unit, lines)
    return found or _rewritten(unit, wording)


def numbered(label: str, wording: str) -> str:
    """A wording with the number of its unit, unless it begins with it already."""
    label = label.strip()
    if not label or begins_with(label, wording):
        return wording
    return f"{label} {wording}".strip()


def _made(unit: UnitText, text: str, resulting: str) -> Made:
    return Made(text, unit.printed, resulting, place_words(unit.path))


def _lines(text: str) -> tuple[str, ...]:
    return tuple(filter(None, map(tidy, text.split("\n"))))


def _without_label(label: str, wording: str) -> str:
    return wording[len(label) :].lstrip() if begins_with(label.strip(), wording) else wording


def _closed(line: str, like: str) -> str:
    """A line with the closing mark of another one, if it has none."""
    if line and not line.endswith(_MARKS) and like.endswith(_MARKS):
        return line + like[-1]
    return line


def _changed(unit: UnitText, lines: tuple[str, ...]) -> Made | None:
    """One change of words in one line, or lines added at the end."""
    own = unit.own
    if own and not unit.has_inner and own == lines[: len(own)] and len(lines) > len(own):
        text = instructions.added_lines(unit.path, lines[len(own) :])
        return _made(unit, text, numbered(unit.label, "\n".join(lines)))
    if len(own) != len(lines):
        return None
    lines = tuple(_closed(new, old) for new, old in zip(lines, own, strict=True))
    differing = [index for index, line in enumerate(lines) if line != own[index]]
    spot = unit.spot(differing[0]) if len(differing) == 1 else None
    if spot is None:
        return None
    index = differing[0]
    rest = [line for place, line in enumerate(own) if place != index]
    around = "" if spot.alinea or spot.is_heading else "\n".join(rest)
    change = find_change(own[index], lines[index], around=around)
    if change is None:
        return None
    # At the end of the whole unit, not of its name or of one line of several.
    if not change.old and rest and not (spot.alinea or spot.is_heading) and index != len(own) - 1:
        return None
    return _made(unit, instructions.changed(spot, change), numbered(unit.label, "\n".join(lines)))


def _added_units(path: str, wording: str, taken: Collection[str]) -> Made | None:
    found = new_units(path, _lines(wording), taken)
    if found is None:
        return None
    text = instructions.added_units(found, wording)
    return Made(text, "", wording, found.place, added=found.paths[0])


def _added_words(unit: UnitText, lines: Sequence[str]) -> Made:
    """Words or a sentence at the end of a line, if the unit is one; абзацы otherwise."""
    own = unit.own
    if len(lines) == 1 and len(own) == 1 and not (unit.has_inner or unit.heading):
        change = _at_the_end(own[0], lines[0])
        if change is not None and is_usable(change):
            text = instructions.changed(Spot(unit.path), change)
            return _made(unit, text, numbered(unit.label, apply(change, own[0])))
    resulting = "\n".join(filter(None, [unit.printed, *lines]))
    return _made(unit, instructions.added_lines(unit.path, lines), resulting)


def _at_the_end(line: str, new: str) -> WordChange | None:
    if new[:1].isupper():
        fits = new.endswith(_ENDS) and line.endswith(_ENDS)
        return WordChange(Deed.SENTENCE, "", new) if fits else None
    return WordChange(Deed.APPEND, "", new.rstrip("".join(_MARKS)))


def _rewritten(unit: UnitText, wording: str) -> Made:
    own, spot = unit.own, _rewritten_spot(unit, wording)
    whole = _closed(wording, own[-1]) if own else wording
    if spot == Spot(unit.path):
        whole = _with_heading(unit, whole)
    whole = numbered(unit.label, whole)
    return _made(unit, instructions.rewritten(spot, whole), whole)


def _with_heading(unit: UnitText, wording: str) -> str:
    """A wording that begins with a sentence leaves the name of the unit as it is."""
    first = wording.partition("\n")[0]
    if not unit.heading or begins_with(unit.label, wording) or not first.endswith(_MARKS):
        return wording
    return f"{unit.heading}\n{wording}"


def _rewritten_spot(unit: UnitText, wording: str) -> Spot:
    """All of the unit; of one that holds units only its name or its first line, if the wording is
    one: the units inside stay."""
    own = unit.own
    if unit.has_inner and len(own) == 1 and "\n" not in wording:
        if unit.heading and not wording.endswith(_MARKS) and len(wording) <= _MAX_HEADING:
            return Spot(unit.path, is_heading=True)
        if not unit.heading and unit.is_plain and unit.opening and wording.endswith(":"):
            return Spot(unit.path, alinea=1)
    return Spot(unit.path)
