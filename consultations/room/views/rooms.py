"""The list of rooms, and the main page of one: the text with what is said beside it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from consultations.process.selectors import referral_lines
from consultations.room import selectors, services
from consultations.room.forms import FilterForm
from consultations.room.presenters import seat_choices
from consultations.room.selectors.text import room_text
from consultations.room.visits import Visit, in_room
from core.accounts.permissions import requires
from core.web.paging import keyset_page
from drafts.selectors import provision_names

PER_PAGE = 30


@requires("room.enter")
@require_safe
def rooms(request: HttpRequest) -> HttpResponse:
    """The rooms in which this person has a seat, the latest term first."""
    page = keyset_page(
        selectors.rooms_of(request.user),
        order=("-due_on", "-pk"),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    lines = referral_lines(page.items, timezone.localdate())
    return render(request, "consultations/room/rooms.html", {"page": page, "lines": lines})


@requires("room.enter")
@require_safe
@in_room
def text(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The bill by provisions with positions and remarks; opening it is noted as reading."""
    if visit.is_open and request.method == "GET":
        services.mark_read(actor=visit.user, referral=visit.referral, now=timezone.now())
    version = visit.referral.consultation.version
    form = FilterForm(
        request.GET or None,
        provisions=provision_names(version)[0],
        people=seat_choices(visit.seats.values()),
    )
    wish = form.wish
    context = {
        **visit.context("text"),
        "text": room_text(visit.referral, version, request.user, wish),
        "filter": form,
        "earlier": selectors.earlier_rooms(request.user, visit.referral),
        "is_filtered": not wish.is_empty,
    }
    return render(request, "consultations/room/text.html", context)
