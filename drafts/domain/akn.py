"""An act as Akoma Ntoso 3.0 XML (OASIS LegalDocML).

Unit → element of the same name; subpoint → ``subparagraph`` and «§» → ``hcontainer``, for which
the standard has no name. A quotation is ``mod/quotedStructure``; editors' notes and footnotes are
``authorialNote``; annexes are ``attachment/doc``.
"""

import re
import xml.etree.ElementTree as ET
from collections.abc import Iterable
from dataclasses import dataclass

from . import paths
from .nodes import (
    Act,
    Alinea,
    Block,
    Figure,
    Kind,
    Line,
    Note,
    QuotedStructure,
    Role,
    Table,
    Unit,
    quotations,
)

NAMESPACE = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
_ELEMENTS = {
    Kind.PART_OF_ACT: "part",
    Kind.SECTION: "section",
    Kind.SUBSECTION: "subsection",
    Kind.CHAPTER: "chapter",
    Kind.DIVISION: "hcontainer",
    Kind.ARTICLE: "article",
    Kind.PARAGRAPH: "paragraph",
    Kind.POINT: "point",
    Kind.SUBPOINT: "subparagraph",
}
_MONTHS = [
    "января",
    "февраля",
    "марта",
    "апреля",
    "мая",
    "июня",
    "июля",
    "августа",
    "сентября",
    "октября",
    "ноября",
    "декабря",
]
_DATE = re.compile(
    rf"(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})|(\d{{2}})\.(\d{{2}})\.(\d{{4}})"
)
_NUMBER = re.compile(r"(?:№|N)\s*([\w/\-–]+)")
_UNKNOWN_DATE = "0001-01-01"


@dataclass(frozen=True, slots=True)
class Identity:
    """What the FRBR addresses are made of. ``kind`` is ``bill`` or ``act``."""

    jurisdiction: str = "ru"
    kind: str = "bill"
    date: str = _UNKNOWN_DATE
    number: str = "nn"
    language: str = "rus"

    @property
    def work(self) -> str:
        return f"/akn/{self.jurisdiction}/{self.kind}/{self.date}/{self.number}"

    @property
    def expression(self) -> str:
        return f"{self.work}/{self.language}@{self.date}"


def identity_of(act: Act, jurisdiction: str = "ru") -> Identity:
    """Date and number as printed in the act; unknown ones are placeholders."""
    text = "\n".join(line.text for line in (*act.back, *act.front) if line.role in _DATED)
    number = _NUMBER.search(text)
    return Identity(
        jurisdiction=jurisdiction,
        kind="act" if number and any(char.isdigit() for char in number[1]) else "bill",
        date=iso_date(text) or _UNKNOWN_DATE,
        number=paths.transliterate(number[1].strip("_")) if number else "nn",
    )


_DATED = (Role.DATE, Role.NUMBER, Role.DATE_NUMBER)


def iso_date(text: str) -> str:
    """The first date in ``text`` («27 декабря 2019», «27.12.2019») as 2019-12-27, or nothing."""
    found = _DATE.search(text.lower())
    if not found:
        return ""
    if found[1]:
        return f"{found[3]}-{_MONTHS.index(found[2]) + 1:02d}-{int(found[1]):02d}"
    return f"{found[6]}-{found[5]}-{found[4]}"


def to_akn(act: Act, identity: Identity | None = None) -> str:
    """The act as an XML document in UTF-8 text."""
    return _Writer(act, identity or identity_of(act)).document()


class _Writer:
    def __init__(self, act: Act, identity: Identity) -> None:
        self.act = act
        self.identity = identity
        self.eids: dict[int, str] = {}  # by identity: equal units stand in different places
        for placed in paths.walk(act):
            self.eids[id(placed.unit)] = placed.eid
            self._number_quotations((*placed.unit.intro, *placed.unit.wrap_up), placed.eid)
        self._number_quotations(act.preamble, "preamble")
        self.modifications = 0

    def _number_quotations(self, blocks: Iterable[Block], prefix: str) -> None:
        for number, block in enumerate(quotations(blocks), start=1):
            eid = f"{prefix}__qstr_{number}"
            self.eids[id(block)] = eid
            self._number_quotations((*block.intro, *block.wrap_up), eid)
            for placed in paths.quoted_units(block, "", eid):
                self.eids[id(placed.unit)] = placed.eid
                self._number_quotations((*placed.unit.intro, *placed.unit.wrap_up), placed.eid)

    def document(self) -> str:
        root = ET.Element("akomaNtoso", {"xmlns": NAMESPACE})
        main = ET.SubElement(root, self.identity.kind, {"name": self.identity.kind})
        self._meta(main, "!main")
        if self.act.front:
            preface = ET.SubElement(main, "preface")
            for line in self.act.front:
                self._front_line(preface, line)
        if self.act.preamble:
            self._blocks(ET.SubElement(main, "preamble"), self.act.preamble, "preamble")
        body = ET.SubElement(main, "body")
        units = [unit for unit in self.act.units if unit.kind is not Kind.ANNEX]
        for unit in units:
            self._unit(body, unit, "")
        if not units:
            _empty(body)
        self._conclusions(main)
        self._attachments(main, [unit for unit in self.act.units if unit.kind is Kind.ANNEX])
        _indent(root, "\n")
        return '<?xml version="1.0" encoding="UTF-8"?>\n' + ET.tostring(root, "unicode") + "\n"

    # --- around the text --------------------------------------------------------------------

    def _meta(self, parent: ET.Element, component: str) -> None:
        meta = ET.SubElement(parent, "meta")
        identification = ET.SubElement(meta, "identification", {"source": "#veche"})
        work, expression = self.identity.work, self.identity.expression
        for level, address in (
            ("FRBRWork", work),
            ("FRBRExpression", expression),
            ("FRBRManifestation", f"{expression}.xml"),
        ):
            element = ET.SubElement(identification, level)
            ET.SubElement(element, "FRBRthis", {"value": f"{address}/{component}"})
            ET.SubElement(element, "FRBRuri", {"value": address})
            ET.SubElement(element, "FRBRdate", {"date": self.identity.date, "name": "publication"})
            ET.SubElement(element, "FRBRauthor", {"href": "#author"})
            if level == "FRBRWork":
                country = self.identity.jurisdiction.split("-")[0]
                ET.SubElement(element, "FRBRcountry", {"value": country})
            elif level == "FRBRExpression":
                ET.SubElement(element, "FRBRlanguage", {"language": self.identity.language})
        if component != "!main":
            return
        references = ET.SubElement(meta, "references", {"source": "#veche"})
        ET.SubElement(
            references,
            "TLCOrganization",
            {"eId": "veche", "href": "/ontology/organization/veche", "showAs": "Veche"},
        )
        ET.SubElement(
            references,
            "TLCOrganization",
            {"eId": "author", "href": "/ontology/organization/author", "showAs": self._issuer()},
        )

    def _issuer(self) -> str:
        names = [line.text for line in self.act.front if line.role is Role.ISSUER]
        return " ".join(names) or self.act.act_type or "—"

    def _front_line(self, preface: ET.Element, line: Line) -> None:
        names = {Role.TITLE: "docTitle", Role.ACT_TYPE: "docType", Role.NUMBER: "docNumber"}
        paragraph = ET.SubElement(preface, "p", {"class": str(line.role)})
        name = names.get(line.role)
        target = ET.SubElement(paragraph, name) if name else paragraph
        target.text = line.text

    def _conclusions(self, main: ET.Element) -> None:
        if not self.act.back:
            return
        conclusions = ET.SubElement(main, "conclusions")
        for line in self.act.back:
            paragraph = ET.SubElement(conclusions, "p", {"class": str(line.role)})
            paragraph.text = line.text

    def _attachments(self, parent: ET.Element, annexes: list[Unit]) -> None:
        if not annexes:
            return
        attachments = ET.SubElement(parent, "attachments")
        for annex in annexes:
            eid = self.eids[id(annex)]
            attachment = ET.SubElement(attachments, "attachment", {"eId": eid})
            if annex.num:
                ET.SubElement(attachment, "num").text = annex.num
            if annex.heading:
                ET.SubElement(attachment, "heading").text = annex.heading
            doc = ET.SubElement(attachment, "doc", {"name": "annex"})
            self._meta(doc, f"!{eid}")
            if annex.stamp:
                preface = ET.SubElement(doc, "preface")
                for text in annex.stamp:
                    ET.SubElement(preface, "p").text = text
            main = ET.SubElement(doc, "mainBody")
            self._inner(main, annex, eid, [u for u in annex.children if u.kind is not Kind.ANNEX])
            self._attachments(doc, [u for u in annex.children if u.kind is Kind.ANNEX])

    # --- units ------------------------------------------------------------------------------

    def _unit(self, parent: ET.Element, unit: Unit, eid: str) -> None:
        eid = eid or self.eids[id(unit)]
        attributes = {"eId": eid}
        if unit.kind is Kind.DIVISION:
            attributes["name"] = "division"
        element = ET.SubElement(parent, _ELEMENTS[unit.kind], attributes)
        ET.SubElement(element, "num").text = unit.num or unit.number
        if unit.heading:
            ET.SubElement(element, "heading").text = unit.heading
        self._inner(element, unit, eid, list(unit.children))

    def _inner(self, element: ET.Element, unit: Unit, eid: str, children: list[Unit]) -> None:
        hierarchical = element.tag != "mainBody"
        if children:
            if unit.intro:
                self._flow(element, "intro" if hierarchical else "hcontainer", unit.intro, eid)
            for child in children:
                self._unit(element, child, "")
            if unit.wrap_up:
                self._flow(element, "wrapUp" if hierarchical else "hcontainer", unit.wrap_up, eid)
        elif not hierarchical or len([b for b in unit.intro if isinstance(b, Alinea)]) < 2:
            if not hierarchical:
                self._flow(element, "hcontainer", unit.intro, eid)
            else:
                self._blocks(ET.SubElement(element, "content"), unit.intro, eid)
        else:
            self._alineas(element, unit.intro, eid)

    def _flow(self, parent: ET.Element, name: str, blocks: tuple[Block, ...], eid: str) -> None:
        if name == "hcontainer":
            box = ET.SubElement(
                parent,
                "hcontainer",
                {"name": "text", "eId": f"{eid}__hcontainer_{len(parent) + 1}"},
            )
            self._blocks(ET.SubElement(box, "content"), blocks, eid)
        else:
            self._blocks(ET.SubElement(parent, name), blocks, eid)

    def _alineas(self, parent: ET.Element, blocks: tuple[Block, ...], eid: str) -> None:
        """Every абзац an ``alinea``; what is no абзац stays with the one before it."""
        groups: list[list[Block]] = []
        for block in blocks:
            if isinstance(block, Alinea) or not groups:
                groups.append([])
            groups[-1].append(block)
        for number, group in enumerate(groups, start=1):
            name = f"{eid}__al_{number}"
            alinea = ET.SubElement(parent, "alinea", {"eId": name})
            self._blocks(ET.SubElement(alinea, "content"), tuple(group), eid)

    def _blocks(self, parent: ET.Element, blocks: Iterable[Block], eid: str) -> None:
        for block in blocks:
            match block:
                case Alinea():
                    _paragraph(parent, block)
                case Note():
                    self._note(parent, block)
                case Table(rows):
                    _table(parent, rows)
                case Figure(name, description):
                    paragraph = ET.SubElement(parent, "p")
                    ET.SubElement(paragraph, "img", {"src": name, "alt": description})
                case QuotedStructure():
                    self._quotation(parent, block)
        if not len(parent):
            ET.SubElement(parent, "p")

    def _note(self, parent: ET.Element, note: Note) -> None:
        inside = len(parent) and parent[-1].tag == "p" and note.inline
        host = parent[-1] if inside else ET.SubElement(parent, "p")
        attributes = {"placement": "inline" if note.inline else "bottom"}
        element = ET.SubElement(host, "authorialNote", attributes)
        ET.SubElement(element, "p").text = note.text

    def _quotation(self, parent: ET.Element, block: QuotedStructure) -> None:
        eid = self.eids[id(block)]
        self.modifications += 1
        paragraph = ET.SubElement(parent, "p")
        mod = ET.SubElement(paragraph, "mod", {"eId": f"mod_{self.modifications}"})
        attributes = {"eId": eid}
        if block.opening:
            attributes["startQuote"] = block.opening
        if block.closing:
            attributes["endQuote"] = block.closing[0]
        quoted = ET.SubElement(mod, "quotedStructure", attributes)
        if block.intro or not block.units:
            self._blocks(quoted, block.intro, eid)
        for unit in block.units:
            if unit.kind is Kind.ANNEX:
                self._attachments(quoted, [unit])
            else:
                self._unit(quoted, unit, "")
        if block.wrap_up:
            self._blocks(quoted, block.wrap_up, eid)
        mod.tail = block.closing[1:].strip() or None


def _paragraph(parent: ET.Element, block: Alinea) -> None:
    """A ``p`` whose references are ``ref`` elements."""
    paragraph = ET.SubElement(parent, "p")
    before: ET.Element | None = None
    done = 0
    for link in (*block.links, None):
        words = block.text[done : link.start if link else None]
        if before is None:
            paragraph.text = words
        else:
            before.tail = words
        if link is not None:
            before = ET.SubElement(paragraph, "ref", {"href": f"#{link.eid}"})
            before.text = block.text[link.start : link.end]
            done = link.end


def _indent(element: ET.Element, newline: str) -> None:
    """Pretty printing that leaves running text alone: ``p`` and single-line elements."""
    if not len(element) or element.tag in ("p", "num", "heading"):
        return
    inner = newline + "  "
    element.text = inner
    for child in element:
        _indent(child, inner)
        child.tail = inner
    element[-1].tail = newline


def _empty(parent: ET.Element) -> None:
    box = ET.SubElement(parent, "hcontainer", {"name": "empty", "eId": "hcontainer_1"})
    ET.SubElement(ET.SubElement(box, "content"), "p")


def _table(parent: ET.Element, rows: Iterable[Iterable[object]]) -> None:
    table = ET.SubElement(parent, "table")
    for row in rows:
        line = ET.SubElement(table, "tr")
        for cell in row:
            spans = {
                name: str(getattr(cell, name))
                for name in ("colspan", "rowspan")
                if getattr(cell, name) != 1
            }
            box = ET.SubElement(line, "td", spans)
            for text in getattr(cell, "lines", ()) or ("",):
                ET.SubElement(box, "p").text = text or None
