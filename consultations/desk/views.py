"""The working desk: what is due, the working page of one consultation, the calendar."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.desk import selectors
from consultations.desk.actions import actions_for
from consultations.desk.forms import CalendarConfirmForm, CalendarFileForm
from consultations.desk.permissions import as_party
from consultations.desk.selectors import YearTab
from consultations.process.models import Consultation
from core.accounts.permissions import policy, requires
from core.rules import selectors as rules
from core.rules import services as rules_services
from core.rules.errors import YearLoadedError
from core.rules.files import CalendarData
from core.rules.models import CalendarYear
from core.rules.presenters import differences, months
from core.web.paging import keyset_page
from core.web.ratelimits import rate_limited

PER_PAGE = 30


def _year(request: HttpRequest, years: list[CalendarYear]) -> CalendarYear | None:
    """The year that the address names, else the present one, else the last."""
    by_year = {str(item.year): item for item in years}
    wanted = (request.GET.get("year", ""), str(timezone.localdate().year))
    found = next((by_year[year] for year in wanted if year in by_year), None)
    return found or (years[-1] if years else None)


@requires("desk.calendar")
@require_safe
def calendar(request: HttpRequest) -> HttpResponse:
    """A loaded year as months, and which years are loaded."""
    years = rules.loaded_years()
    shown = _year(request, years)
    context = {
        "shown": shown,
        "months": months(shown.year, rules.days_of(shown.year)) if shown else [],
        "tabs": [YearTab(str(item), f"?year={item}", item == shown) for item in years],
        "missing": rules.missing_year(timezone.localdate()),
        "may_load": policy.check(request.user, "desk.load_calendar"),
    }
    return render(request, "desk/calendar.html", context)


@requires("desk.load_calendar")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("upload")
def load_calendar(request: HttpRequest) -> HttpResponse:
    """The file, then what it would change, then the act."""
    if request.method == "POST" and "content" in request.POST:
        return _confirmed(request)
    form = CalendarFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and form.calendar is not None:
        confirm = CalendarConfirmForm(initial={"content": form.content})
        return _preview(request, confirm, form.calendar)
    status = 422 if form.errors else 200
    return render(request, "desk/calendar_load.html", {"form": form}, status=status)


def _preview(
    request: HttpRequest, confirm: CalendarConfirmForm, found: CalendarData, status: int = 200
) -> HttpResponse:
    is_loaded = any(item.year == found.year for item in rules.loaded_years())
    context = {
        "confirm": confirm,
        "calendar": found,
        "is_loaded": is_loaded,
        "changes": differences(rules.days_of(found.year), found),
    }
    return render(request, "desk/calendar_preview.html", context, status=status)


def _confirmed(request: HttpRequest) -> HttpResponse:
    confirm = CalendarConfirmForm(request.POST)
    if not confirm.is_valid() or confirm.calendar is None:
        messages.error(request, _("The file cannot be used: choose it once more."))
        return redirect("desk:load_calendar")
    try:
        rules_services.load_calendar(
            role="administrator",
            calendar=confirm.calendar,
            replace=confirm.cleaned_data["replace"],
            now=timezone.now(),
        )
    except YearLoadedError:
        confirm.add_error(
            "replace", _("This year is loaded already: tick this to replace its days.")
        )
        return _preview(request, confirm, confirm.calendar, 422)
    messages.success(request, _("The calendar is loaded."))
    return redirect(f"{reverse('desk:calendar')}?year={confirm.calendar.year}")


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
