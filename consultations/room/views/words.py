"""Positions and remarks: new ones, and one with its history."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations.room import services
from consultations.room.errors import RoomError
from consultations.room.messages import problem_message
from consultations.room.models import MemberRemark, Position
from consultations.room.pages import POSITION, REMARK, WordsKind, WordsPage
from consultations.room.visits import Visit, in_room
from core.accounts.permissions import requires

METHODS = ["GET", "HEAD", "POST"]


@requires("room.write")
@require_http_methods(METHODS)
@in_room
def position_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A position on a provision; whoever has one already changes it instead."""
    page = WordsPage(request, visit, POSITION)
    if request.method != "POST" and (page.provision or "whole" in request.GET):
        own = Position.objects.standing().filter(
            referral=visit.referral, author=visit.user, provision=page.provision
        )
        found = own.first()
        if found is not None and not visit.may_enter_for:
            return redirect("room:position", pk=visit.referral.pk, position=found.pk)
    return _new(request, page)


@requires("room.write")
@require_http_methods(METHODS)
@in_room
def remark_new(request: HttpRequest, visit: Visit) -> HttpResponse:
    """A remark on a provision or on the bill as a whole."""
    return _new(request, WordsPage(request, visit, REMARK))


@requires("room.enter")
@require_http_methods(METHODS)
@in_room
def position(request: HttpRequest, visit: Visit, position: int) -> HttpResponse:
    """One position with its history; its author changes it here."""
    return _one(request, visit, POSITION, _find(Position, visit, position))


@requires("room.enter")
@require_http_methods(METHODS)
@in_room
def remark(request: HttpRequest, visit: Visit, remark: int) -> HttpResponse:
    """One remark with its history and what became of it; its author changes it here."""
    return _one(request, visit, REMARK, _find(MemberRemark, visit, remark))


@requires("room.write")
@require_POST
@in_room
def position_withdraw(request: HttpRequest, visit: Visit, position: int) -> HttpResponse:
    """Takes a position back."""
    found = _find(Position, visit, position)
    return _withdraw(request, visit, found, services.withdraw_position, "position")


@requires("room.write")
@require_POST
@in_room
def remark_withdraw(request: HttpRequest, visit: Visit, remark: int) -> HttpResponse:
    """Takes a remark back."""
    found = _find(MemberRemark, visit, remark)
    return _withdraw(request, visit, found, services.withdraw_remark, "remark")


def _find(model: Any, visit: Visit, pk: int) -> Any:
    found = model.objects.with_people().select_related("referral__consultation")
    return get_object_or_404(found, pk=pk, referral=visit.referral)


def _new(request: HttpRequest, page: WordsPage) -> HttpResponse:
    if not page.visit.may_write and request.method != "POST":
        messages.error(request, page.visit.context()["notice"])
        return redirect("room:text", pk=page.visit.referral.pk)
    if request.method == "POST" and page.save():
        return _saved(request, page)
    return _shown(request, page)


def _one(request: HttpRequest, visit: Visit, kind: WordsKind, words: Any) -> HttpResponse:
    page = WordsPage(request, visit, kind, words)
    if request.method == "POST" and page.save():
        return _saved(request, page)
    return _shown(request, page)


def _saved(request: HttpRequest, page: WordsPage) -> HttpResponse:
    words = page.words
    if words is not None and words.is_late:
        messages.warning(request, _("Saved. It was written after the term and is marked as late."))
    else:
        messages.success(request, _("Saved."))
    anchor = words.provision.eid if words is not None and words.provision else "whole"
    return redirect(f"{page.visit.address('text')}#{anchor}")


def _shown(request: HttpRequest, page: WordsPage) -> HttpResponse:
    template = "consultations/room/words.html"
    return render(request, template, page.context(), status=page.status)


def _withdraw(
    request: HttpRequest, visit: Visit, words: Any, service: Callable[..., Any], name: str
) -> HttpResponse:
    try:
        service(actor=visit.user, **{name: words}, now=timezone.now())
    except RoomError as error:
        messages.error(request, problem_message(error.code))
    else:
        messages.success(request, _("Withdrawn. The history keeps it."))
    return redirect("room:text", pk=visit.referral.pk)
