"""The labelled set of tests/data/grouping."""

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from pathlib import Path

DATA = Path(__file__).resolve().parents[3] / "data" / "grouping"


@dataclass(frozen=True, slots=True)
class Labelled:
    id: str
    provision: str
    group: str
    edit: str
    text: str


@cache
def texts() -> tuple[Labelled, ...]:
    with (DATA / "labelled.csv").open(encoding="utf-8", newline="") as stream:
        return tuple(Labelled(**row) for row in csv.DictReader(stream))


@cache
def opposites() -> tuple[tuple[str, str, str], ...]:
    with (DATA / "opposites.csv").open(encoding="utf-8", newline="") as stream:
        return tuple((row["first"], row["second"], row["why"]) for row in csv.DictReader(stream))


def campaigns() -> dict[str, list[Labelled]]:
    """Texts by group, where a group has more than one."""
    found: dict[str, list[Labelled]] = defaultdict(list)
    for text in texts():
        found[text.group].append(text)
    return {group: members for group, members in found.items() if len(members) > 1}
