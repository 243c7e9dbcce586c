"""Merged cells of a table are written out in each place that they cover."""

import pytest

from consultations.room import docx_tables
from consultations.room.docx_tables import grid
from core.uploads import RefusalCode, UploadRefused
from drafts.domain.nodes import Cell


def test_cells_over_rows_and_columns() -> None:
    rows = [
        [Cell(("а",), rowspan=3), Cell(("б",)), Cell(("в", "г"))],
        [Cell(("д",), colspan=2)],
        [Cell(("е",)), Cell(("ж",), rowspan=2)],
        [Cell(("з",)), Cell(("и",))],
    ]
    assert grid(rows) == [
        ["а", "б", "в\nг"],
        ["а", "д", "д"],
        ["а", "е", "ж"],
        ["з", "и", "ж"],
    ]


def test_a_block_in_the_middle() -> None:
    rows = [[Cell(("а",)), Cell(("б",), 2, 2), Cell(("в",))], [Cell(("г",)), Cell(("д",))]]
    assert grid(rows) == [["а", "б", "б", "в"], ["г", "б", "б", "д"]]


def test_a_table_without_end_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(docx_tables, "_MOST_CELLS", 3)
    with pytest.raises(UploadRefused) as refusal:
        grid([[Cell(("а",)), Cell(("б",))]] * 2)
    assert refusal.value.code is RefusalCode.TOO_COMPLEX
