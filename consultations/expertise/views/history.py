"""Who changed what in the draft, with the words before and after."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from consultations.expertise import selectors
from consultations.expertise.models import Opinion
from consultations.expertise.pages import OpinionPage
from consultations.expertise.presenters import changed_sections, differences
from consultations.expertise.views.finding import declared
from consultations.process.models import Referral
from core.accounts.permissions import requires


@requires("expertise.read")
@require_safe
@declared
def history(request: HttpRequest, referral: Referral) -> HttpResponse:
    """The drafts that were saved, and what is different between any two of them."""
    page = OpinionPage(request, referral)
    if page.opinion is None:
        raise Http404(referral.pk)
    revisions = list(selectors.revisions_of(page.opinion))
    numbers = [revision.number for revision in revisions]
    last = _number(request, "to", numbers, numbers[0] if numbers else 0)
    before = last - 1 if last - 1 in numbers else 0
    first = _number(request, "from", [0, *numbers], before)
    context = page.frame() | {
        "revisions": [(one, changed_sections(one.changed)) for one in revisions],
        "first": first,
        "last": last,
        "differences": _between(page, page.opinion, first, last) if revisions else [],
    }
    return render(request, "consultations/expertise/history.html", context)


def _number(request: HttpRequest, name: str, known: list[int], default: int) -> int:
    typed = request.GET.get(name, "")
    number = int(typed) if typed.isdecimal() and len(typed) < 9 else default
    return number if number in known else default


def _between(page: OpinionPage, opinion: Opinion, first: int, last: int) -> list[Any]:
    old, new = (selectors.revision_data(opinion, number) for number in (first, last))
    return differences(old, new, page.names(old, new))
