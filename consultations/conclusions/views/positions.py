"""The desk of the sponsor: the bills it has introduced, and its position on proposals."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.conclusions import pages, services
from consultations.conclusions.errors import PositionProblem, PositionRefused
from consultations.conclusions.messages import POSITION_FIELDS, position_message
from consultations.conclusions.permissions import as_sponsor
from consultations.conclusions.selectors import desk
from consultations.conclusions.selectors.positions import next_without_position
from consultations.process.models import Consultation
from core.accounts.permissions import policy, requires
from drafts.permissions import acting_user


@requires("sponsor.read")
@require_safe
def introduced(request: HttpRequest) -> HttpResponse:
    """Events on the bills that the own body has introduced, with how much has its position."""
    context = pages.introduced_context(request.user, cursor=request.GET.get("cursor"))
    return render(request, "consultations/conclusions/introduced.html", context)


@requires("sponsor.read")
@require_safe
def positions(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposals of one event in the order of the text, those without a position first."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, "sponsor.read", as_sponsor(consultation))
    context = pages.positions_context(
        consultation,
        state=request.GET.get("state", ""),
        cursor=request.GET.get("cursor"),
    )
    return render(request, "consultations/conclusions/positions.html", context)


@requires("sponsor.read")
@require_http_methods(["GET", "HEAD", "POST"])
def position(request: HttpRequest, pk: int) -> HttpResponse:
    """What is said in one group, and the sponsor's position on it."""
    group = desk.group_to_answer(pk)
    if group is None:
        raise Http404
    # Without the phase: that it is too late is said by the service, and what was typed stays.
    policy.require(request.user, "sponsor.read", as_sponsor(group.consultation))
    if group.merged_into_id is not None and request.method != "POST":
        return redirect("conclusions:position", pk=group.merged_into_id)
    page = pages.PositionPage(request, group)
    if request.method == "POST" and page.form.is_valid() and _given(request, page):
        return _onwards(request, page)
    template = "consultations/conclusions/position.html"
    return render(request, template, page.context(), status=page.status)


def _given(request: HttpRequest, page: pages.PositionPage) -> bool:
    """Whether the position was published; if not, the form says why."""
    data = page.form.cleaned_data
    try:
        services.give_position(
            actor=acting_user(request),
            group=page.group,
            stance=data["stance"],
            text=data["text"],
            seen_revision=data["version"],
            now=timezone.now(),
        )
    except PositionRefused as error:
        page.form.add_error(POSITION_FIELDS.get(error.code), position_message(error.code))
        if error.code is PositionProblem.STALE:
            page.show_stale(error.current)
        return False
    messages.success(request, _("The position is published."))
    return True


def _onwards(request: HttpRequest, page: pages.PositionPage) -> HttpResponse:
    following = next_without_position(page.group) if "next" in request.POST else None
    if following is not None:
        return redirect("conclusions:position", pk=following.pk)
    if "next" in request.POST:
        return redirect("conclusions:positions", pk=page.group.consultation_id)
    return redirect("conclusions:position", pk=page.group.pk)
