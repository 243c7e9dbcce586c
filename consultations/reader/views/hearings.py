from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from consultations.reader import schema
from consultations.reader.selectors.hearings import hearing_page
from consultations.reader.views.consultations import find
from core.accounts.permissions import public


@public
def hearing(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """The minutes in force, or an earlier edition (?edition=)."""
    consultation = find(year, slug)
    page = hearing_page(consultation, request.GET.get("edition", ""))
    if page is None:
        raise Http404(slug)
    told = schema.hearing(consultation, page["minutes"])
    context = {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "schema": told,
        **page,
    }
    return render(request, "consultations/reader/hearing.html", context)
