from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from core.accounts.permissions import public
from core.journal import selectors
from core.journal.forms import MAX_PLACE, ExportForm, JournalFilterForm


@public
@require_safe
def entries(request: HttpRequest) -> HttpResponse:
    """The log, newest first; `?kind=`, `?subject=type:id`, `?cursor=`. A filter that makes no
    sense shows its error and no entries."""
    form = JournalFilterForm(request.GET)
    page = None
    if form.is_valid():
        page = selectors.entries_page(
            kind=form.cleaned_data["kind"],
            subject=form.cleaned_data["subject"],
            cursor=request.GET.get("cursor"),
        )
    context = {"form": form, "page": page, "size": selectors.log_size()}
    return render(request, "journal/list.html", context)


@public
@require_safe
def entry(request: HttpRequest, sequence: int) -> HttpResponse:
    """One entry with the bytes of its leaf, so that anyone can compute its hash."""
    found = selectors.entry_page(sequence) if sequence <= MAX_PLACE else None
    if found is None:
        raise Http404
    return render(request, "journal/entry.html", {"found": found, "entry": found.row.entry})


@public
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """JSON lines behind `?after=`, as many as one answer holds; the Link header names the rest."""
    form = ExportForm(request.GET)
    if not form.is_valid():
        raise BadRequest("after is the place of an entry")
    after = form.cleaned_data["after"]
    after = selectors.BEFORE_FIRST if after is None else after
    lines = selectors.export_lines(after=after, limit=selectors.EXPORT_PAGE)
    response = StreamingHttpResponse(
        (f"{line}\n" for line in lines), content_type="application/jsonl; charset=utf-8"
    )
    response["Content-Disposition"] = 'attachment; filename="journal.jsonl"'
    last = after + selectors.EXPORT_PAGE
    if last + 1 < selectors.log_size():
        response["Link"] = f'<{reverse("journal:export")}?after={last}>; rel="next"'
    return response
