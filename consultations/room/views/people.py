"""Declarations, participants, and who prepares the opinion."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.room import services
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.forms import DeclarationForm, OtherDeclarationForm, PreparationForm
from consultations.room.messages import problem_message
from consultations.room.presenters import seat_choices
from consultations.room.selectors.people import people_in
from consultations.room.selectors.seats import current_preparation
from consultations.room.visits import Visit, in_room
from core.accounts.permissions import policy, requires

_FIELDS = {
    RoomProblem.RAPPORTEUR_NO_SEAT: "rapporteur",
    RoomProblem.RAPPORTEUR_OBSERVER: "rapporteur",
    RoomProblem.RAPPORTEUR_CONFLICT: "rapporteur",
    RoomProblem.PERSON_NO_SEAT: "people",
    RoomProblem.PERSON_CONFLICT: "people",
    RoomProblem.AUTHOR_NO_SEAT: "person",
    RoomProblem.AUTHOR_TERM_ENDED: "person",
    RoomProblem.NO_BASIS: "basis",
    RoomProblem.CONFLICT_WITHOUT_TEXT: "text",
}


@requires("room.enter")
@require_http_methods(["GET", "HEAD", "POST"])
@in_room(declaring=True)
def declare(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The own declaration: the first opens the room, a later one replaces it."""
    form = DeclarationForm(request.POST or None)
    if request.method == "POST" and _declared(visit, form):
        messages.success(request, _("Your declaration is recorded."))
        return redirect("room:text", pk=visit.referral.pk)
    context = {**visit.context("people"), "form": form}
    return _form_page(request, "consultations/room/declare.html", context, form)


@requires("room.enter_for")
@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def declare_for(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What somebody who does not come here has told the secretary of a conflict of interest."""
    policy.require(request.user, "room.enter_for", visit.referral)
    form = OtherDeclarationForm(request.POST or None, people=seat_choices(visit.others))
    if request.method == "POST" and _declared(visit, form):
        messages.success(request, _("The declaration is recorded."))
        return redirect("room:people", pk=visit.referral.pk)
    context = {**visit.context("people"), "form": form, "for_another": True}
    return _form_page(request, "consultations/room/declare.html", context, form)


@requires("room.enter")
@require_safe
@in_room
def people(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Who takes part, who has declared, read and written, who prepares the opinion."""
    context = {**visit.context("people"), "people": people_in(visit.referral)}
    return render(request, "consultations/room/people.html", context)


@requires("room.lead")
@require_http_methods(["GET", "HEAD", "POST"])
@in_room
def preparation(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Entrusts the preparation of the opinion."""
    policy.require(request.user, "room.lead", visit.referral)
    seats = list(visit.seats.values())
    form = PreparationForm(
        request.POST or None,
        initial=_present(visit),
        people=seat_choices(seats),
        rapporteurs=seat_choices(seat for seat in seats if seat.may_report),
    )
    if request.method == "POST" and form.is_valid() and _entrusted(visit, form):
        messages.success(request, _("The preparation of the opinion is entrusted."))
        return redirect("room:people", pk=visit.referral.pk)
    context = {**visit.context("people"), "form": form}
    return _form_page(request, "consultations/room/preparation.html", context, form)


def _present(visit: Visit) -> dict[str, Any]:
    current = current_preparation(visit.referral)
    if current is None:
        return {"kind": "working_group"}
    people = [person.pk for person in current.people.all()]
    return {"kind": current.kind, "rapporteur": current.rapporteur_id, "people": people}


def _declared(visit: Visit, form: DeclarationForm) -> bool:
    if not form.is_valid():
        return False
    seat = visit.seats.get(form.cleaned_data.get("person") or 0)
    try:
        services.declare(
            actor=visit.user,
            referral=visit.referral,
            has_conflict=form.has_conflict,
            text=form.cleaned_data["text"],
            person=seat.user if seat else None,
            basis=form.cleaned_data.get("basis", ""),
            now=timezone.now(),
        )
    except RoomError as error:
        _refuse(form, error)
        return False
    return True


def _entrusted(visit: Visit, form: PreparationForm) -> bool:
    seats, cleaned = visit.seats, form.cleaned_data
    try:
        services.set_preparation(
            actor=visit.user,
            referral=visit.referral,
            kind=cleaned["kind"],
            rapporteur=seats[cleaned["rapporteur"]].user,
            people=[seats[pk].user for pk in cleaned["people"]],
            now=timezone.now(),
        )
    except RoomError as error:
        _refuse(form, error)
        return False
    return True


def _refuse(form: Any, error: RoomError) -> None:
    field = _FIELDS.get(error.code)
    form.add_error(field if field in form.fields else None, problem_message(error.code))


def _form_page(
    request: HttpRequest, template: str, context: dict[str, Any], form: Any
) -> HttpResponse:
    return render(request, template, context, status=422 if form.errors else 200)
