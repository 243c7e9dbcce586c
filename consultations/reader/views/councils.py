from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultations.reader import ports, schema, selectors
from core.accounts.models import Council
from core.accounts.permissions import public

COUNCILS_PER_PAGE = 30


@public
def council_list(request: HttpRequest) -> HttpResponse:
    page = selectors.councils_page(
        cursor=request.GET.get("cursor"),
        per_page=COUNCILS_PER_PAGE,
        today=timezone.localdate(),
    )
    context = {"page": page, "links": ports.council_links()}
    return render(request, "consultations/reader/councils.html", context)


@public
def overdue(request: HttpRequest) -> HttpResponse:
    """Terms that have passed without an answer; ?council= leaves the opinions of one council."""
    found = selectors.overdue_page(
        council=request.GET.get("council", ""),
        cursor=request.GET.get("cursor"),
        per_page=COUNCILS_PER_PAGE,
        now=timezone.now(),
    )
    return render(request, "consultations/reader/overdue.html", found)


@public
def council(request: HttpRequest, slug: str) -> HttpResponse:
    found = get_object_or_404(Council.objects.select_related("parent"), slug=slug)
    today = timezone.localdate()
    context = {
        "council": found,
        "schema": schema.organization(found),
        "parts": ports.council_parts(found, today),
        **selectors.council_record(found, today=today),
    }
    return render(request, "consultations/reader/council.html", context)
