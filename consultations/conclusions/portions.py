"""Rows in portions, so that the queries of many rows are few and none is too long."""

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Final, TypeVar

PORTION: Final = 500
T = TypeVar("T")


def portions(rows: Iterable[T]) -> Iterator[list[T]]:
    """Lists of at most PORTION rows, in their order."""
    left = iter(rows)
    while portion := list(islice(left, PORTION)):
        yield portion
