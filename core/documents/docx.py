"""A document as DOCX (Word, LibreOffice): A4, margins 30/15/20/20 mm, Times New Roman.

python-docx packs the file; the content is written as WordprocessingML with the styles of
`docx_styles`. The same description gives the same bytes.
"""

import io
import zipfile
from collections.abc import Iterable
from datetime import UTC
from typing import Final

import docx
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml.ns import qn
from docx.oxml.parser import parse_xml
from docx.oxml.xmlchemy import BaseOxmlElement as Element

from core.documents.docx_charts import chart_paragraphs
from core.documents.docx_styles import LOCALES, numbering_xml, settings_xml, styles_xml
from core.documents.docx_tables import grid_table, key_value_table, signature_table
from core.documents.docx_xml import (
    JUSTIFICATION,
    element,
    field,
    paragraph,
    replace_children,
    run,
    styled_run,
    text_paragraph,
)
from core.documents.domain.blocks import (
    Align,
    Block,
    Chart,
    Document,
    Heading,
    KeyValue,
    Layout,
    List,
    Note,
    NoteKind,
    PageBreak,
    Paragraph,
    Quote,
    Signature,
    Table,
)
from core.documents.domain.numbering import Numbered, numbered
from core.documents.domain.text import cleaned
from core.documents.labels import figure_caption, labels, table_caption

MILLIMETRE: Final = 1440 / 25.4  # in twentieths of a point
PAGE_SHORT, PAGE_LONG = round(210 * MILLIMETRE), round(297 * MILLIMETRE)
MARGINS: Final = {"left": 30, "right": 15, "top": 20, "bottom": 20}
_UNUSED: Final = (
    "stylesWithEffects",
    "customXml",
    "thumbnail",
    "extended-properties",
    "theme",
    "webSettings",
    "fontTable",
)
_EPOCH: Final = (1980, 1, 1, 0, 0, 0)  # the earliest time a zip entry can have


def render_docx(document: Document, *, sheets: Iterable[Element] = ()) -> bytes:
    """The document as the bytes of a .docx file. `sheets`: WordprocessingML that follows it on
    landscape pages (forms to be filled in)."""
    return _Writer(cleaned(document)).render(sheets)


class _Writer:
    def __init__(self, document: Document) -> None:
        self.document = document
        self.labels = labels(document.language)
        self.file = docx.Document()
        self.part = self.file.part
        self.body: Element = self.file.element.body
        self.final_section: Element = self.body.sectPr
        self.ordered_lists = 0
        self.is_turned = document.layout is Layout.LANDSCAPE
        self.landscape = self.is_turned
        self.footer_id = ""

    def render(self, sheets: Iterable[Element]) -> bytes:
        self._look()
        self._properties()
        self._footer()
        for made in self._head():
            self._add(made)
        for item in numbered(self.document.blocks):
            self._turn(isinstance(item.block, Table) and item.block.landscape)
            for made in self._block(item):
                self._add(made)
        for made in sheets:
            self._turn(True)
            self._add(made)
        self._section(self.final_section)
        numbering = parse_xml(numbering_xml(self.ordered_lists))
        replace_children(self.part.numbering_part.element, numbering)
        return _packed(self.file)

    def _add(self, made: Element) -> None:
        self.final_section.addprevious(made)

    # --- the file ---

    def _look(self) -> None:
        language = self.document.language
        replace_children(self.file.styles.element, parse_xml(styles_xml(language)))
        replace_children(self.file.settings.element, parse_xml(settings_xml(language)))
        for relations in (self.part.package.rels, self.part.rels):
            for key, relation in list(relations.items()):
                if relation.reltype.endswith(_UNUSED):
                    del relations[key]

    def _properties(self) -> None:
        properties = self.file.core_properties
        created = self.document.created.astimezone(UTC)
        organisation = " ".join(self.document.requisites.organisation)
        properties.title = self.document.full_title[:255]
        properties.author = properties.last_modified_by = organisation[:255]
        properties.created = properties.modified = created.replace(microsecond=0, tzinfo=None)
        properties.language = LOCALES[self.document.language]
        properties.comments = properties.keywords = ""
        properties.revision = 1

    def _footer(self) -> None:
        """«стр. N из M», the same on every page; a section without its own footer inherits it."""
        footer = self.file.sections[0].footer
        content: list[Element] = []
        before, _, rest = self.labels.page.partition("{page}")
        between, _, after = rest.partition("{pages}")
        content += [run(before), *field("PAGE"), run(between), *field("NUMPAGES")]
        if after:
            content.append(run(after))
        replace_children(footer.part.element, element("ftr", paragraph("Footer", content)))
        self.footer_id = self.part.relate_to(footer.part, RELATIONSHIP_TYPE.FOOTER)

    # --- sections ---

    def _turn(self, landscape: bool) -> None:
        """Ends the section before a table that needs the page turned, and after it."""
        landscape = landscape or self.is_turned
        if landscape != self.landscape:
            section = element("sectPr")
            self._section(section)
            self._add(element("p", element("pPr", element("pStyle", val="Spacer"), section)))
            self.landscape = landscape

    def _section(self, section: Element) -> None:
        for child in list(section):
            section.remove(child)
        reference = element("footerReference", type="default")
        reference.set(qn("r:id"), self.footer_id)
        size = element("pgSz", w=PAGE_SHORT, h=PAGE_LONG)
        if self.landscape:
            size = element("pgSz", w=PAGE_LONG, h=PAGE_SHORT, orient="landscape")
        margins = {side: round(width * MILLIMETRE) for side, width in MARGINS.items()}
        section.extend(
            [
                reference,
                size,
                element("pgMar", **margins, header=567, footer=567, gutter=0),
                element("cols", space=708),
            ]
        )

    @property
    def text_width(self) -> int:
        page = PAGE_LONG if self.landscape else PAGE_SHORT
        return page - round((MARGINS["left"] + MARGINS["right"]) * MILLIMETRE)

    # --- the head of the first page ---

    def _head(self) -> Iterable[Element]:
        requisites = self.document.requisites
        if requisites.approval:
            yield text_paragraph("Approval", "\n".join(requisites.approval))
        if requisites.status:
            yield text_paragraph("Status", requisites.status)
        if requisites.organisation:
            yield text_paragraph("Organisation", "\n".join(requisites.organisation))
        if requisites.kind:
            yield text_paragraph("Title", requisites.kind)
        yield text_paragraph("Subtitle", self.document.title)
        number = requisites.number and f"{self.labels.number}\N{NO-BREAK SPACE}{requisites.number}"
        texts = [text for text in (requisites.date, requisites.place, number) if text]
        if len(texts) == 1:
            yield text_paragraph("Registration", texts[0], element("jc", val="center"))
        elif texts:
            yield text_paragraph("Registration", ("\t" if len(texts) > 2 else "\t\t").join(texts))

    # --- blocks ---

    def _block(self, item: Numbered) -> Iterable[Element]:
        block: Block = item.block
        match block:
            case Heading():
                text = f"{item.number} {block.text}" if item.number else block.text
                return [text_paragraph(f"Heading{block.level}", text)]
            case Paragraph():
                return [self._paragraph(block)]
            case List():
                return self._list(block)
            case Table():
                return self._table(block, item.number)
            case KeyValue():
                table = key_value_table(block, self.text_width, self.part)
                return [table, paragraph("Spacer")]
            case Quote():
                return self._quote(block)
            case Note():
                style = "Warning" if block.kind is NoteKind.WARNING else "Note"
                return self._paragraphs(style, block.paragraphs)
            case Chart():
                caption = figure_caption(self.document.language, item.number, block.title)
                return chart_paragraphs(block, caption, self.text_width, self.part)
            case PageBreak():
                return [element("p", element("r", element("br", type="page")))]
            case Signature():
                gap = element("spacing", before=360)
                table = signature_table(block, self.text_width)
                return [paragraph("Spacer", [], element("keepNext"), gap), table]

    def _runs(self, item: Paragraph) -> list[Element]:
        return [styled_run(one, self.part) for one in item.runs]

    def _paragraph(self, item: Paragraph) -> Element:
        properties: list[Element] = []
        if not item.indent or item.align in (Align.CENTER, Align.RIGHT):
            properties.append(element("ind", firstLine=0))
        if item.align is not Align.JUSTIFY:
            properties.append(element("jc", val=JUSTIFICATION[item.align]))
        return paragraph("BodyText", self._runs(item), *properties)

    def _paragraphs(self, style: str, items: Iterable[Paragraph]) -> list[Element]:
        return [paragraph(style, self._runs(item)) for item in items]

    def _list(self, block: List) -> list[Element]:
        number = 1
        if block.ordered:
            self.ordered_lists += 1
            number += self.ordered_lists
        made: list[Element] = []
        for item in block.items:
            first, *rest = item or (Paragraph(()),)
            mark = element("numPr", element("ilvl", val=0), element("numId", val=number))
            made.append(paragraph("ListParagraph", self._runs(first), mark))
            made += self._paragraphs("ListParagraph", rest)
        return made

    def _table(self, block: Table, number: str) -> list[Element]:
        made: list[Element] = []
        caption = block.label
        if block.caption:
            caption = table_caption(self.document.language, number, block.caption)
            made.append(text_paragraph("Caption", caption))
        made.append(grid_table(block, self.text_width, self.part, caption))
        # Word joins tables that touch each other.
        return [*made, paragraph("Spacer")]

    def _quote(self, block: Quote) -> list[Element]:
        made = self._paragraphs("Quote", block.paragraphs)
        if block.source:
            made.append(text_paragraph("QuoteSource", block.source))
        return made


def _packed(file: "docx.document.Document") -> bytes:
    """The file with its entries in order and without the time of packing."""
    raw, out = io.BytesIO(), io.BytesIO()
    file.save(raw)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, date_time=_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return out.getvalue()
