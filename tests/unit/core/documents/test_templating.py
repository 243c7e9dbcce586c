"""Templates of other people: what they may say, and what becomes of our blocks in them."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace

import docx
import pytest
from docx.document import Document as DocxFile
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn
from docx.shared import Mm

from core.documents.docx import render_docx
from core.documents.domain.blocks import (
    Block,
    Document,
    Heading,
    List,
    Paragraph,
    Run,
    paragraph,
    paragraphs,
    row,
)
from core.documents.templating.checking import problems
from core.documents.templating.marks import Mark, MarkKind, Vocabulary
from core.documents.templating.problems import ProblemCode
from core.documents.templating.rendering import render_template
from core.documents.templating.stock import stock_template
from core.documents.templating.trial import tried
from core.uploads import UploadRefused
from tests.factories.documents import CREATED, summary_conclusion, tally_table, wide_table
from tests.unit.core.documents.reading import docx_words

VOCABULARY = Vocabulary(
    (
        *(Mark(name) for name in ("organisation", "kind", "title", "date", "place", "number")),
        Mark("status"),
        Mark("signer.name"),
        Mark("councils", "", MarkKind.LIST, ("name", "number")),
        Mark("body", "", MarkKind.BLOCKS),
        Mark("chapters.findings", "", MarkKind.BLOCKS),
        Mark("chapters.signatures", "", MarkKind.BLOCKS),
    ),
    content=frozenset({"body", "chapters.findings"}),
    signing=frozenset({"body", "signer.name", "chapters.signatures"}),
)
VALUES = {
    "organisation": "Палата",
    "kind": "Сводное заключение",
    "title": "О сроках & <мерах> \U0001f4dc",
    "date": "12 марта",
    "place": "",
    "number": "4/2026",
    "status": "Редакция 2",
    "signer.name": "И.О. Фамилия",
    "councils": [{"name": "Первый", "number": "1"}, {"name": "Второй", "number": "2"}],
}


def built(*lines: str, change: Callable[[DocxFile], None] | None = None) -> bytes:
    """A template with these paragraphs, as Word would save it."""
    file = docx.Document()
    for line in lines:
        file.add_paragraph(line)
    if change is not None:
        change(file)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def rendered(template: bytes, *blocks: Block, signatures: tuple[Block, ...] = ()) -> bytes:
    document = Document(title="О сроках", created=CREATED, blocks=())
    chapters = {"body": blocks, "chapters.findings": blocks, "chapters.signatures": signatures}
    return render_template(template, document, VALUES, chapters)


def opened(data: bytes) -> DocxFile:
    return docx.Document(io.BytesIO(data))


def codes(*lines: str) -> list[tuple[str, str]]:
    return [(str(one.code), one.mark) for one in problems(built(*lines), VOCABULARY)]


# --- what is taken ---


def test_the_stock_template_has_no_problems() -> None:
    assert problems(stock_template(), VOCABULARY) == ()
    assert tried(stock_template(), VOCABULARY).startswith(b"PK")


def test_conditions_and_loops_are_taken() -> None:
    lines = ("{%p if number and place == 'Благовещенск' %}", "{{ number }}", "{%p endif %}")
    loop = ("{%p for one in councils %}", "{{ one.name }}", "{%p endfor %}")
    assert codes(*lines, *loop, "{{p body }}") == []


# --- what is refused, and how it is named ---


def test_every_unknown_mark_is_named_with_its_paragraph() -> None:
    template = built("№ {{ nomer }} от {{ data }}", "{{p body }}", "{{ signer.age }}")
    found = [(one.code, one.mark, one.place) for one in problems(template, VOCABULARY)]
    assert found == [
        (ProblemCode.UNKNOWN, "nomer", "№ {{ nomer }} от {{ data }}"),
        (ProblemCode.UNKNOWN, "data", "№ {{ nomer }} от {{ data }}"),
        (ProblemCode.UNKNOWN, "signer.age", "{{ signer.age }}"),
    ]


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("{{ number", "broken"),
        ("number }}", "broken"),
        ("{{ number + }}", "broken"),
        ("{# words #}", "broken"),
        ("{{ number() }}", "forbidden"),
        ("{{ number | upper }}", "forbidden"),
        ("{{ 'а' * 1000000000 }}", "forbidden"),
        ("{{ number.__class__ }}", "unknown"),
        ("{{ councils[0] }}", "forbidden"),
        ("{% for n in range(9) %}{{ number }}{% endfor %}", "forbidden"),
        ("{% set a = 1 %}", "forbidden"),
        (
            "{% for a in councils %}{% for b in councils %}{% endfor %}{% endfor %}",
            "forbidden",
        ),
        ("{% include 'x' %}", "forbidden"),
        ("{% for n in persons %}{% endfor %}", "unknown"),
        ("{% if number %}", "unbalanced"),
        ("{% endif %}", "unbalanced"),
        ("{% if number %}{% endfor %}{% endif %}", "unbalanced"),
        ("{{ body }} and words", "misplaced"),
        ("Words {{p body }}", "misplaced"),
        ("{{p number }}", "misplaced"),
        ("{%tr for one in councils %}{%tr endfor %}", "misplaced"),
    ],
)
def test_what_is_more_than_a_mark_is_refused(line: str, code: str) -> None:
    found = {one for one, _mark in codes(line, "{{p chapters.findings }}", "{{ signer.name }}")}
    assert code in found


def test_a_template_without_content_or_a_place_to_sign_is_refused() -> None:
    assert codes("{{ number }}") == [("no_content", ""), ("no_signature", "")]
    assert codes("{{p chapters.findings }}") == [("no_signature", "")]


def test_chapters_have_no_place_in_tables_loops_and_headers() -> None:
    def in_table(file: DocxFile) -> None:
        file.add_table(1, 1).cell(0, 0).text = "{{p chapters.findings }}"
        file.sections[0].header.paragraphs[0].text = "{{p chapters.signatures }}"

    found = problems(built("{{p body }}", change=in_table), VOCABULARY)
    assert [(one.code, one.mark) for one in found] == [
        (ProblemCode.MISPLACED, "chapters.findings"),
        (ProblemCode.MISPLACED, "chapters.signatures"),
    ]
    assert ("twice", "body") in codes("{{p body }}", "{{p body }}")


def test_marks_out_of_sight_are_refused() -> None:
    def in_attribute(file: DocxFile) -> None:
        file.paragraphs[0]._p.set(qn("w:rsidR"), "{{ number.__class__ }}")

    found = problems(built("{{p body }}", change=in_attribute), VOCABULARY)
    assert [one.code for one in found] == [ProblemCode.FORBIDDEN]


def test_links_to_files_elsewhere_and_files_inside_are_refused() -> None:
    def linked(file: DocxFile) -> None:
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/image"
        file.part.relate_to("https://example.org/a.png", kind, is_external=True)

    found = problems(built("{{p body }}", change=linked), VOCABULARY)
    assert [(one.code, one.mark) for one in found] == [
        (ProblemCode.LINKED, "https://example.org/a.png")
    ]
    data = io.BytesIO(built("{{p body }}"))
    with zipfile.ZipFile(data, "a") as archive:
        archive.writestr("word/embeddings/a.docx", b"")
    assert [one.code for one in problems(data.getvalue(), VOCABULARY)] == [ProblemCode.EMBEDDED]


def test_a_file_that_is_no_document_is_a_problem_not_an_error() -> None:
    with io.BytesIO() as out:
        with zipfile.ZipFile(out, "w") as archive:
            archive.writestr("word/document.xml", b"<a>")
        assert [one.code for one in problems(out.getvalue(), VOCABULARY)] == [ProblemCode.FAILED]


def test_the_trial_refuses_what_the_checker_cannot_see() -> None:
    with pytest.raises(UploadRefused):
        tried(built("{{ number | upper }}"), VOCABULARY)


# --- what becomes of the blocks ---


def test_the_stock_path_says_what_the_writer_says() -> None:
    document = replace(summary_conclusion(), requisites=replace(
        summary_conclusion().requisites, approval=(), status=""
    ))  # fmt: skip
    head = document.requisites
    values = {
        "organisation": "\n".join(head.organisation),
        "kind": head.kind,
        "title": document.title,
        "date": head.date,
        "place": head.place,
        "number": head.number,
        "status": "",
    }
    made = render_template(stock_template(), document, values, {"body": document.blocks})
    plain = render_docx(document)
    assert docx_words(made) == docx_words(plain)
    ours, theirs = opened(made), opened(plain)
    assert [p.style.name for p in ours.paragraphs if p.style] == [
        p.style.name for p in theirs.paragraphs if p.style
    ]
    assert [s.orientation for s in ours.sections] == [s.orientation for s in theirs.sections]
    assert len(ours.element.body.findall(".//" + qn("w:tblHeader"))) == len(
        theirs.element.body.findall(".//" + qn("w:tblHeader"))
    )
    again = render_template(stock_template(), document, values, {"body": document.blocks})
    assert again == made


def test_the_stock_template_says_what_a_revision_replaces() -> None:
    said = [one.text for one in opened(rendered(stock_template(), paragraph("Конец"))).paragraphs]
    assert said[-2:] == ["Редакция 2", "Конец"]


def test_words_are_set_as_text() -> None:
    made = rendered(built("{{ title }}", "{{p body }}"), paragraph("Конец"))
    assert [p.text for p in opened(made).paragraphs] == ["О сроках & <мерах> \U0001f4dc", "Конец"]


def test_rows_of_a_table_are_repeated() -> None:
    def table(file: DocxFile) -> None:
        made = file.add_table(3, 2)
        made.cell(0, 0).text = "{%tr for one in councils %}"
        made.cell(1, 0).text, made.cell(1, 1).text = "{{ one.number }}", "{{ one.name }}"
        made.cell(2, 0).text = "{%tr endfor %}"

    template = built("{{p body }}", change=table)
    assert problems(template, VOCABULARY) == ()
    rows = opened(rendered(template)).tables[0].rows
    assert [[cell.text for cell in one.cells] for one in rows] == [["1", "Первый"], ["2", "Второй"]]


def test_styles_of_the_template_are_used_and_missing_ones_are_added() -> None:
    def localised(file: DocxFile) -> None:
        for style in file.styles.element.iter(qn("w:style")):
            if style.get(qn("w:styleId")) == "Heading1":
                style.set(qn("w:styleId"), "11")

    template = built("{{p body }}", change=localised)
    file = opened(rendered(template, Heading(1, "Раздел"), *tally_table_and_text()))
    heading = file.paragraphs[0]
    assert heading._p.find(f"{qn('w:pPr')}/{qn('w:pStyle')}").get(qn("w:val")) == "11"
    used = {node.get(qn("w:val")) for node in file.element.body.iter(qn("w:pStyle"))}
    known = {style.get(qn("w:styleId")) for style in file.styles.element.iter(qn("w:style"))}
    assert "TableText" in used
    assert used <= known
    defaults = [s for s in file.styles.element.iter(qn("w:style")) if s.get(qn("w:default"))]
    assert len(defaults) == len({s.get(qn("w:type")) for s in defaults})


def tally_table_and_text() -> tuple[Block, ...]:
    link = Paragraph((Run("адрес", href="https://example.org/"),))
    return (tally_table(), List(True, (paragraphs("Первое"), paragraphs("Второе"))), link)


def test_lists_and_links_join_those_of_the_template() -> None:
    def own_list(file: DocxFile) -> None:
        file.add_paragraph("Своё", style="List Number")

    template = built("{{p body }}", change=own_list)
    file = opened(rendered(template, *tally_table_and_text()))
    numbers = [
        one.get(qn("w:numId")) for one in file.part.numbering_part.element.findall(qn("w:num"))
    ]
    assert len(numbers) == len(set(numbers))
    used = {one.get(qn("w:val")) for one in file.element.body.iter(qn("w:numId"))}
    assert used
    assert used <= set(numbers)
    link = next(file.element.body.iter(qn("w:hyperlink")))
    assert file.part.rels[link.get(qn("r:id"))].target_ref == "https://example.org/"


def test_wide_tables_turn_the_page_of_the_template() -> None:
    def page(file: DocxFile) -> None:
        section = file.sections[0]
        section.left_margin, section.right_margin = Mm(22), Mm(11)
        section.header.paragraphs[0].text = "Бланк {{ number }}"

    template = built("{{p body }}", "{{ signer.name }}", change=page)
    file = opened(rendered(template, paragraph("До"), wide_table(), paragraph("После")))
    assert [one.orientation for one in file.sections] == [
        WD_ORIENT.PORTRAIT,
        WD_ORIENT.LANDSCAPE,
        WD_ORIENT.PORTRAIT,
    ]
    assert {round(one.left_margin.mm) for one in file.sections if one.left_margin} == {22}
    assert {one.header.paragraphs[0].text for one in file.sections} == {"Бланк 4/2026"}


def test_numbers_of_chapters_run_in_the_order_of_the_template() -> None:
    template = built("{{p chapters.signatures }}", "{{p chapters.findings }}")
    made = rendered(
        template,
        Heading(1, "Выводы", numbered=True),
        signatures=(Heading(1, "Подписи", numbered=True),),
    )
    assert [p.text for p in opened(made).paragraphs] == ["1. Подписи", "2. Выводы"]


def test_thousands_of_rows_are_inserted_as_they_are() -> None:
    columns = len(tally_table().columns)
    table = replace(tally_table(), rows=tuple(row(*["х"] * columns) for _ in range(2000)))
    made = opened(rendered(stock_template(), table))
    assert len(made.element.body.findall(".//" + qn("w:tr"))) == 2000 + len(table.header)
