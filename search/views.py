from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from core.accounts.permissions import public
from core.web.ratelimits import rate_limited
from search import selectors
from search.forms import SearchForm

PER_PAGE = 20


@public
@rate_limited("search", methods=["GET"])
def results(request: HttpRequest) -> HttpResponse:
    """Results of a query; the filters stand in the address."""
    form = SearchForm(request.GET)
    form.is_valid()
    query, kind = form.cleaned_data.get("q", ""), form.cleaned_data.get("kind", "")
    page = None
    if query:
        offset = form.cleaned_data.get("offset") or 0
        page = selectors.find(query, kind=kind, offset=offset, limit=PER_PAGE)
    context = {"form": form, "query": query, "kind": kind, "page": page}
    return render(request, "search/results.html", context)
