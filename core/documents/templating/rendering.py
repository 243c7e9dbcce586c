"""Sets a document into a template.

docxtpl fills in the words; whole chapters are only marked by it and inserted afterwards as
elements, because its regular expressions would read thousands of rows as text, many times over.
"""

import io
from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any, Final

from docx.oxml.ns import qn
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docxtpl import DocxTemplate
from jinja2 import Environment
from markupsafe import Markup

from core.documents.docx import _packed, _Writer
from core.documents.docx_xml import element
from core.documents.domain.blocks import Block, Document, Table
from core.documents.domain.numbering import Numbered, numbered
from core.documents.domain.text import clean, cleaned
from core.documents.templating.language import environment
from core.documents.templating.marks import nested
from core.documents.templating.styles import (
    merge_numbering,
    merge_styles,
    use_numbers,
    use_styles,
)

_URI: Final = "urn:veche:blocks"


class _Template(DocxTemplate):
    def render_properties(
        self, context: dict[str, Any], jinja_env: Environment | None = None
    ) -> None:
        """The properties of the file are ours: nothing is filled in there."""


def render_template(
    template: bytes,
    document: Document,
    values: Mapping[str, Any],
    blocks: Mapping[str, tuple[Block, ...]],
) -> bytes:
    """The bytes of a .docx. `values`: texts and lists of the marks («bill.title»); `blocks`: what
    marks for whole chapters stand for; a missing chapter leaves nothing. The same content gives
    the same bytes. Raises whatever docxtpl, jinja2 and python-docx do over a bad template."""
    filled = _Template(io.BytesIO(template))
    context = {name: _texts(value) for name, value in values.items()}
    marks = {name: Markup(_marker(name)) for name in blocks}  # noqa: S704 - our own names
    filled.render(nested({**context, **marks}), environment())
    writer = _Inserter(cleaned(document), filled)
    writer.insert({name: cleaned(content) for name, content in blocks.items()})
    return _packed(writer.file)


def placed(root: Element) -> list[Element]:
    """The markers of whole chapters in their order."""
    return [one for one in root.iter(qn("w:customXml")) if one.get(qn("w:uri")) == _URI]


def _marker(name: str) -> str:
    return f'<w:customXml w:uri="{_URI}" w:element="{name}"/>'


def _texts(value: Any) -> Any:
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, Mapping):
        return {name: _texts(one) for name, one in value.items()}
    return [_texts(one) for one in value] if isinstance(value, (list, tuple)) else value


class _Inserter(_Writer):
    """Writes blocks at the markers, on the pages that the template has there."""

    def __init__(self, document: Document, template: DocxTemplate) -> None:
        super().__init__(document)
        self.file = template.docx
        self.part = self.file.part
        self.body = self.file.element.body
        self.final_section = self.body.get_or_add_sectPr()
        self.place: Element = self.final_section
        self.governing: Element = self.final_section
        self.made: list[Element] = []

    def insert(self, blocks: Mapping[str, tuple[Block, ...]]) -> None:
        self._properties()
        ids = merge_styles(self.file, self.document.language)
        markers = placed(self.body)
        # Numbers of headings and tables run through the document in the order of the template.
        rows: list[Block] = []
        ends: list[int] = []
        for marker in markers:
            rows += blocks[marker.get(qn("w:element"), "")]
            ends.append(len(rows))
        items = list(numbered(rows))
        for marker, start, end in zip(markers, [0, *ends], ends, strict=False):
            self._at(marker, items[start:end])
        use_styles(self.made, ids)
        if any(next(root.iter(qn("w:numId")), None) is not None for root in self.made):
            use_numbers(self.made, merge_numbering(self.file, self.ordered_lists))

    def _at(self, marker: Element, items: Iterable[Numbered]) -> None:
        self.place = marker
        self.governing = self._governing(marker)
        for item in items:
            self._turn(isinstance(item.block, Table) and item.block.landscape)
            for made in self._block(item):
                self._add(made)
        if self.landscape and marker.getnext() is self.governing:
            self._section(self.governing)  # nothing follows: no empty page
            self.landscape = False
        self._turn(False)
        marker.getparent().remove(marker)

    def _add(self, made: Element) -> None:
        self.place.addprevious(made)
        self.made.append(made)

    def _governing(self, marker: Element) -> Element:
        """The properties of the section in which the marker stands."""
        for following in marker.itersiblings():
            found = following.find(f"{qn('w:pPr')}/{qn('w:sectPr')}")
            if found is not None:
                return found
        return self.final_section

    # --- sections of the template ---

    def _turn(self, landscape: bool) -> None:
        if landscape == self.landscape:
            return
        section = deepcopy(self.governing)
        self._section(section)
        self._add(element("p", element("pPr", element("pStyle", val="Spacer"), section)))
        # What follows is the same section of the template: its first page was already.
        for name in ("titlePg", "pgNumType"):
            for once in self.governing.findall(qn(f"w:{name}")):
                self.governing.remove(once)
        for kind in self.governing.findall(qn("w:type")):
            self.governing.remove(kind)
        self.landscape = landscape

    def _section(self, section: Element) -> None:
        """Turns a copy of the template's section if the page is turned now."""
        size = section.find(qn("w:pgSz"))
        if size is None or not self.landscape:
            return
        sides = sorted(int(size.get(qn(f"w:{side}"), 0)) for side in ("w", "h"))
        size.set(qn("w:w"), str(sides[1]))
        size.set(qn("w:h"), str(sides[0]))
        size.set(qn("w:orient"), "landscape")

    @property
    def text_width(self) -> int:
        size, margins = self.governing.find(qn("w:pgSz")), self.governing.find(qn("w:pgMar"))
        if size is None or margins is None:
            return super().text_width
        sides = sorted(int(size.get(qn(f"w:{side}"), 0)) for side in ("w", "h"))
        page = sides[1] if self.landscape else int(size.get(qn("w:w"), 0))
        return page - sum(int(margins.get(qn(f"w:{side}"), 0)) for side in ("left", "right"))
