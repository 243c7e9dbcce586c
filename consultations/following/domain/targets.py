"""What can be followed, as one short text: «bill:12», «topic:3», «municipality:белогорск»."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Self


class TargetKind(StrEnum):
    BILL = "bill"
    PROVISION = "provision"  # by its identity across versions
    COMMENT = "comment"
    TOPIC = "topic"
    MUNICIPALITY = "municipality"


@dataclass(frozen=True, slots=True)
class Target:
    """`value`: an id (bill, comment, topic), «bill id/lineage» (provision), or the normal form of a
    name (municipality)."""

    kind: TargetKind
    value: str

    @property
    def key(self) -> str:
        """The form in which it is stored."""
        return f"{self.kind}:{self.value}"

    @classmethod
    def parse(cls, key: str) -> Self:
        """The reverse of `key`. Raises ValueError."""
        kind, mark, value = key.partition(":")
        if not mark or not value:
            raise ValueError(key)
        return cls(TargetKind(kind), value)
