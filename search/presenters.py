"""Addresses of the pages of a search."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import pgettext

from search.selectors import ResultPage

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class Tab:
    """Parameters of components/tabs.html."""

    label: "StrOrPromise"
    url: str
    count: int
    current: bool


def address(query: str, kind: str = "", offset: int = 0, *, literal: bool = False) -> str:
    """«/search/?q=…», without what is empty."""
    given = {"q": query, "kind": kind, "offset": offset, "exact": "1" if literal else ""}
    return f"{reverse('search:results')}?{urlencode({k: v for k, v in given.items() if v})}"


def tabs(query: str, page: ResultPage, *, literal: bool = False) -> Iterator[Tab]:
    """Everything, and each kind that occurs."""
    every = address(query, literal=literal)
    yield Tab(pgettext("search", "Everything"), every, page.everything, not page.kind)
    for facet in page.facets:
        url = address(query, facet.kind, literal=literal)
        yield Tab(facet.label, url, facet.count, facet.kind == page.kind)


def literal_url(query: str, page: ResultPage) -> str:
    """Where the words are looked for as they were typed; empty if they were."""
    return address(query, page.kind, literal=True) if page.corrected or page.asked else ""


def suggestion_url(page: ResultPage) -> str:
    """Where the more frequent spelling leads; empty if none is offered."""
    return address(page.suggestion, page.kind) if page.suggestion else ""
