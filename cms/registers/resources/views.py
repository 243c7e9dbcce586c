"""What everybody sees: premises that are offered to councils, practice of students in them."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.registers.resources import selectors
from cms.registers.resources.forms import PracticeFilterForm, PremisesFilterForm
from core.accounts.permissions import public


@public
@require_safe
def premises_list(request: HttpRequest) -> HttpResponse:
    """By municipality."""
    form = PremisesFilterForm(request.GET)
    page = selectors.premises_page(form.filters(), cursor=request.GET.get("cursor"))
    return render(request, "cms/resources/premises.html", {"form": form, "page": page})


@public
@require_safe
def practice_list(request: HttpRequest) -> HttpResponse:
    """The latest first."""
    form = PracticeFilterForm(request.GET)
    page = selectors.practice_page(form.filters(), cursor=request.GET.get("cursor"))
    return render(request, "cms/resources/practice.html", {"form": form, "page": page})
