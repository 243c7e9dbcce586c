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


def address(query: str, kind: str = "", offset: int = 0) -> str:
    """«/search/?q=…», without what is empty."""
    given = {"q": query, "kind": kind, "offset": offset}
    return f"{reverse('search:results')}?{urlencode({k: v for k, v in given.items() if v})}"


def tabs(query: str, page: ResultPage) -> Iterator[Tab]:
    """Everything, and each kind that occurs."""
    yield Tab(pgettext("search", "Everything"), address(query), page.everything, not page.kind)
    for facet in page.facets:
        url = address(query, facet.kind)
        yield Tab(facet.label, url, facet.count, facet.kind == page.kind)
