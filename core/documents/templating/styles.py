"""Our styles and numbering in a file of other people: theirs are used, what they lack is added."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Final

from docx.document import Document as DocxFile
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.oxml.ns import nsdecls, qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.parts.numbering import NumberingPart

from core.documents.docx_styles import numbering_xml, styles_xml

_USES: Final = tuple(qn(f"w:{name}") for name in ("pStyle", "rStyle", "tblStyle"))
_REFERS: Final = tuple(qn(f"w:{name}") for name in ("basedOn", "next", "link"))
_VAL: Final = qn("w:val")


def merge_styles(file: DocxFile, language: str) -> dict[str, str]:
    """Adds our styles that the file lacks. Returns its ids by ours: a localised Word calls its
    «heading 1» by another id."""
    target = file.styles.element
    names = {_key(style): style.get(qn("w:styleId"), "") for style in target.iter(qn("w:style"))}
    taken = set(names.values())
    defaults = {s.get(qn("w:type")) for s in target.iter(qn("w:style")) if s.get(qn("w:default"))}
    ids: dict[str, str] = {}
    added: list[Element] = []
    for style in parse_xml(styles_xml(language)).iter(qn("w:style")):
        own = style.get(qn("w:styleId"), "")
        if _key(style) in names:
            ids[own] = names[_key(style)]
            continue
        ids[own] = own if own not in taken else f"Veche{own}"
        made = deepcopy(style)
        made.set(qn("w:styleId"), ids[own])
        if made.get(qn("w:type")) in defaults and made.get(qn("w:default")):
            del made.attrib[qn("w:default")]
        added.append(made)
    for made in added:
        for name in _REFERS:
            for reference in made.iter(name):
                reference.set(_VAL, ids.get(reference.get(_VAL, ""), reference.get(_VAL, "")))
        target.append(made)
    return ids


def use_styles(elements: Iterable[Element], ids: dict[str, str]) -> None:
    """Names the styles of our elements as the file does."""
    changed = {own: theirs for own, theirs in ids.items() if own != theirs}
    if not changed:
        return
    for root in elements:
        for reference in root.iter(*_USES):
            value = reference.get(_VAL, "")
            reference.set(_VAL, changed.get(value, value))


def merge_numbering(file: DocxFile, ordered_lists: int) -> dict[str, str]:
    """Adds our lists to those of the file. Returns the new numbers by ours."""
    target = _numbering(file)
    ours = parse_xml(numbering_xml(ordered_lists))
    forms = [int(one.get(qn("w:abstractNumId"), 0)) for one in target.iter(qn("w:abstractNum"))]
    used = [int(one.get(qn("w:numId"), 0)) for one in target.iter(qn("w:num"))]
    form_shift, shift = max(forms, default=0), max(used, default=0)
    numbers: dict[str, str] = {}
    first = target.find(qn("w:num"))
    for form in ours.iter(qn("w:abstractNum")):
        made = deepcopy(form)
        made.set(qn("w:abstractNumId"), str(int(form.get(qn("w:abstractNumId"), 0)) + form_shift))
        if first is None:
            target.append(made)
        else:
            first.addprevious(made)  # the schema wants all forms before all lists
    last = target.findall(qn("w:num"))
    place = last[-1] if last else target[-1]
    for number in ours.iter(qn("w:num")):
        made = deepcopy(number)
        own = number.get(qn("w:numId"), "")
        numbers[own] = str(int(own) + shift)
        made.set(qn("w:numId"), numbers[own])
        form = made.find(qn("w:abstractNumId"))
        form.set(_VAL, str(int(form.get(_VAL)) + form_shift))
        place.addnext(made)
        place = made
    return numbers


def use_numbers(elements: Iterable[Element], numbers: dict[str, str]) -> None:
    for root in elements:
        for reference in root.iter(qn("w:numId")):
            reference.set(_VAL, numbers[reference.get(_VAL, "")])


def _key(style: Element) -> tuple[str, str]:
    name = style.find(qn("w:name"))
    words = "" if name is None else str(name.get(_VAL, ""))
    return str(style.get(qn("w:type"))), words.lower()


def _numbering(file: DocxFile) -> Element:
    for relation in file.part.rels.values():
        if relation.reltype == RELATIONSHIP_TYPE.NUMBERING:
            found: Element = relation.target_part.element
            return found
    root = parse_xml(f"<w:numbering {nsdecls('w')}/>")
    package = file.part.package
    name = PackURI("/word/numbering.xml")
    part = NumberingPart(name, CONTENT_TYPE.WML_NUMBERING, root, package)
    file.part.relate_to(part, RELATIONSHIP_TYPE.NUMBERING)
    return root
