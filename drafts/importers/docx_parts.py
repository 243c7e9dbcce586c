"""The parts of a DOCX besides its text: relations, styles, numbering, notes."""

import re
import zipfile
from dataclasses import dataclass, field, replace
from posixpath import dirname, join, normpath

from lxml import etree

from core.uploads import RefusalCode, UploadLimits, UploadRefused
from core.uploads.archives import read_entry

from .base import MAX_IMAGE_BYTES
from .list_numbers import format_number
from .looks import ALIGNMENTS, Look, overlay
from .safe_xml import parse_xml

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REL = "{http://schemas.openxmlformats.org/package/2006/relationships}"
_STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/main": W[1:-1].encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/relationships": R[1:-1].encode(),
}


def parse_part(content: bytes) -> etree._Element:
    """The root of a part, with the names of the strict flavour as those of the usual one."""
    for strict, transitional in _STRICT.items():
        content = content.replace(strict, transitional)
    return parse_xml(content)


def on(element: etree._Element | None) -> bool:
    """The value of a toggle such as ``w:b``: present and not switched off."""
    return element is not None and element.get(f"{W}val", "1") not in ("0", "false", "off", "none")


def value(element: etree._Element | None, default: str = "") -> str:
    return default if element is None else element.get(f"{W}val", default)


class Package:
    """The archive with its relations. Part names are resolved as the standard says."""

    def __init__(self, archive: zipfile.ZipFile, limits: UploadLimits) -> None:
        self.archive = archive
        self.limits = limits
        self.names = {name.lower(): name for name in archive.namelist()}
        self.main = self._main_part()
        self.relations = self._relations(self.main)

    def xml(self, name: str) -> etree._Element | None:
        """The root of a part; None if the part is absent."""
        actual = self.names.get(name.lower())
        return None if actual is None else parse_part(read_entry(self.archive, actual, self.limits))

    def part(self, kind: str) -> etree._Element | None:
        """The part that the document refers to by a relation type ending with ``kind``."""
        for rel_kind, target in self.relations.values():
            if rel_kind.endswith("/" + kind):
                return self.xml(target)
        return None

    def content(self, name: str) -> bytes:
        """The bytes of a part; none if it is absent, damaged or larger than any picture."""
        actual = self.names.get(name.lower())
        if actual is None or self.archive.getinfo(actual).file_size > MAX_IMAGE_BYTES:
            return b""
        try:
            return read_entry(self.archive, actual, self.limits)
        except UploadRefused:
            return b""

    def target(self, relation: str) -> str:
        return self.relations.get(relation, ("", ""))[1]

    def _main_part(self) -> str:
        for kind, target in self._relations("").values():
            if kind.endswith("/officeDocument") and target.lower() in self.names:
                return target
        if "word/document.xml" in self.names:
            return self.names["word/document.xml"]
        raise UploadRefused(RefusalCode.DAMAGED, detail="no document part")

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        folder, name = dirname(part), part.rsplit("/", 1)[-1]
        try:
            root = self.xml(join(folder, "_rels", f"{name}.rels"))
        except UploadRefused:
            root = None
        found: dict[str, tuple[str, str]] = {}
        for item in root if root is not None else ():
            target = item.get("Target", "")
            if item.get("TargetMode") == "External" or item.tag != f"{_REL}Relationship":
                continue
            path = target.lstrip("/") if target.startswith("/") else normpath(join(folder, target))
            found[item.get("Id", "")] = (item.get("Type", ""), path)
        return found


class Styles:
    """Styles with inheritance resolved."""

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._looks: dict[str, Look] = {}
        self.default = ""
        for style in root.iterfind(f"{W}style") if root is not None else ():
            identifier = style.get(f"{W}styleId", "")
            self._elements[identifier] = style
            if style.get(f"{W}type") == "paragraph" and style.get(f"{W}default") in (
                "1",
                "true",
                "on",
            ):
                self.default = identifier

    def look(self, identifier: str) -> Look:
        """The look of a style; an empty one if the style is unknown."""
        if identifier not in self._looks:
            self._looks[identifier] = self._resolve(identifier, frozenset())
        return self._looks[identifier]

    def _resolve(self, identifier: str, seen: frozenset[str]) -> Look:
        element = self._elements.get(identifier)
        if element is None or identifier in seen:
            return Look()
        parent = self._resolve(value(element.find(f"{W}basedOn")), seen | {identifier})
        own = read_look(element.find(f"{W}pPr"), element.find(f"{W}rPr"))
        return overlay(parent, replace(own, name=value(element.find(f"{W}name"))))


def read_look(ppr: etree._Element | None, rpr: etree._Element | None) -> Look:
    """The direct formatting in paragraph and run properties."""
    look = Look()
    if ppr is not None:
        numbering = ppr.find(f"{W}numPr")
        level = value(numbering.find(f"{W}ilvl")) if numbering is not None else ""
        look = Look(
            alignment=ALIGNMENTS.get(value(ppr.find(f"{W}jc"))),
            indent=_indent(ppr.find(f"{W}ind")),
            num_id=value(numbering.find(f"{W}numId")) if numbering is not None else "",
            level=int(level) if level.isdigit() else None,
        )
    if rpr is not None:
        raised = rpr.find(f"{W}vertAlign")
        look = replace(
            look,
            bold=_toggle(rpr, "b"),
            caps=_toggle(rpr, "caps"),
            hidden=_toggle(rpr, "vanish"),
            superscript=_raised(rpr.find(f"{W}position"))
            if raised is None
            else value(raised) == "superscript",
        )
    return look


def _toggle(rpr: etree._Element, name: str) -> bool | None:
    element = rpr.find(f"{W}{name}")
    return None if element is None else on(element)


def _raised(position: etree._Element | None) -> bool | None:
    """Text lifted by hand (in half points) stands in for a superscript."""
    try:
        return int(value(position)) >= 4 if position is not None else None
    except ValueError:
        return None


def _indent(element: etree._Element | None) -> float | None:
    """Left indent in points."""
    if element is None:
        return None
    written = element.get(f"{W}left") or element.get(f"{W}start") or ""
    try:
        return float(written) / 20
    except ValueError:
        return None


@dataclass(slots=True)
class Level:
    """One level of a numbering definition; ``text`` is like «%1.%2.»."""

    start: int = 1
    format: str = "decimal"
    text: str = ""
    legal: bool = False
    restart: int | None = None
    style: str = ""


@dataclass(slots=True)
class Numbering:
    """Word's automatic numbers, counted as the document goes."""

    abstract: dict[str, dict[int, Level]] = field(default_factory=dict)
    instances: dict[str, str] = field(default_factory=dict)
    overrides: dict[str, dict[int, int]] = field(default_factory=dict)
    replaced: dict[str, dict[int, Level]] = field(default_factory=dict)
    counters: dict[str, dict[int, int]] = field(default_factory=dict)
    started: set[str] = field(default_factory=set)

    @classmethod
    def read(cls, root: etree._Element | None) -> "Numbering":
        numbering = cls()
        if root is None:
            return numbering
        linked: dict[str, str] = {}
        by_link: dict[str, str] = {}
        for element in root.iterfind(f"{W}abstractNum"):
            identifier = element.get(f"{W}abstractNumId", "")
            numbering.abstract[identifier] = dict(map(_level, element.iterfind(f"{W}lvl")))
            linked[identifier] = value(element.find(f"{W}numStyleLink"))
            by_link[value(element.find(f"{W}styleLink"))] = identifier
        for identifier, style in linked.items():
            if style and not numbering.abstract[identifier] and style in by_link:
                numbering.abstract[identifier] = numbering.abstract[by_link[style]]
        for element in root.iterfind(f"{W}num"):
            identifier = element.get(f"{W}numId", "")
            numbering.instances[identifier] = value(element.find(f"{W}abstractNumId"))
            numbering._read_overrides(identifier, element)
        return numbering

    def _read_overrides(self, identifier: str, element: etree._Element) -> None:
        for override in element.iterfind(f"{W}lvlOverride"):
            level = override.get(f"{W}ilvl", "0")
            start = value(override.find(f"{W}startOverride"))
            if start.isdigit() and level.isdigit():
                self.overrides.setdefault(identifier, {})[int(level)] = int(start)
            own = override.find(f"{W}lvl")
            if own is not None:
                number, definition = _level(own)
                self.replaced.setdefault(identifier, {})[number] = definition

    def level_of_style(self, num_id: str, style: str) -> int | None:
        """The level that a numbering definition ties to a paragraph style."""
        for number, level in self._levels(num_id).items():
            if level.style and level.style == style:
                return number
        return None

    def _levels(self, num_id: str) -> dict[int, Level]:
        base = self.abstract.get(self.instances.get(num_id, ""), {})
        return base | self.replaced.get(num_id, {})

    def label(self, num_id: str, level: int) -> str:
        """The next label of the list; empty if there is none to print."""
        levels = self._levels(num_id)
        definition = levels.get(level)
        if definition is None or num_id in ("", "0"):
            return ""
        counters = self._advance(num_id, level, levels)
        if definition.format == "bullet":
            return "–" if definition.text.strip() else ""
        if definition.format == "none":
            return ""
        return re.sub(
            r"%(\d)",
            lambda match: self._part(int(match[1]) - 1, levels, counters, definition),
            definition.text,
        )

    def _advance(self, num_id: str, level: int, levels: dict[int, Level]) -> dict[int, int]:
        abstract = self.instances[num_id]
        counters = self.counters.setdefault(abstract, {})
        if num_id not in self.started:
            self.started.add(num_id)
            for number, start in self.overrides.get(num_id, {}).items():
                counters[number] = start - 1
        for upper in range(level):
            counters.setdefault(upper, levels[upper].start if upper in levels else 1)
        start = levels[level].start
        counters[level] = counters.get(level, start - 1) + 1
        for deeper in [number for number in counters if number > level]:
            restart = levels[deeper].restart if deeper in levels else None
            if restart != 0:
                del counters[deeper]
        return counters

    def _part(
        self, level: int, levels: dict[int, Level], counters: dict[int, int], shown_in: Level
    ) -> str:
        definition = levels.get(level, Level())
        kind = "decimal" if shown_in.legal else definition.format
        return format_number(counters.get(level, definition.start), kind)


def _level(element: etree._Element) -> tuple[int, Level]:
    def number(name: str) -> int | None:
        written = value(element.find(f"{W}{name}"))
        return int(written) if written.isdigit() else None

    start = number("start")
    index = element.get(f"{W}ilvl", "0")
    return int(index) if index.isdigit() else 0, Level(
        start=1 if start is None else start,
        format=value(element.find(f"{W}numFmt"), "decimal"),
        text=value(element.find(f"{W}lvlText")),
        legal=on(element.find(f"{W}isLgl")),
        restart=number("lvlRestart"),
        style=value(element.find(f"{W}pStyle")),
    )
