"""What the page of search shows besides its results: facets, chips, hints, sorting, pages."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode
from zlib import crc32

from django.urls import reverse
from django.utils.encoding import uri_to_iri
from django.utils.translation import gettext as now
from django.utils.translation import gettext_lazy as _

from search import facets, narrowing, registry
from search.asked import Asked
from search.interface import FACETS, Order
from search.narrowing import Typed
from search.selectors import ResultPage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

# Values of one facet that stand open, and behind «more».
OPEN: Final = 7
MORE: Final = 10
# Values that a hint names.
HINTED: Final = 20
SORTS: Final = {Order.RELEVANCE: _("Best matches first"), Order.NEWEST: _("Newest first")}


@dataclass(frozen=True, slots=True)
class Choice:
    """A value of a facet as a link that adds it or, if it is chosen, takes it away; its address is
    short, for there are many: relative, in letters that need not be encoded. `key` is unique on
    the page. `is_about`: the count is an estimate, of two figures."""

    key: str
    label: str
    url: str
    count: int
    chosen: bool
    is_about: bool = False


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
class Hint:
    """What was typed as a filter and names nothing; `values` that there are narrow instead of it,
    `left_out` counts those that are not listed."""

    title: "StrOrPromise"
    typed: str
    values: list[Link]
    left_out: int


@dataclass(frozen=True, slots=True)
class Frame:
    """Everything around the results. Addresses are empty where there is nothing to go to.
    `narrowed`: how many values narrow."""

    facets: list[Facet]
    chips: list[Chip]
    hints: list[Hint]
    narrowed: int
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


def kinds() -> list[Link]:
    """Lists of everything of one kind, in the order of the kinds."""
    here = reverse("search:results")
    return [
        Link(source.label, f"{here}?{urlencode({'kind': kind})}")
        for kind, source in registry.sources().items()
    ]


def frame(page: ResultPage) -> Frame:
    """At most three queries, for names of bills, councils and topics; two more for each hint."""
    asked, filters = page.asked, page.filters
    left_out = filters.left_out
    labels = facets.labels({n: [*_shown(page, n), *left_out.get(n, ())] for n in FACETS})
    shown = [_facet(page, name, labels[name]) for name in FACETS if _tells(page, name)]
    return Frame(
        facets=[facet for facet in shown if facet.choices],
        chips=list(_chips(page, labels)),
        hints=[_hint(page, one) for one in page.typed if not one.values],
        narrowed=sum(map(len, [*filters.wanted.values(), *left_out.values()])),
        # Without words there is one order.
        sorts=[
            Link(label, address(asked.by(order)), order is asked.order)
            for order, label in SORTS.items()
            if not page.is_list
        ],
        pages=list(_pages(page)),
        previous=address(asked.to(asked.page - 1)) if 1 < asked.page <= page.last_page else "",
        next=address(asked.to(asked.page + 1)) if asked.page < page.last_page else "",
        start=address(asked.to(1)),
        everywhere=address(_untyped(page, [one for one in page.typed if one.values]).everywhere()),
        older=address(asked.with_older(older=True)) if _offers_older(page) else "",
        literal=address(asked.literally()),
        suggestion=address(asked.worded(page.suggestion)) if page.suggestion else "",
    )


# --- Facets ------------------------------------------------------------------------------------


def _tells(page: ResultPage, name: str) -> bool:
    """Whether a facet tells results apart; one with a single value for all of them does not."""
    counts = page.facets.get(name, {})
    if page.facets and page.filters.wanted.get(name):
        return True
    return len(counts) > 1 or any(n < page.total for n in counts.values())


def _shown(page: ResultPage, name: str) -> list[str]:
    """The values that the page names: the chosen ones and the commonest."""
    counts = page.facets.get(name, {})
    chosen = page.filters.wanted.get(name, ())
    common = sorted(counts, key=lambda value: -counts[value])[: OPEN + MORE]
    return list(dict.fromkeys([*common, *chosen]))


def _facet(page: ResultPage, name: str, labels: Mapping[str, str]) -> Facet:
    shown = _shown(page, name)
    order = [v for v in labels if v in shown] if name in facets.IN_ORDER else shown
    choices = [_choice(page, name, value, labels[value]) for value in order if value in labels]
    return Facet(
        name,
        facets.TITLES[name],
        choices=[one for place, one in enumerate(choices) if place < OPEN or one.chosen],
        more=[one for place, one in enumerate(choices) if place >= OPEN and not one.chosen],
        left_out=max(0, len(page.facets.get(name, {})) - len(choices)),
    )


def _choice(page: ResultPage, name: str, value: str, label: str) -> Choice:
    count = page.facets.get(name, {}).get(value, 0)
    is_about = page.is_estimated and name != "kind" and count > 0
    return Choice(
        key=f"{name}-{crc32(value.encode())}",
        label=label,
        url=f"?{uri_to_iri(_toggled(page, name, value).query_string)}",
        count=round(count, 2 - len(str(count))) if is_about else count,
        chosen=value in page.filters.wanted.get(name, ()),
        is_about=is_about,
    )


def _toggled(page: ResultPage, name: str, value: str) -> Asked:
    """With a value, or without it. If a typed filter says it, that leaves the text; what else it
    names goes on in the address."""
    typed = [
        one
        for one in page.typed
        if one.facet == name and value in one.values and not one.is_left_out
    ]
    asked = _untyped(page, typed)
    if not typed:
        return asked.toggled(name, value)
    wanted = [*asked.filters.get(name, ()), *(other for one in typed for other in one.values)]
    return asked.narrowed_to(name, tuple(dict.fromkeys(v for v in wanted if v != value)))


def _untyped(page: ResultPage, typed: list[Typed]) -> Asked:
    """What is asked for without some of the filters that stand in the text."""
    asked = page.changeable
    if not typed:
        return replace(asked, page=1)
    return asked.worded(narrowing.without(asked.text, typed), exact=asked.exact)


# --- What is chosen, and where one can go ------------------------------------------------------


def _chips(page: ResultPage, labels: Mapping[str, Mapping[str, str]]) -> Iterator[Chip]:
    """Those of the address, then those that are typed."""
    asked = page.changeable
    for name, values in asked.filters.items():
        for value in values:
            known = value in labels[name]
            label = labels[name][value] if known else value
            url = address(asked.toggled(name, value))
            yield Chip(facets.TITLES[name], label, url, unknown=not known)
    for one in page.typed:
        if one.values:
            label = ", ".join(labels[one.facet].get(value, value) for value in one.values)
            label = now("all but “%(value)s”") % {"value": label} if one.is_left_out else label
            yield Chip(facets.TITLES[one.facet], label, address(_untyped(page, [one])))
    if asked.older:
        yield Chip(_("Texts"), _("earlier versions too"), address(asked.with_older(older=False)))


def _hint(page: ResultPage, one: Typed) -> Hint:
    values = narrowing.names_of(one.facet)
    labels = facets.labels({one.facet: values[:HINTED]})[one.facet]
    asked = _untyped(page, [one])
    links = [
        Link(labels[value], address(asked.narrowed_to(one.facet, (value,))))
        for value in values[:HINTED]
        if value in labels
    ]
    return Hint(facets.TITLES[one.facet], one.text, links, len(values) - len(links))


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
