"""How the positions of the committee are counted: the one definition.

What is counted are published proposals and remarks of councils, not groups: an answer to a group
of forty proposals counts forty times. Counts are not votes.
"""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Self


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
    """Positions on citizens' proposals and on councils' remarks."""

    proposals: Counts = Counts()
    remarks: Counts = Counts()

    @classmethod
    def of(cls, rows: Iterable[tuple[bool, str | None, int]]) -> Self:
        """From rows (is a remark, disposition or None, how many)."""
        sums: dict[bool, dict[str, int]] = {False: {}, True: {}}
        for is_remark, disposition, count in rows:
            name = disposition or "waiting"
            sums[is_remark][name] = sums[is_remark].get(name, 0) + count
        return cls(proposals=Counts(**sums[False]), remarks=Counts(**sums[True]))

    @property
    def total(self) -> Counts:
        return self.proposals + self.remarks

    @property
    def answered(self) -> int:
        return self.total.answered

    @property
    def accepted_any(self) -> int:
        return self.total.accepted_any

    @property
    def waiting(self) -> int:
        return self.total.waiting
