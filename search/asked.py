"""What is asked for by an address of the page of search, and the address of what is asked for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Final, Self
from urllib.parse import urlencode

from search.interface import FACETS, Order

PER_PAGE: Final = 20
# No index counts further than this: who needs more needs other words.
MOST_SHOWN: Final = 10_000
LAST_PAGE: Final = MOST_SHOWN // PER_PAGE


@dataclass(frozen=True, slots=True)
class Asked:
    """`filters`: wanted values by names of facets, one of each facet is enough. `older`: texts that
    a later version has replaced as well. `exact`: the words as they stand, whatever they are taken
    for otherwise. Pages are counted from 1."""

    text: str
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    order: Order = Order.RELEVANCE
    older: bool = False
    exact: bool = False
    page: int = 1

    @property
    def is_beyond(self) -> bool:
        """Whether the page lies behind the last that can be shown."""
        return self.page > LAST_PAGE

    @property
    def is_blank(self) -> bool:
        """Whether nothing is asked for: neither words nor anything that narrows."""
        return not (self.text or self.filters)

    def to(self, page: int) -> Self:
        return replace(self, page=page)

    def by(self, order: Order) -> Self:
        return replace(self, order=order, page=1)

    def with_older(self, *, older: bool) -> Self:
        return replace(self, older=older, page=1)

    def worded(self, text: str, *, exact: bool = False) -> Self:
        """The same with other words."""
        return replace(self, text=text, exact=exact, page=1)

    def literally(self) -> Self:
        return replace(self, exact=True, page=1)

    def toggled(self, facet: str, value: str) -> Self:
        """With a value of a facet, or without it if it was wanted."""
        wanted = self.filters.get(facet, ())
        others = tuple(one for one in wanted if one != value)
        return self.narrowed_to(facet, others if value in wanted else (*wanted, value))

    def narrowed_to(self, facet: str, values: tuple[str, ...]) -> Self:
        """With these values of a facet and no others."""
        kept = {**self.filters, facet: values}
        return replace(self, filters={k: v for k, v in kept.items() if v}, page=1)

    def everywhere(self) -> Self:
        """The same words with nothing that narrows."""
        return replace(self, filters={}, page=1)

    def parameters(self) -> list[tuple[str, str]]:
        """What stands in the address, without what means nothing; always in the same order."""
        wanted = [(name, value) for name in FACETS for value in self.filters.get(name, ())]
        rest = {
            "sort": "" if self.order is Order.RELEVANCE else str(self.order),
            "older": "1" if self.older else "",
            "exact": "1" if self.exact else "",
            "page": str(self.page) if self.page > 1 else "",
        }
        return [
            ("q", self.text),
            *wanted,
            *((name, value) for name, value in rest.items() if value),
        ]

    @property
    def query_string(self) -> str:
        """«q=…&kind=comment&page=2»."""
        return urlencode(self.parameters())
