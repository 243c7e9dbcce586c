"""How the positions of the committee are counted: the one definition.

What is counted are published proposals, remarks of councils and adopted recommendations of
hearings, not groups: an answer to a group of forty proposals counts forty times. Counts are not
votes.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Self


class Kind(StrEnum):
    PROPOSAL = "proposals"
    REMARK = "remarks"
    RECOMMENDATION = "recommendations"


@dataclass(frozen=True, slots=True)
class Counts:
    """By position; `waiting` have none yet."""

    accepted: int = 0
    partly: int = 0
    rejected: int = 0
    noted: int = 0
    out_of_scope: int = 0
    waiting: int = 0

    @property
    def answered(self) -> int:
        return self.accepted + self.partly + self.rejected + self.noted + self.out_of_scope

    @property
    def accepted_any(self) -> int:
        """Accepted, in full or in part."""
        return self.accepted + self.partly

    @property
    def total(self) -> int:
        return self.answered + self.waiting

    def __add__(self, other: "Counts") -> "Counts":
        mine, theirs = asdict(self), asdict(other)
        return Counts(**{name: mine[name] + theirs[name] for name in mine})


@dataclass(frozen=True, slots=True)
class Tally:
    """Positions on citizens' proposals, councils' remarks and recommendations of hearings."""

    proposals: Counts = Counts()
    remarks: Counts = Counts()
    recommendations: Counts = Counts()

    @classmethod
    def of(cls, rows: Iterable[tuple[Kind, str | None, int]]) -> Self:
        """From rows (what it is, disposition or None, how many)."""
        sums: dict[Kind, dict[str, int]] = {kind: {} for kind in Kind}
        for kind, disposition, count in rows:
            name = disposition or "waiting"
            sums[kind][name] = sums[kind].get(name, 0) + count
        return cls(**{str(kind): Counts(**found) for kind, found in sums.items()})

    @property
    def total(self) -> Counts:
        return self.proposals + self.remarks + self.recommendations

    @property
    def answered(self) -> int:
        return self.total.answered

    @property
    def accepted_any(self) -> int:
        return self.total.accepted_any

    @property
    def waiting(self) -> int:
        return self.total.waiting
