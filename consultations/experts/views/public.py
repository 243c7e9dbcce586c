"""Public pages: the register, calls, who takes part in the work of councils."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone

from consultations.experts import selectors
from consultations.experts.models import OpenCall
from consultations.process.models import Consultation
from core.accounts.permissions import public
from core.web.paging import keyset_page

PER_PAGE = 30


@public
def expert_list(request: HttpRequest) -> HttpResponse:
    """The register by name, perhaps of one field of knowledge."""
    fields = list(selectors.used_knowledge())
    wanted = request.GET.get("field", "")
    chosen = next((each for each in fields if each.slug == wanted), None)
    page = keyset_page(
        selectors.public_experts(chosen.slug if chosen else ""),
        order=("contact__full_name", "pk"),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    context = {"page": page, "fields": fields, "chosen": chosen, "today": timezone.localdate()}
    return render(request, "consultations/experts/experts.html", context)


@public
def expert(request: HttpRequest, pk: int) -> HttpResponse:
    """An expert of the register and the record."""
    found = get_object_or_404(selectors.public_experts(), pk=pk)
    context = {
        "expert": found,
        "record": selectors.expert_record(found),
        "is_accredited": found.is_accredited(timezone.localdate()),
    }
    return render(request, "consultations/experts/expert.html", context)


@public
def call_list(request: HttpRequest) -> HttpResponse:
    """Calls to which one may apply, or past ones."""
    over, now = request.GET.get("state") == "over", timezone.now()
    order = ("-closes_at", "-pk") if over else ("closes_at", "pk")
    page = keyset_page(
        selectors.calls(over=over, now=now),
        order=order,
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    return render(request, "consultations/experts/calls.html", {"page": page, "over": over})


@public
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """A call for experts."""
    rows = OpenCall.objects.with_places().prefetch_related("knowledge")
    found = get_object_or_404(rows, pk=pk)
    context = selectors.call_page(found, user=request.user, now=timezone.now())
    return render(request, "consultations/experts/call.html", context)


@public
def taking_part(request: HttpRequest, year: int, slug: str) -> HttpResponse:
    """Experts and organisations in the work of councils on one bill."""
    rows = Consultation.objects.with_parties()
    consultation = get_object_or_404(rows, year=year, slug=slug)
    context = {
        "consultation": consultation,
        "works": selectors.work_on(consultation),
        "may_ask": consultation.phase in ("announced", "open"),
    }
    return render(request, "consultations/experts/taking_part.html", context)
