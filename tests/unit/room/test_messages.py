"""Every code has its words."""

from consultations.room.domain.judging import RowFault
from consultations.room.domain.seats import SeatKind
from consultations.room.domain.tables import Column
from consultations.room.errors import RoomProblem
from consultations.room.messages import COLUMNS, PROBLEMS, ROW_FAULTS, SEATS


def test_every_code_has_words() -> None:
    assert set(PROBLEMS) == set(RoomProblem)
    assert set(ROW_FAULTS) == set(RowFault)
    assert set(COLUMNS) == set(Column)
    assert set(SEATS) == set(SeatKind)
