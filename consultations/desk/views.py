"""The working desk: what is due, and the working page of one consultation."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.desk import selectors
from consultations.desk.actions import actions_for
from consultations.desk.permissions import as_party
from consultations.process.models import Consultation
from core.accounts.permissions import policy, requires
from core.web.paging import keyset_page

PER_PAGE = 30


@requires("desk.enter")
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """What is due for this person."""
    due = selectors.home(request.user, now=timezone.now())
    return render(request, "desk/home.html", {"due": due})


@requires("desk.consultations")
@require_safe
def consultations(request: HttpRequest) -> HttpResponse:
    """All consultations in which the own bodies have a part, the newest first."""
    mine = selectors.Places.of(request.user)
    page = keyset_page(
        selectors.with_referral_count(selectors.consultations_of(mine)),
        order=("-opens_at", "-pk"),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    lines = selectors.consultation_lines(page.items, timezone.now())
    return render(request, "desk/consultations.html", {"page": page, "lines": lines})


@requires("desk.consultations")
@require_safe
def consultation(request: HttpRequest, pk: int) -> HttpResponse:
    """State, window, numbers, referrals, what still stands in the way, and what can be done."""
    found = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    now = timezone.now()
    work = selectors.workplace(found, now=now)
    policy.require(request.user, "desk.consultations", as_party(found, work.councils))
    context: dict[str, Any] = {
        "consultation": found,
        "bill": found.version.bill,
        "work": work,
        "line": work.line,
        "figures": selectors.figures(work.line.numbers),
        "may_see_list": policy.check(request.user, "conclusions.readiness", found.as_either),
        "actions": actions_for(request.user, found),
    }
    return render(request, "desk/consultation.html", context)
