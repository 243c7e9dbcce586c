"""What becomes of each row of a table."""

import pytest

from consultations.room.domain.judging import Known, RowFault, judge
from consultations.room.domain.names import Person, is_several, named
from consultations.room.domain.tables import TableRow

MARIA = Person(1, "Иванова Мария Петровна")
PETR = Person(2, "Иванов Пётр Кузьмич")
OLGA = Person(3, "Смирнова-Бек Ольга Львовна", "author_conflict")
IGOR = Person(4, "Котов Игорь Ильич", "author_not_declared")
ANNA = Person(5, "Иванова Анна Юрьевна")
KNOWN = Known(
    provisions={"article:1": 11, "article:1/paragraph:2": 12},
    people=(MARIA, PETR, OLGA, IGOR, ANNA),
    existing=frozenset({(1, 11, "срок не назван")}),
)


def row(**changes: str) -> TableRow:
    values = {"place": "статья 1", "text": "Нет срока", "author": "Иванова М.П."}
    return TableRow(1, **(values | changes))


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Иванова Мария Петровна", [MARIA]),
        ("Иванова М.П.", [MARIA]),
        ("М. П. Иванова", [MARIA]),
        ("иванова м п", [MARIA]),
        ("Иванова Мария", [MARIA]),
        ("Иванов П.К.", [PETR]),
        ("Иванов Петр", [PETR]),
        ("Смирнова-Бек", [OLGA]),
        ("Иванова", [MARIA, ANNA]),
        ("Иванова К.", []),
        ("Сидоров", []),
        ("М.П.", []),
        ("", []),
    ],
)
def test_people_by_name(written: str, found: list[Person]) -> None:
    assert named(written, KNOWN.people) == found


def test_several_people() -> None:
    assert is_several("Иванова М.П., Котов И.И.")
    assert is_several("Иванова и Котов")
    assert not is_several("Иванова М.П.")


def test_a_good_row() -> None:
    (judged,) = judge([row(importance="высокая", place="ч. 2 ст. 1")], KNOWN)
    assert judged.is_ok
    assert (judged.provision_id, judged.author_id, judged.importance) == (12, 1, "high")


def test_the_bill_as_a_whole() -> None:
    (judged,) = judge([row(place="законопроект в целом")], KNOWN)
    assert (judged.is_ok, judged.provision_id) == (True, None)


@pytest.mark.parametrize(
    ("changes", "faults"),
    [
        ({"text": ""}, (RowFault.MISSING_TEXT,)),
        ({"text": "", "place": "статья 99"}, (RowFault.MISSING_TEXT, RowFault.UNKNOWN_PROVISION)),
        ({"place": "статья 99"}, (RowFault.UNKNOWN_PROVISION,)),
        ({"place": ""}, (RowFault.UNKNOWN_PROVISION,)),
        ({"author": ""}, (RowFault.NO_AUTHOR,)),
        ({"author": "Сидоров"}, (RowFault.UNKNOWN_AUTHOR,)),
        ({"author": "Иванова М.П., Котов И.И."}, (RowFault.SEVERAL_AUTHORS,)),
        ({"author": "Иванова"}, (RowFault.AUTHOR_UNCLEAR,)),
        ({"author": "Смирнова-Бек О.Л."}, (RowFault.AUTHOR_CONFLICT,)),
        ({"author": "Котов"}, (RowFault.AUTHOR_NOT_DECLARED,)),
        ({"text": "Срок  НЕ назван."}, (RowFault.DUPLICATE,)),
        ({"text": "а" * 20_001}, (RowFault.TOO_LONG,)),
        ({"norm": "а" * 501}, (RowFault.TOO_LONG,)),
    ],
)
def test_faults(changes: dict[str, str], faults: tuple[RowFault, ...]) -> None:
    (judged,) = judge([row(**changes)], KNOWN)
    assert judged.faults == faults


def test_the_second_of_two_same_rows_is_a_duplicate() -> None:
    first, second, other = judge([row(), row(), row(author="Иванов П.К.")], KNOWN)
    assert (first.faults, second.faults, other.faults) == ((), (RowFault.DUPLICATE,), ())


def test_a_default_author_and_an_importance_that_nobody_understands() -> None:
    known = Known(KNOWN.provisions, KNOWN.people, default_author=2)
    (judged,) = judge([row(author="–", importance="да")], known)
    assert (judged.author_id, judged.importance, judged.importance_unclear) == (2, "medium", True)
    (named_row,) = judge([row()], known)
    assert named_row.author_id == 1
