"""Small pieces of WordprocessingML: elements, runs and paragraphs."""

from collections.abc import Iterable
from typing import Final

from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.part import Part
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from core.documents.domain.blocks import Align, Run

JUSTIFICATION: Final = {
    Align.LEFT: "left",
    Align.CENTER: "center",
    Align.RIGHT: "right",
    Align.JUSTIFY: "both",
}


def element(tag: str, *children: Element, **attributes: str | int) -> Element:
    """`<w:tag w:attribute="…">children</w:tag>`; the caller keeps the order of the schema."""
    made: Element = OxmlElement(f"w:{tag}")
    for name, value in attributes.items():
        made.set(qn(f"w:{name}"), str(value))
    made.extend(children)
    return made


def replace_children(target: Element, source: Element) -> None:
    """Gives `target` the children of `source` instead of its own."""
    for child in list(target):
        target.remove(child)
    target.extend(list(source))


def text_pieces(text: str) -> list[Element]:
    """Text with its line breaks and tabs as the content of a run."""
    pieces: list[Element] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            pieces.append(element("br"))
        for place, part in enumerate(line.split("\t")):
            if place:
                pieces.append(element("tab"))
            if part:
                content = element("t")
                content.text = part
                content.set(qn("xml:space"), "preserve")
                pieces.append(content)
    return pieces


def run(text: str, *properties: Element) -> Element:
    """A run; `properties` are the children of its `w:rPr`."""
    head = [element("rPr", *properties)] if properties else []
    return element("r", *head, *text_pieces(text))


def styled_run(item: Run, part: Part) -> Element:
    """A run of the document, with its look by character styles where one style is enough.

    Insertions and deletions are looks, not tracked changes: those would be a question to whoever
    opens the file, and could be answered.
    """
    properties: list[Element] = []
    if item.href:
        properties.append(element("rStyle", val="Hyperlink"))
    elif item.inserted or item.deleted:
        properties.append(element("rStyle", val="Deleted" if item.deleted else "Inserted"))
    if item.bold:
        properties += [element("b"), element("bCs")]
    if item.italic:
        properties += [element("i"), element("iCs")]
    if item.deleted:
        properties.append(element("strike"))
    if item.inserted:
        properties.append(element("u", val="single"))
    made = run(item.text, *properties)
    if not item.href:
        return made
    link = element("hyperlink", made)
    link.set(qn("r:id"), part.relate_to(item.href, RELATIONSHIP_TYPE.HYPERLINK, is_external=True))
    return link


def paragraph(style: str, content: Iterable[Element] = (), *properties: Element) -> Element:
    """A paragraph of a style; `properties` follow `w:pStyle`, in the order of the schema."""
    head = element("pPr", element("pStyle", val=style), *properties)
    return element("p", head, *content)


def text_paragraph(style: str, text: str, *properties: Element) -> Element:
    return paragraph(style, [run(text)], *properties)


def field(instruction: str) -> list[Element]:
    """A field that Word computes (PAGE, NUMPAGES), with «1» until it does."""
    code = element("instrText")
    code.text = instruction
    code.set(qn("xml:space"), "preserve")
    return [
        element("r", element("fldChar", fldCharType="begin")),
        element("r", code),
        element("r", element("fldChar", fldCharType="separate")),
        run("1"),
        element("r", element("fldChar", fldCharType="end")),
    ]
