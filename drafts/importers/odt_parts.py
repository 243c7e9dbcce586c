"""The parts of an ODT besides its text: styles and lists (OpenDocument 1.3, part 3)."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from lxml import etree

from .list_numbers import format_number
from .looks import ALIGNMENTS, Look, overlay

_SPACE = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}"
TEXT, STYLE, TABLE = _SPACE % "text", _SPACE % "style", _SPACE % "table"
OFFICE, DRAW = _SPACE % "office", _SPACE % "drawing"
SVG, FO = _SPACE % "svg-compatible", _SPACE % "xsl-fo-compatible"
XLINK = "{http://www.w3.org/1999/xlink}"
XML = "{http://www.w3.org/XML/1998/namespace}"
_LOEXT = "{urn:org:documentfoundation:names:experimental:office:xmlns:loext:1.0}"

_LENGTH = re.compile(r"^(-?[\d.]+)(pt|cm|mm|in|px|pc)$")
_POINTS = {"pt": 1.0, "cm": 28.35, "mm": 2.835, "in": 72.0, "px": 0.75, "pc": 12.0}
_ENCODED = re.compile(r"_([0-9a-f]{1,4})_")
_RAISED_BY = 15.0  # per cent of the type size, from which raised text is a superscript
_BULLET = "–"


class Styles:
    """Common and automatic styles of paragraphs and of text, with inheritance resolved."""

    def __init__(self, roots: Iterable[etree._Element | None]) -> None:
        self._elements: dict[tuple[str, str], etree._Element] = {}
        self._looks: dict[tuple[str, str], Look] = {}
        for root in roots:
            for element in root.iter(f"{STYLE}style") if root is not None else ():
                key = element.get(f"{STYLE}family", ""), element.get(f"{STYLE}name", "")
                self._elements[key] = element

    def look(self, family: str, name: str) -> Look:
        """The look of a style; an empty one if the style is unknown."""
        key = family, name
        if key not in self._looks:
            self._looks[key] = self._resolve(key, frozenset())
        return self._looks[key]

    def _resolve(self, key: tuple[str, str], seen: frozenset[tuple[str, str]]) -> Look:
        element = self._elements.get(key)
        if element is None or key in seen:
            return Look()
        parent = element.get(f"{STYLE}parent-style-name", "")
        inherited = self._resolve((key[0], parent), seen | {key})
        own = _read_look(element)
        is_automatic = re.fullmatch(r"[PT]\d+", key[1]) is not None
        shown = element.get(f"{STYLE}display-name") or _ENCODED.sub(_decoded, key[1])
        return overlay(inherited, replace(own, name="" if is_automatic and parent else shown))


def _decoded(match: re.Match[str]) -> str:
    return chr(int(match[1], 16))


def _read_look(style: etree._Element) -> Look:
    paragraph = style.find(f"{STYLE}paragraph-properties")
    text = style.find(f"{STYLE}text-properties")
    of_paragraph: Mapping[str, str] = paragraph.attrib if paragraph is not None else {}
    of_text: Mapping[str, str] = text.attrib if text is not None else {}
    return Look(
        bold=_bold(of_text.get(f"{FO}font-weight")),
        superscript=_raised(of_text.get(f"{STYLE}text-position")),
        caps=_equals(of_text.get(f"{FO}text-transform"), "uppercase"),
        hidden=_equals(of_text.get(f"{TEXT}display"), "none"),
        alignment=ALIGNMENTS.get(of_paragraph.get(f"{FO}text-align", "")),
        indent=_points(of_paragraph.get(f"{FO}margin-left")),
    )


def _equals(written: str | None, wanted: str) -> bool | None:
    return None if written is None else written == wanted


def _bold(weight: str | None) -> bool | None:
    if weight is None:
        return None
    return weight == "bold" or (weight.isdigit() and int(weight) >= 600)


def _raised(position: str | None) -> bool | None:
    """``style:text-position``: «super 58%», or the rise in per cent: «33% 58%»."""
    if position is None:
        return None
    first = position.split()[0] if position.split() else ""
    if first.endswith("%"):
        try:
            return float(first[:-1]) >= _RAISED_BY
        except ValueError:
            return None
    return first == "super"


def _points(length: str | None) -> float | None:
    found = _LENGTH.match(length or "")
    try:
        return float(found[1]) * _POINTS[found[2]] if found else None
    except ValueError:
        return None


# --- lists ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list style. ``pattern`` is like «%1%.%2%.»; an empty ``kind`` prints no
    number, «bullet» a dash."""

    kind: str = ""
    pattern: str = ""
    start: int = 1


@dataclass(slots=True)
class Counters:
    """The numbers reached in one list, by level (the outermost is 1)."""

    numbers: dict[int, int] = field(default_factory=dict)

    def advance(self, level: int, levels: Mapping[int, Level], start: int | None) -> None:
        """Counts an item. An outer item that only holds a nested list is not counted."""
        for upper in range(1, level):
            self.numbers.setdefault(upper, levels.get(upper, Level()).start)
        first = levels.get(level, Level()).start
        self.numbers[level] = self.numbers.get(level, first - 1) + 1 if start is None else start
        for deeper in [number for number in self.numbers if number > level]:
            del self.numbers[deeper]


class Lists:
    """List styles, and the lists met so far: one may go on where another stopped."""

    def __init__(self, roots: Iterable[etree._Element | None]) -> None:
        self._styles: dict[str, dict[int, Level]] = {}
        self.outline: dict[int, Level] = {}
        self._by_id: dict[str, Counters] = {}
        self._by_style: dict[str, Counters] = {}
        for root in roots:
            if root is None:
                continue
            for style in root.iter(f"{TEXT}list-style"):
                self._styles[style.get(f"{STYLE}name", "")] = _levels(style)
            for style in root.iter(f"{TEXT}outline-style"):
                self.outline = _levels(style)

    def levels(self, style: str) -> Mapping[int, Level]:
        return self._styles.get(style, {})

    def opened(self, element: etree._Element, style: str) -> Counters:
        """The counters of an outermost ``text:list``."""
        known = self._by_id.get(element.get(f"{TEXT}continue-list", ""))
        if known is None and element.get(f"{TEXT}continue-numbering") == "true":
            known = self._by_style.get(style)
        counters = Counters() if known is None else known
        identifier = element.get(f"{XML}id") or element.get(f"{TEXT}id")
        if identifier:
            self._by_id[identifier] = counters
        self._by_style[style] = counters
        return counters


def label(levels: Mapping[int, Level], level: int, counters: Counters) -> str:
    """The number that stands before the item just counted; empty if none is printed."""
    shown = levels.get(level, Level())
    if shown.kind == "bullet":
        return _BULLET
    if not shown.kind:
        return ""

    def number(match: re.Match[str]) -> str:
        at = int(match[1])
        definition = levels.get(at, shown)
        count = counters.numbers.get(at, definition.start)
        return format_number(count, definition.kind) if definition.kind else ""

    return re.sub(r"%(\d{1,2})%", number, shown.pattern).strip()


def _levels(style: etree._Element) -> dict[int, Level]:
    found: dict[int, Level] = {}
    for element in style:
        number = _integer(element.get(f"{TEXT}level"), 0)
        if element.tag in (f"{TEXT}list-level-style-number", f"{TEXT}outline-level-style"):
            found[number] = _numbered(element, number)
        elif element.tag in (f"{TEXT}list-level-style-bullet", f"{TEXT}list-level-style-image"):
            sign = element.get(f"{TEXT}bullet-char", "•")
            found[number] = Level("bullet" if sign.strip() else "")
    return found


def _numbered(element: etree._Element, number: int) -> Level:
    pattern = element.get(f"{STYLE}num-list-format") or element.get(f"{_LOEXT}num-list-format")
    if not pattern:
        shown = min(max(_integer(element.get(f"{TEXT}display-levels"), 1), 1), max(number, 1))
        numbers = ".".join(f"%{at}%" for at in range(number - shown + 1, number + 1))
        prefix, suffix = (element.get(f"{STYLE}num-{name}", "") for name in ("prefix", "suffix"))
        pattern = f"{prefix}{numbers}{suffix}"
    return Level(
        kind=_number_kind(element.get(f"{STYLE}num-format", "")),
        pattern=pattern,
        start=_integer(element.get(f"{TEXT}start-value"), 1),
    )


def _number_kind(written: str) -> str:
    """``style:num-format`` as the name that ``format_number`` knows; empty for none."""
    latin = {"1": "decimal", "i": "lowerRoman", "I": "upperRoman"}
    latin |= {"a": "lowerLetter", "A": "upperLetter"}
    if written.startswith(("а,", "А,")):
        return "russianLower" if written[0].islower() else "russianUpper"
    return latin.get(written, "decimal" if written.strip() else "")


def _integer(written: str | None, default: int) -> int:
    text = (written or "").strip()
    return int(text) if text.isdigit() and len(text) < 7 else default
