"""Charts in every format: seen, described in words, and the same twice."""

import io
import zipfile
from typing import Any
from xml.etree import ElementTree

import pytest
from pypdf import PdfReader

from core.documents.docx import render_docx
from core.documents.domain.blocks import Bar, Chart, Column, Document, Table, cell, group_row, row
from core.documents.html import render_fragment
from core.documents.pdf import render_pdf
from core.documents.pdf_json import _joined
from tests.factories.documents import CREATED
from tests.unit.core.documents.reading import squeeze

LONG = "Некоммерческие организации, общественные объединения и объединения граждан"
CHART = Chart(
    "Предложения <по участникам>",
    (Bar("Граждане", 120), Bar(LONG, 12), Bar("Советы \U0001f44d", 0)),
    "Граждане – 120; остальные – 12.",
)


def document(*charts: Chart) -> Document:
    return Document(title="О сроках", created=CREATED, blocks=charts or (CHART,))


def svg(chart: Chart) -> ElementTree.Element:
    html = render_fragment(document(chart))
    start, end = html.index("<svg"), html.index("</svg>") + len("</svg>")
    return ElementTree.fromstring(html[start:end])  # noqa: S314


def test_html_has_a_picture_with_a_name_a_description_and_numbers() -> None:
    picture = svg(CHART)
    name = "{http://www.w3.org/2000/svg}"
    assert picture.get("role") == "img"
    ids = [picture.find(f"{name}{tag}").get("id") for tag in ("title", "desc")]  # type: ignore[union-attr]
    assert picture.get("aria-labelledby") == " ".join(str(one) for one in ids)
    assert picture.findtext(f"{name}title") == CHART.title
    assert picture.findtext(f"{name}desc") == CHART.text
    words = squeeze("".join(picture.itertext()))
    assert all(squeeze(f"{bar.label}{bar.value}") in words for bar in CHART.bars)
    lengths = [int(rect.get("width", "")) for rect in picture.iter(f"{name}rect")]
    assert lengths == [300, 30, 0]


def test_no_inline_styles_and_no_id_twice() -> None:
    html = render_fragment(document(CHART, CHART))
    assert "style=" not in html
    assert html.count('id="chart-1-title"') == html.count('id="chart-2-title"') == 1
    assert "Рисунок\N{NO-BREAK SPACE}2 — Предложения &lt;по участникам&gt;" in html


@pytest.mark.parametrize("bars", [(), (Bar("", 0),), (Bar("Один", 0), Bar("Два", 0))])
def test_nothing_to_show_is_no_error(bars: tuple[Bar, ...]) -> None:
    chart = Chart("Пусто", bars, "Ничего.")
    assert svg(chart).get("role") == "img"
    assert render_pdf(document(chart))
    assert render_docx(document(chart))


def test_a_word_file_has_a_described_picture() -> None:
    data = render_docx(document())
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        tree = ElementTree.fromstring(file.read("word/document.xml"))  # noqa: S314
        pictures = [name for name in file.namelist() if name.endswith(".png")]
    drawn = [node for node in tree.iter() if node.tag.endswith("}docPr")]
    assert [node.get("descr") for node in drawn] == [f"{CHART.title}. {CHART.text}"]
    assert len(pictures) == 1
    assert data == render_docx(document())


def _figures(node: Any) -> list[str]:
    node = node.get_object()
    if isinstance(node, list):
        return [text for child in node for text in _figures(child)]
    if not isinstance(node, dict):
        return []
    mine = [str(node["/Alt"])] if node.get("/S") == "/Figure" else []
    return mine + (_figures(node["/K"]) if "/K" in node else [])


def test_a_pdf_has_a_figure_with_its_words() -> None:
    reader = PdfReader(io.BytesIO(render_pdf(document())))
    root: Any = reader.trailer["/Root"]
    assert _figures(root["/StructTreeRoot"]["/K"]) == [f"{CHART.title}. {CHART.text}"]
    assert "120" in reader.pages[0].extract_text()


def test_the_words_of_a_group_stay_with_its_title() -> None:
    lead = (cell("Текст законопроекта: кратко.", span=2),)
    long = (cell("Слово. " * 2000, span=2),)
    table = Table(
        (Column(), Column()),
        (row("№", "Что"),),
        (group_row("Статья 1", columns=2), lead, row("1", "да"), long),
    )
    assert [table.is_lead(one) for one in table.rows] == [False, True, False, False]
    rows = [
        {"group": table.is_group(one), "lead": table.is_lead(one), "cells": [number]}
        for number, one in enumerate(table.rows)
    ]
    assert [made["cells"] for made in _joined(rows)] == [[0, 1], [2], [3]]
    text = render_docx(Document(title="О сроках", created=CREATED, blocks=(table,)))
    with zipfile.ZipFile(io.BytesIO(text)) as file:
        assert file.read("word/document.xml").count(b"<w:keepNext/>") == 2
