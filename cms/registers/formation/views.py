"""What everybody sees: all competitions, and one with its stages and candidates."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from cms.registers.formation import selectors
from cms.registers.formation.forms import FilterForm
from cms.registers.formation.presenters import outcome_tag, stage_lines
from core.accounts.permissions import public


@public
@require_safe
def competition_list(request: HttpRequest) -> HttpResponse:
    """The latest first."""
    form = FilterForm(request.GET)
    page = selectors.competitions_page(form.filters(), cursor=request.GET.get("cursor"))
    rows = [(each, *outcome_tag(each)) for each in page.items]
    return render(request, "cms/formation/list.html", {"form": form, "page": page, "rows": rows})


@public
@require_safe
def competition(request: HttpRequest, pk: int) -> HttpResponse:
    """Stages with what came of each, documents, candidates."""
    found = selectors.find_competition(pk)
    if found is None:
        raise Http404
    parts = selectors.competition_page(found)
    label, kind = outcome_tag(found)
    context = {
        **parts,
        "competition": found,
        "stages": stage_lines(found, parts["documents"], timezone.localdate()),
        "label": label,
        "kind": kind,
    }
    return render(request, "cms/formation/competition.html", context)
