"""The demo's DOCX files: built from their sources, as an office would type them."""

import io
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn

from demo.build_bills import BILLS, TEXTS, Builder, SourceLine, build, main, read_source

NAMES = sorted(source.stem for source in TEXTS.glob("*.txt"))


def parts(data: bytes) -> dict[str, tuple[tuple[int, ...], bytes]]:
    """Name → time and content; the compression of a part may differ between zlib builds."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {info.filename: (info.date_time, archive.read(info)) for info in archive.infolist()}


@pytest.mark.parametrize("name", NAMES)
def test_committed_file_is_a_fresh_build(name: str) -> None:
    committed = (BILLS / f"{name}.docx").read_bytes()
    assert parts(committed) == parts(build(TEXTS / f"{name}.txt"))


def test_every_source_has_its_file_and_no_file_is_left_over() -> None:
    assert sorted(path.stem for path in BILLS.glob("*.docx")) == NAMES


def test_main_writes_all_files_into_a_folder(tmp_path: Path) -> None:
    main(tmp_path)
    assert sorted(path.stem for path in tmp_path.glob("*.docx")) == NAMES


def test_an_office_typed_it() -> None:
    document = Document(str(BILLS / "initiative-budgeting.docx"))
    by_text = {paragraph.text: paragraph for paragraph in document.paragraphs}
    assert document.styles["Normal"].font.name == "Times New Roman"
    assert document.styles["Normal"].font.size.pt == 14
    assert by_text["Проект"].alignment == WD_ALIGN_PARAGRAPH.RIGHT
    heading = by_text["Статья 1. Предмет регулирования настоящего Закона"]
    assert all(run.bold for run in heading.runs)
    raised = by_text["Статья 121. Инициативные проекты малых сельских населенных пунктов"]
    assert [run.text for run in raised.runs if run.font.superscript] == ["1"]
    assert [len(table.rows) for table in document.tables] == [9]


def test_word_numbers_two_articles_itself() -> None:
    document = Document(str(BILLS / "initiative-budgeting.docx"))
    numbered = [
        p for p in document.paragraphs if p._p.pPr is not None and p._p.pPr.numPr is not None
    ]
    assert len({p._p.pPr.numPr.numId.val for p in numbered}) == 2
    assert {p._p.pPr.numPr.ilvl.val for p in numbered} == {0, 1, 2}
    assert not any(p.text[0].isdigit() for p in numbered)


def test_signature_has_soft_line_breaks() -> None:
    document = Document(str(BILLS / "volunteers-v1.docx"))
    signature = next(p for p in document.paragraphs if p.text.startswith("Губернатор\n"))
    assert len(signature._p.findall(f".//{qn('w:br')}")) == 1


def test_unknown_mark_is_refused() -> None:
    with pytest.raises(ValueError, match="@bold"):
        Builder("t").build([SourceLine("bold", "text")])


def test_source_lines_are_read_with_their_marks() -> None:
    lines = list(read_source("@stamp Проект\n\n  1. Текст.\n@end\n"))
    assert lines == [
        SourceLine("stamp", "Проект"),
        SourceLine("", "1. Текст."),
        SourceLine("end", ""),
    ]
