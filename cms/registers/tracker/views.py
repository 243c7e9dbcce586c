"""What everybody sees: resolutions, one as a table and as a board, a recommendation."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.registers.tracker import selectors
from cms.registers.tracker.forms import FilterForm
from cms.registers.tracker.models import Resolution
from cms.registers.tracker.presenters import standing_line, standing_lines
from core.accounts.permissions import public


@public
@require_safe
def resolution_list(request: HttpRequest) -> HttpResponse:
    """All resolutions that are followed, the latest first."""
    context = {"resolutions": selectors.resolutions()}
    return render(request, "cms/tracker/list.html", context)


@public
@require_safe
def resolution(request: HttpRequest, slug: str) -> HttpResponse:
    """The table of recommendations, and how far each addressee has come."""
    found, today = _resolution(slug), timezone.localdate()
    form = FilterForm(request.GET, found)
    page = selectors.recommendations_page(found, form.filters(), cursor=request.GET.get("cursor"))
    context = {
        "resolution": found,
        "form": form,
        "page": page,
        "rows": [(row, standing_lines(row.assignments.all(), today)) for row in page.items],
        "tally": selectors.tally(found, today=today),
        "shares": selectors.shares(found, today=today),
        "query": _query(request),
    }
    return render(request, "cms/tracker/resolution.html", context)


@public
@require_safe
def board(request: HttpRequest, slug: str) -> HttpResponse:
    """The same by what has become of them, a column for each status."""
    found, today = _resolution(slug), timezone.localdate()
    form = FilterForm(request.GET, found)
    columns = [
        (column, standing_lines(column.assignments, today), _query(request, column.status))
        for column in selectors.board(found, form.filters())
    ]
    context = {
        "resolution": found,
        "form": form,
        "columns": columns,
        "query": _query(request),
    }
    return render(request, "cms/tracker/board.html", context)


@public
@require_safe
def recommendation(request: HttpRequest, slug: str, number: str) -> HttpResponse:
    """Word for word, with reports, evidence, assessments and the history of each addressee."""
    found, today = selectors.find_recommendation(slug, number), timezone.localdate()
    if found is None:
        raise Http404
    parts = selectors.followed(found)
    context = {
        "recommendation": found,
        "parts": [(standing_line(part.assignment, today), part) for part in parts],
        "repeats": selectors.repeats(found),
    }
    return render(request, "cms/tracker/recommendation.html", context)


def _resolution(slug: str) -> Resolution:
    found = selectors.find_resolution(slug)
    if found is None:
        raise Http404
    return found


def _query(request: HttpRequest, status: str = "") -> str:
    """The filters as an address, for the other view of the same; `status` takes the place of
    theirs."""
    wanted = request.GET.copy()
    wanted.pop("cursor", None)
    if status:
        wanted["status"] = status
    return wanted.urlencode()
