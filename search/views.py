from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from core.accounts.permissions import public
from core.web.ratelimits import SAFE, rate_limited
from search import presenters, selectors
from search.forms import SearchForm
from search.suggestions import suggest as suggestions_for


@public
@require_safe
@rate_limited("search", methods=SAFE)
def results(request: HttpRequest) -> HttpResponse:
    """Results of a query; all that is asked for stands in the address."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        status = HTTPStatus.UNPROCESSABLE_ENTITY
        return render(request, "search/results.html", {"form": form}, status=status)
    asked = form.asked
    if form.is_former:
        return redirect(presenters.address(asked), permanent=True)
    context: dict[str, Any] = {"form": form, "asked": asked, "kept": presenters.kept(asked)}
    page = selectors.find(asked)
    context["frame"] = presenters.frame(page)
    if asked.is_blank:
        context["kinds"] = presenters.kinds()
    else:
        context |= {"page": page, "receipt": selectors.receipt_code(asked.text)}
    return render(request, "search/results.html", context)


@public
@require_safe
@rate_limited("suggest", methods=SAFE)
def suggest(request: HttpRequest) -> HttpResponse:
    """What the beginning of a query may mean, as a piece of a page; empty if nothing is known."""
    form = SearchForm(request.GET)
    text = form.asked.text if form.is_valid() else ""
    context = {"text": text, "suggestions": suggestions_for(text) if text else []}
    response = render(request, "search/_suggestions.html", context)
    response["Cache-Control"] = "private, max-age=30"
    return response
