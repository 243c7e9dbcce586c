"""Charts of a DOCX file: pictures with a description, drawn by typst like those of a PDF."""

import io
import json
from typing import Any, Final

import typst
from docx.oxml.xmlchemy import BaseOxmlElement as Element
from docx.shared import Twips

from core.documents.docx_xml import element, paragraph, text_paragraph
from core.documents.domain.blocks import Chart
from core.documents.domain.text import map_texts
from core.documents.glyphs import drawable
from core.documents.pdf_json import chart_json
from core.documents.pdf_setting import CHARTS

DPI: Final = 200
_PAGE: Final = b"""
#set page(width: 165mm, height: auto, margin: 2mm, fill: white)
#set text(font: "Libertinus Serif", lang: "ru")
#chart-bars(json(bytes(sys.inputs.bars)))
"""


def chart_paragraphs(chart: Chart, caption: str, width: int, part: Any) -> list[Element]:
    """The picture, `width` twips wide at most, and its caption under it."""
    picture = part.new_pic_inline(io.BytesIO(chart_png(chart)), width=Twips(width))
    name = picture.docPr
    name.set("name", caption[:250])
    name.set("descr", f"{chart.title}. {chart.text}")
    holder = element("r", element("drawing", picture))
    return [
        paragraph("BodyText", [holder], element("keepNext"), element("ind", firstLine=0)),
        text_paragraph(
            "Caption", caption, element("keepNext", val=0), element("spacing", after=240)
        ),
    ]


def chart_png(chart: Chart) -> bytes:
    """The bars as a picture; the same chart gives the same bytes."""
    drawn = map_texts(chart, lambda text: drawable(text, cautious=True))
    return typst.compile(
        CHARTS.read_bytes() + _PAGE,
        sys_inputs={"bars": json.dumps(chart_json(drawn), ensure_ascii=False)},
        ignore_system_fonts=True,
        format="png",
        ppi=DPI,
    )
