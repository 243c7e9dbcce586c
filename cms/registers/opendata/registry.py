"""Registers as open data: each with its columns, its files and its passport. A register declares a
`Dataset` and registers it when its app starts."""

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from django.db.models import QuerySet

from core.documents.csv import Value
from core.documents.tableschema import PROFILE, FileColumn, fields

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_PORTION: Final = 500


@dataclass(frozen=True, slots=True)
class Dataset:
    """`slug`: its permanent address. `rows`: what is public now, in the order of the files, with
    all that `values` reads; `values`: of one row, as many as there are columns. `changed`: when
    something in it changed last, None while it is empty. `key`: the columns that no two rows share;
    `page`: where people read the same."""

    slug: str
    title: "StrOrPromise"
    about: "StrOrPromise"
    keywords: tuple["StrOrPromise", ...]
    period: "StrOrPromise"
    columns: tuple[FileColumn, ...]
    key: tuple[str, ...]
    rows: Callable[[], QuerySet[Any]]
    values: Callable[[Any], tuple[Value, ...]]
    changed: Callable[[], dt.datetime | None]
    page: Callable[[], str]

    @property
    def header(self) -> list[str]:
        return [column.title for column in self.columns]

    def lines(self) -> Iterator[tuple[Value, ...]]:
        """The values of all rows, read in portions."""
        return map(self.values, self.rows().iterator(chunk_size=_PORTION))

    def records(self) -> Iterator[Mapping[str, Value]]:
        """The same by titles of columns."""
        header = self.header
        return (dict(zip(header, line, strict=True)) for line in self.lines())

    def schema(self, address: str) -> dict[str, Any]:
        """Its Table Schema as plain JSON; `address` is where it is served."""
        return {
            "$schema": PROFILE,
            "id": address,
            "title": str(self.title),
            "description": str(self.about),
            "fieldsMatch": ["exact"],
            "fields": fields(self.columns),
            "primaryKey": list(self.key),
            "missingValues": [""],
        }


_datasets: dict[str, Dataset] = {}


def register(dataset: Dataset) -> None:
    """Adds a dataset (once, in `ready`); raises ValueError if its address is taken."""
    if dataset.slug in _datasets:
        raise ValueError(f"dataset {dataset.slug} is registered already")
    _datasets[dataset.slug] = dataset


def datasets() -> Iterable[Dataset]:
    """All of them, in the order of their titles."""
    return sorted(_datasets.values(), key=lambda each: str(each.title))


def find(slug: str) -> Dataset | None:
    return _datasets.get(slug)
