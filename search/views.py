from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.accounts.permissions import public
from core.web.ratelimits import SAFE, rate_limited
from search import presenters, selectors
from search.forms import SearchForm


@public
@require_safe
@rate_limited("search", methods=SAFE)
def results(request: HttpRequest) -> HttpResponse:
    """Results of a query; the filters stand in the address."""
    form = SearchForm(request.GET)
    form.is_valid()
    query, kind, literal = form.query, form.kind_or_all, form.is_literal
    context: dict[str, Any] = {"form": form, "query": query}
    if query:
        offset = form.offset_or_start
        page = selectors.find(query, kind=kind, offset=offset, literal=literal)
        context |= {
            "page": page,
            "tabs": list(presenters.tabs(query, page, literal=literal)),
            "receipt": selectors.receipt_code(query),
            "literal_url": presenters.literal_url(query, page),
            "suggestion_url": presenters.suggestion_url(page),
            "prev_url": _page_url(query, kind, page.prev_offset, literal),
            "next_url": _page_url(query, kind, page.next_offset, literal),
        }
    return render(request, "search/results.html", context)


def _page_url(query: str, kind: str, offset: int | None, literal: bool) -> str:
    return "" if offset is None else presenters.address(query, kind, offset, literal=literal)
