"""What the page of search shows besides its results: facets, chips, sorting, pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from zlib import crc32

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from search import facets
from search.asked import Asked
from search.interface import FACETS, Order
from search.selectors import ResultPage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Values of one facet that stand open, and behind «more».
OPEN: Final = 7
MORE: Final = 10
SORTS: Final = {Order.RELEVANCE: _("Best matches first"), Order.NEWEST: _("Newest first")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as a link that adds it or, if it is chosen, takes it away; its address is
    relative, for there are many. `key` is unique on the page."""

    key: str
    label: str
    url: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Facet:
    """`more` stand folded; `left_out` counts the values that are not even there."""

    name: str
    title: "StrOrPromise"
    choices: list[Choice]
    more: list[Choice]
    left_out: int


@dataclass(frozen=True, slots=True)
class Chip:
    """Something that narrows or widens the search, with the address without it. `unknown`: nothing
    here is called so."""

    title: "StrOrPromise"
    label: "StrOrPromise"
    url: str
    unknown: bool = False


@dataclass(frozen=True, slots=True)
class Link:
    """A way of sorting, or a page of the list; a gap between pages has no address."""

    label: "StrOrPromise"
    url: str
    current: bool = False


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the results. Addresses are empty where there is nothing to go to."""

    facets: list[Facet]
    chips: list[Chip]
    sorts: list[Link]
    pages: list[Link]
    previous: str
    next: str
    start: str
    everywhere: str
    older: str
    literal: str
    suggestion: str

    @property
    def unknown(self) -> list[Chip]:
        return [chip for chip in self.chips if chip.unknown]


def address(asked: Asked) -> str:
    """«/search/?q=…»."""
    return f"{reverse('search:results')}?{asked.query_string}"


def kept(asked: Asked) -> list[tuple[str, str]]:
    """What other words are searched for with: hidden fields of the search box."""
    return [(name, value) for name, value in asked.to(1).parameters() if name not in {"q", "exact"}]


def frame(page: ResultPage) -> Frame:
    """At most three queries, for names of bills, councils and topics."""
    asked = page.asked
    labels = facets.labels({name: _shown(page, name) for name in FACETS})
    shown = [_facet(page, name, labels[name]) for name in FACETS if _tells(page, name)]
    return Frame(
        facets=[facet for facet in shown if facet.choices],
        chips=list(_chips(asked, labels)),
        sorts=[Link(label, address(asked.by(o)), o is asked.order) for o, label in SORTS.items()],
        pages=list(_pages(page)),
        previous=address(asked.to(asked.page - 1)) if 1 < asked.page <= page.last_page else "",
        next=address(asked.to(asked.page + 1)) if asked.page < page.last_page else "",
        start=address(asked.to(1)),
        everywhere=address(asked.everywhere()),
        older=address(asked.with_older(older=True)) if _offers_older(page) else "",
        literal=address(asked.literally()),
        suggestion=address(asked.worded(page.suggestion)) if page.suggestion else "",
    )


# --- Facets ------------------------------------------------------------------------------------


def _tells(page: ResultPage, name: str) -> bool:
    """Whether a facet tells results apart; one with a single value for all of them does not."""
    counts = page.facets.get(name, {})
    if page.asked.filters.get(name):
        return True
    return len(counts) > 1 or any(n < page.total for n in counts.values())


def _shown(page: ResultPage, name: str) -> list[str]:
    """The values that the page names: the chosen ones and the commonest."""
    counts = page.facets.get(name, {})
    chosen = page.asked.filters.get(name, ())
    common = sorted(counts, key=lambda value: -counts[value])[: OPEN + MORE]
    return list(dict.fromkeys([*common, *chosen]))


def _facet(page: ResultPage, name: str, labels: Mapping[str, str]) -> Facet:
    order = labels if name in facets.IN_ORDER else _shown(page, name)
    choices = [_choice(page, name, value, labels[value]) for value in order if value in labels]
    return Facet(
        name,
        facets.TITLES[name],
        choices=[one for place, one in enumerate(choices) if place < OPEN or one.chosen],
        more=[one for place, one in enumerate(choices) if place >= OPEN and not one.chosen],
        left_out=max(0, len(page.facets.get(name, {})) - len(choices)),
    )


def _choice(page: ResultPage, name: str, value: str, label: str) -> Choice:
    return Choice(
        key=f"{name}-{crc32(value.encode())}",
        label=label,
        url=f"?{page.asked.toggled(name, value).query_string}",
        count=page.facets.get(name, {}).get(value, 0),
        chosen=value in page.asked.filters.get(name, ()),
    )


# --- What is chosen, and where one can go ------------------------------------------------------


def _chips(asked: Asked, labels: Mapping[str, Mapping[str, str]]) -> Iterator[Chip]:
    for name, values in asked.filters.items():
        for value in values:
            known = value in labels[name]
            label = labels[name][value] if known else value
            url = address(asked.toggled(name, value))
            yield Chip(facets.TITLES[name], label, url, unknown=not known)
    if asked.older:
        yield Chip(_("Texts"), _("earlier versions too"), address(asked.with_older(older=False)))


def _offers_older(page: ResultPage) -> bool:
    """Where provisions are found, or nothing at all."""
    kinds = page.facets.get("kind", {})
    return not page.asked.older and ("provision" in kinds or not page.total)


def _pages(page: ResultPage) -> Iterator[Link]:
    """The first, the last, and those around this one, with gaps between them."""
    current, last = page.asked.page, page.last_page
    near = {1, last, *range(current - 1, current + 2)}
    before = 0
    for number in sorted(n for n in near if 1 <= n <= last) if last > 1 else ():
        if number > before + 1:
            yield Link("…", "")
        yield Link(str(number), address(page.asked.to(number)), number == current)
        before = number
