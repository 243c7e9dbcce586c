"""Files of answers: keys, headings, rows, verdicts."""

from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from consultations.conclusions.domain.answers import AnswerData
from consultations.conclusions.domain.importing import (
    GroupState,
    JudgedRow,
    Known,
    ReasonWords,
    Verdict,
    judge,
)
from consultations.conclusions.domain.rowkeys import make_key, parse_key
from consultations.conclusions.domain.sheets import (
    HEADINGS,
    NEEDED,
    POSITIONS,
    Column,
    RawRow,
    RawTable,
    SheetProblem,
    SheetRow,
    column_of,
    position_of,
    read_sheets,
)
from consultations.conclusions.domain.substance import Flaw, text_key

SECRET = b"secret"
FEDERAL = "Противоречит федеральному законодательству"
REASONS = (
    ReasonWords("federal_law", "rejected", True, (FEDERAL, "Contradicts federal law")),
    ReasonWords("in_essence", "accepted", True, ("Учтено по существу, в другой редакции", "")),
    ReasonWords("part", "partly", True, ("Учтена часть предложения", "")),
)
EMPTY = ("", "", "", "", "")


def key(group: int = 1, version: int = 0, *, consultation: int = 7, words: Any = EMPTY) -> str:
    return make_key(SECRET, consultation=consultation, group=group, version=version, words=words)


def row(key_text: str | None = None, **cells: str) -> SheetRow:
    values = {"position": "не учтено", "reason": FEDERAL, "text": "Статья 7 запрещает это."}
    return SheetRow("2", key() if key_text is None else key_text, **(values | cells))


def state(group: int = 1, **values: Any) -> GroupState:
    return GroupState(group, 7, **({"version": 0} | values))


def known(*states: GroupState, **values: Any) -> Known:
    groups = {one.id: one for one in states or (state(),)}
    return Known(consultation=7, secrets=(SECRET,), groups=groups, reasons=REASONS, **values)


def judged(*rows: SheetRow, by: Known | None = None) -> list[JudgedRow]:
    return judge(rows, by or known())


def faults(found: JudgedRow) -> list[str]:
    return [fault.code for fault in found.faults]


# --- Keys -------------------------------------------------------------------------------------


@given(group=st.integers(1, 2**63 - 1), version=st.integers(0, 10**9), words=st.lists(st.text()))
def test_a_key_is_known_again(group: int, version: int, words: list[str]) -> None:
    made = key(group, version, words=words)
    found = parse_key(made)
    assert found is not None
    assert (found.group, found.version) == (group, version)
    assert found.is_made_by([b"new", SECRET], 7)
    assert not found.is_made_by([SECRET], 8)
    assert not found.is_made_by([b"other"], 7)
    assert not replace(found, group=group + 1).is_made_by([SECRET], 7)
    assert not replace(found, version=version + 1).is_made_by([SECRET], 7)


def test_a_key_may_be_copied_by_hand() -> None:
    made = key()
    cyrillic = made.translate(str.maketrans("ABCEHKMPTX-", "АВСЕНКМРТХ–"))
    assert parse_key(f"  {cyrillic.lower()} \n") == parse_key(made)


@pytest.mark.parametrize(
    "text", ["", "G1", "1", "G1-V0-AAAA", "G99999999999999999999-V1-AAAAAAA-AAAA"]
)
def test_what_is_no_key(text: str) -> None:
    assert parse_key(text) is None


# --- Headings and rows ------------------------------------------------------------------------


def test_every_heading_names_its_own_column() -> None:
    for column, heading in HEADINGS.items():
        assert column_of(heading.upper()) is column


@pytest.mark.parametrize(
    ("heading", "column"),
    [
        ("Позиция ответственного комитета", Column.POSITION),
        ("Основание позиции", Column.REASON),
        ("Обоснование позиции комитета", Column.TEXT),
        ("Обоснование предложения", None),
        ("Норма, на которую опирается позиция", Column.NORM),
        ("Ключ", Column.KEY),
        ("Иванова", None),
    ],
)
def test_headings_in_other_words(heading: str, column: Column | None) -> None:
    assert column_of(heading) is column


def test_positions_are_known_by_their_words() -> None:
    for code, words in POSITIONS.items():
        assert position_of(f" {words.upper()}. ") == code
    assert position_of("вне предмета") == "out_of_scope"
    assert position_of("да") is None


def table(*rows: tuple[str, ...], name: str = "Ответы") -> RawTable:
    return RawTable(name, tuple(RawRow(n, cells) for n, cells in enumerate(rows, start=1)))


HEAD = tuple(HEADINGS[column] for column in NEEDED)


def test_columns_may_stand_anywhere() -> None:
    head = ("Моя заметка", *reversed(HEAD))
    line = ("!", "редакция", "норма", "текст", "осн.", "учтено", "K1")
    found = read_sheets([table(("Заголовок",), head, (), line)])
    assert found.rows == (SheetRow("4", "K1", "учтено", "осн.", "текст", "норма", "редакция"),)


def test_a_missing_column_is_named_and_nothing_is_read() -> None:
    found = read_sheets([table(HEAD[:-1], ("K1", "учтено", "", "", ""))])
    assert found.problem is SheetProblem.MISSING
    assert found.missing == (Column.EXPECTED,)
    assert found.rows == ()


def test_what_has_no_table() -> None:
    assert read_sheets([]).problem is SheetProblem.NO_TABLE
    assert read_sheets([table(("Имя", "Адрес"))]).problem is SheetProblem.NO_TABLE
    assert read_sheets([table(HEAD)]).problem is SheetProblem.NO_ROWS


def test_two_files_in_one_and_blank_rows() -> None:
    line = ("K1", "учтено", "", "", "", "")
    found = read_sheets([table(HEAD, line, ("", " "), HEAD, ("K2", *line[1:]))])
    assert [(one.label, one.key) for one in found.rows] == [("2", "K1"), ("5", "K2")]


def test_rows_of_two_sheets_say_which_sheet() -> None:
    line = ("K1", "учтено", "", "", "", "")
    found = read_sheets([table(HEAD, line), table(HEAD, line, name="Копия")])
    assert [one.label for one in found.rows] == ["Ответы: 2", "Копия: 2"]


def test_blocks_of_a_document() -> None:
    title = ("№ 1. Статья 5\nКлюч (не менять): K1",) * 3
    block = [title, *[("вопрос", HEADINGS[column], f"{column}!") for column in NEEDED[1:]]]
    found = read_sheets([table(*block, name="")])
    assert found.rows == (
        SheetRow("1", "K1", "position!", "reason!", "text!", "norm!", "expected!"),
    )


def test_a_key_in_an_answer_begins_no_block() -> None:
    block = [
        ("Ключ (не менять): K1",) * 3,
        ("вопрос", "Позиция комитета", "учтено"),
        ("вопрос", "Обоснование", "Ключ: решение"),
    ]
    (found,) = read_sheets([table(*block, name="")]).rows
    assert (found.key, found.text) == ("K1", "Ключ: решение")


def test_what_nobody_has_chosen_is_nothing() -> None:
    cells = ("K1", "не выбрано", "Не выбрано", "", "", "")
    (found,) = read_sheets([table(HEAD, cells)]).rows
    assert found.is_empty


# --- Verdicts ---------------------------------------------------------------------------------


def test_a_good_row_is_a_new_draft() -> None:
    (found,) = judged(row())
    assert found.verdict is Verdict.NEW
    assert found.data == AnswerData("rejected", "federal_law", "Статья 7 запрещает это.")
    assert (found.group, found.version, found.faults, found.flaws) == (1, 0, (), ())


def test_a_reason_may_be_written_in_english_and_in_small_letters() -> None:
    (found,) = judged(row(reason="contradicts  federal law."))
    assert found.data is not None
    assert found.data.reason_code == "federal_law"


NOW = AnswerData("rejected", "federal_law", "Прежний ответ.")


def test_what_stands_there_already_is_the_same_whatever_its_version() -> None:
    by = known(state(version=3, current=NOW, reason_title=FEDERAL))
    (found,) = judged(row(key(version=1), text="Прежний ответ.  \n"), by=by)
    assert found.verdict is Verdict.SAME


def test_other_words_change_the_answer() -> None:
    (found,) = judged(row(), by=known(state(current=NOW, reason_title=FEDERAL)))
    assert found.verdict is Verdict.CHANGED


def test_a_retired_reason_may_stay_but_is_not_for_new_answers() -> None:
    old = AnswerData("rejected", "old", "Прежний ответ.")
    by = known(state(current=old, reason_title="Прежнее основание"))
    (same,) = judged(row(reason="Прежнее основание", text="Прежний ответ."), by=by)
    assert same.verdict is Verdict.SAME
    (new,) = judged(row(reason="Прежнее основание"))
    assert faults(new) == ["unknown_reason_words"]


def test_what_a_colleague_has_changed_is_not_overwritten() -> None:
    by = known(state(version=2, current=NOW, reason_title=FEDERAL))
    (found,) = judged(row(key(version=1)), by=by)
    assert faults(found) == ["stale"]


def test_a_row_that_nobody_touched_is_no_fault_though_a_colleague_has_answered() -> None:
    cells = ("не учтено", FEDERAL, "Старый ответ.", "", "")
    by = known(state(version=2, current=NOW, reason_title=FEDERAL))
    (found,) = judged(row(key(version=1, words=cells), text="Старый ответ."), by=by)
    assert found.verdict is Verdict.UNTOUCHED


def test_empty_rows_are_skipped() -> None:
    (found,) = judged(SheetRow("2", key()))
    assert (found.verdict, found.faults) == (Verdict.EMPTY, ())


def test_a_key_in_two_rows_is_a_fault_of_both() -> None:
    found = judged(row(), row(text="Иначе."), SheetRow("4", key()))
    assert [faults(one) for one in found] == [["key_twice"], ["key_twice"], []]


@pytest.mark.parametrize(
    ("key_text", "fault"),
    [
        ("", "no_key"),
        ("G1-V0-AAAAAAA-AAAA", "changed_key"),
        ("что-то", "changed_key"),
        (key(2), "changed_key"),  # there is no such group
        (key(3, consultation=8), "other_event"),
        (key(3), "changed_key"),  # of another event, but with a check of ours
    ],
)
def test_keys_that_are_not_true(key_text: str, fault: str) -> None:
    by = known(state(), GroupState(3, 8, version=0))
    (found,) = judged(row(key_text), by=by)
    assert (faults(found), found.group) == ([fault], None)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        ({"position": ""}, "no_position"),
        ({"position": "да"}, "unknown_position"),
        ({"reason": ""}, "no_reason"),
        ({"reason": "потому что"}, "unknown_reason_words"),
        ({"reason": "Учтена часть предложения"}, "unknown_reason"),
        ({"text": ""}, "no_reasoning"),
        ({"expected": "новые слова"}, "needless_wording"),
        ({"text": "а" * 20_001}, "too_long"),
        ({"norm": "а" * 501}, "too_long"),
    ],
)
def test_faults_of_an_answer(cells: dict[str, str], fault: str) -> None:
    (found,) = judged(row(**cells))
    assert faults(found) == [fault]


def test_an_expected_wording_is_needed_and_differs() -> None:
    by = known(state(has_wording=True, original="в течение  трёх дней"))
    accepted = {"position": "учтено", "reason": "", "text": ""}
    (missing,) = judged(row(**accepted), by=by)
    (same,) = judged(row(**accepted, expected="в течение\nтрёх дней"), by=by)
    (good,) = judged(row(**accepted, expected="в течение пяти дней"), by=by)
    assert faults(missing) == ["no_expected_wording"]
    assert faults(same) == ["same_wording"]
    assert good.verdict is Verdict.NEW


def test_groups_that_are_gone() -> None:
    (merged,) = judged(row(), by=known(state(merged_into=9, is_shown=False)))
    (hidden,) = judged(row(), by=known(state(is_shown=False)))
    assert [(one.code, one.detail) for one in merged.faults] == [("merged", "9")]
    assert faults(hidden) == ["hidden"]


def test_formulas_and_tables_inside_cells() -> None:
    (formula,) = judged(replace(row(), formulas=(Column.TEXT,)))
    (nested,) = judged(replace(row(), nested=(Column.TEXT,)))
    assert [(one.code, one.detail) for one in formula.faults] == [("formula", "text")]
    assert [(one.code, one.detail) for one in nested.faults] == [("nested_table", "text")]


def test_every_fault_of_a_row_is_named() -> None:
    (found,) = judged(row(key(version=1), position="да", norm="а" * 501))
    assert faults(found) == ["stale", "too_long", "unknown_position"]


def test_empty_phrases_and_repeats_are_warnings() -> None:
    words = "не представляется возможным"
    by = known(
        state(), state(2), phrases=[words], texts={text_key("Статья 9 запрещает ярмарки."): {5}}
    )
    first, second = judged(row(text=words), row(key(2), text=words), by=by)
    assert (first.verdict, first.flaws) == (Verdict.NEW, (Flaw.EMPTY, Flaw.REPEATED))
    assert second.flaws == (Flaw.EMPTY, Flaw.REPEATED)
    (other,) = judged(row(text="Статья 9 запрещает ярмарки!"), by=by)
    assert other.flaws == (Flaw.REPEATED,)
    (own,) = judged(row(), by=known(texts={text_key("Статья 7 запрещает это."): {1}}))
    assert own.flaws == ()
