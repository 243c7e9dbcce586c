"""How many members of a council come from public associations (212-FZ, art. 13; the resolution,
2.2.1)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass


def plain_name(name: str) -> str:
    """A name of an organisation as it is compared: case, quotation marks, ё and spaces do not
    count."""
    kept = (char if char.isalnum() else " " for char in name.casefold().replace("ё", "е"))
    return " ".join("".join(kept).split())


@dataclass(frozen=True, slots=True)
class Share:
    """Members by who nominated them: public associations, others, and those of whom it is not
    known."""

    associations: int = 0
    others: int = 0
    unknown: int = 0

    @property
    def members(self) -> int:
        return self.associations + self.others + self.unknown

    @property
    def percent(self) -> int:
        """Of all members, rounded down: a hundred means all."""
        return self.associations * 100 // self.members if self.members else 0

    @property
    def is_alarming(self) -> bool:
        """There are members, and none is known to come from a public association."""
        return self.members > 0 and self.associations == 0


def share(
    members: Iterable[tuple[int, str]],
    *,
    nominated: Mapping[int, bool],
    organisations: Mapping[str, bool],
) -> Share:
    """`members`: (membership, name of the nominating organisation); `nominated`: whether an
    association did, by membership, from the competitions; `organisations`: the same by plain names,
    for the memberships that no competition names."""
    counts = {True: 0, False: 0, None: 0}
    for membership, name in members:
        known = nominated.get(membership)
        if known is None and name.strip():
            known = organisations.get(plain_name(name))
        counts[known] += 1
    return Share(counts[True], counts[False], counts[None])
