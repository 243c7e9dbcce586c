from drafts.domain.display import LineType, text_lines
from drafts.domain.nodes import (
    Alinea,
    Cell,
    Figure,
    Kind,
    Note,
    NoteKind,
    QuotedStructure,
    Table,
    Unit,
)


def _shown(lines) -> list[tuple[int, str, str]]:
    return [(line.level, line.number, line.text) for line in lines]


def test_own_blocks_come_in_order_with_their_types() -> None:
    rows = ((Cell(("а", "б")), Cell(("в",), colspan=2)),)
    lines = text_lines(
        [
            Alinea("Первый."),
            Note("(в ред. Закона)", inline=True),
            Note("Сноска", NoteKind.FOOTNOTE),
            Table(rows),
            Figure("image1.png", "Герб"),
        ]
    )
    assert [line.type for line in lines] == [
        LineType.ALINEA, LineType.NOTE, LineType.FOOTNOTE, LineType.TABLE, LineType.FIGURE,
    ]  # fmt: skip
    assert lines[1].inline
    assert lines[3].rows == rows
    assert lines[4].text == "Герб"


def test_quotation_gets_its_marks_back_around_its_units() -> None:
    quoted = QuotedStructure(
        opening="«",
        closing="».",
        units=(
            Unit(
                Kind.ARTICLE, "5.1", "Статья 5.1.", heading="Реестр",
                children=(
                    Unit(Kind.PARAGRAPH, "1", "1.", intro=(Alinea("Реестр ведёт орган."),)),
                    Unit(Kind.PARAGRAPH, "2", "2.", intro=(Alinea("Форма открытая"),)),
                ),
            ),
        ),
    )  # fmt: skip
    lines = text_lines([Alinea("дополнить статьёй 5.1:"), quoted])
    assert _shown(lines) == [
        (0, "", "дополнить статьёй 5.1:"),
        (1, "«Статья 5.1.", "Реестр"),
        (2, "1.", "Реестр ведёт орган."),
        (2, "2.", "Форма открытая»."),
    ]
    assert lines[1].type is LineType.HEADING


def test_quotation_of_a_table_has_its_marks_on_lines_of_their_own() -> None:
    lines = text_lines([QuotedStructure("«", "»;", intro=(Table(((Cell(("1",)),),)),))])
    assert [line.type for line in lines] == [LineType.ALINEA, LineType.TABLE, LineType.ALINEA]
    assert (lines[0].text, lines[2].text) == ("«", "»;")


def test_number_of_a_quoted_unit_without_text_stands_alone() -> None:
    inner = QuotedStructure("„", "“", intro=(Alinea("слова"),))
    lines = text_lines(
        [QuotedStructure("«", "»", units=(Unit(Kind.POINT, "2", "2)", intro=(inner,)),))]
    )
    assert _shown(lines) == [(1, "«2)", ""), (2, "", "„слова“»")]


def test_empty_quotation_is_still_one_line() -> None:
    assert _shown(text_lines([QuotedStructure("«", "»")])) == [(1, "", "«»")]


def test_depth_of_quotations_is_bounded() -> None:
    unit = Unit(Kind.POINT, "1", "1)", intro=(Alinea("дно"),))
    for _step in range(12):
        unit = Unit(Kind.POINT, "1", "1)", intro=(Alinea("x"),), children=(unit,))
    lines = text_lines([QuotedStructure("«", "»", units=(unit,))])
    assert max(line.level for line in lines) == 6
    assert len(lines) == 13
