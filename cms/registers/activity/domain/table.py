"""A table of councils, years and forms of public control."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Cell:
    """How often a form was used: counted from the platform's own records, and entered by hand."""

    counted: int = 0
    entered: int = 0

    @property
    def total(self) -> int:
        return self.counted + self.entered


@dataclass(frozen=True, slots=True)
class Line:
    """A council in a year; `cells` in the order of the forms."""

    council: int
    year: int
    cells: tuple[Cell, ...]
    opinions: int

    @property
    def total(self) -> int:
        return sum(cell.total for cell in self.cells)


def table(
    forms: Sequence[str],
    *,
    held: Mapping[Key, Mapping[str, int]],
    entered: Mapping[Key, Mapping[str, int]],
    opinions: Mapping[Key, int],
) -> list[Line]:
    """A line for each (council, year) in which there was anything; the latest years first."""
    keys = {*held, *entered, *opinions}
    return [
        Line(
            council,
            year,
            tuple(
                Cell(
                    held.get((council, year), {}).get(form, 0),
                    entered.get((council, year), {}).get(form, 0),
                )
                for form in forms
            ),
            opinions.get((council, year), 0),
        )
        for council, year in sorted(keys, key=lambda key: (-key[1], key[0]))
    ]


def sums(forms: Sequence[str], lines: Iterable[Line]) -> tuple[list[int], int]:
    """All lines together: of each form, and opinions."""
    known = list(lines)
    totals = [sum(line.cells[place].total for line in known) for place in range(len(forms))]
    return totals, sum(line.opinions for line in known)
