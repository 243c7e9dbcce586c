"""The discussion of a room."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from consultations.room import services
from consultations.room.errors import RoomError
from consultations.room.forms import MessageForm
from consultations.room.messages import problem_message
from consultations.room.models import MemberRemark, Message
from consultations.room.selectors.discussion import messages_in
from consultations.room.visits import Visit, in_room
from core.accounts.permissions import requires

METHODS = ["GET", "HEAD", "POST"]


@requires("room.enter")
@require_http_methods(METHODS)
@in_room
def discussion(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Messages, all or about one provision or remark, and the form of a new one."""
    if request.method == "POST":
        form = MessageForm(request.POST)
        message = _posted(visit, form)
        if message is not None:
            return redirect(f"{visit.address('discussion')}#message-{message.pk}")
        about = _about(visit, form.data)
    else:
        about = _about(visit, request.GET)
        form = MessageForm(initial={name: row.pk for name, row in about.items() if row})
    context = _context(visit, about, form)
    status = 422 if form.errors else 200
    return render(request, "consultations/room/discussion.html", context, status=status)


@requires("room.write")
@require_http_methods(METHODS)
@in_room
def message(request: HttpRequest, visit: Visit, message: int) -> HttpResponse:
    """Mends the own message while it is fresh."""
    found = _find(visit, message)
    form = MessageForm(request.POST or None, initial={"text": found.text})
    if request.method == "POST" and _edited(visit, found, form):
        return redirect(f"{visit.address('discussion')}#message-{found.pk}")
    if found.author_id != request.user.pk or not found.is_editable_at(timezone.now()):
        form.fields["text"].disabled = request.method != "POST"
    context = {**visit.context("discussion"), "form": form, "message": found}
    status = 422 if form.errors else 200
    return render(request, "consultations/room/message.html", context, status=status)


@requires("room.write")
@require_POST
@in_room
def message_strike(request: HttpRequest, visit: Visit, message: int) -> HttpResponse:
    """Strikes the own message."""
    found = _find(visit, message)
    try:
        services.strike_message(actor=visit.user, message=found, now=timezone.now())
    except RoomError as error:
        messages.error(request, problem_message(error.code))
    else:
        messages.success(request, _("The message is struck."))
    return redirect(f"{visit.address('discussion')}#message-{found.pk}")


def _find(visit: Visit, pk: int) -> Message:
    return get_object_or_404(
        Message.objects.select_related("author"), pk=pk, referral=visit.referral
    )


def _about(visit: Visit, data: Any) -> dict[str, Any]:
    """What a message is about, by the ids in the address or in the form."""
    ids = {name: _id(data.get(name)) for name in ("provision", "remark", "reply_to")}
    own = {"referral": visit.referral}
    remarks = MemberRemark.objects.with_people().filter(**own)
    return {
        "provision": visit.provision(ids["provision"]),
        "remark": remarks.filter(pk=ids["remark"]).first() if ids["remark"] else None,
        "reply_to": Message.objects.filter(pk=ids["reply_to"], **own).select_related(
            "author", "provision", "remark"
        ).first() if ids["reply_to"] else None,
    }  # fmt: skip


def _id(written: Any) -> int | None:
    text = str(written or "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 19 else None


def _context(visit: Visit, about: dict[str, Any], form: MessageForm) -> dict[str, Any]:
    provision, remark = about["provision"], about["remark"]
    seats = visit.seats.values()
    return {
        **visit.context("discussion"),
        **about,
        "form": form,
        "lines": messages_in(
            visit.referral,
            visit.user,
            timezone.now(),
            provision=provision.pk if provision else None,
            remark=remark.pk if remark else None,
        ),
        "conflicted": {seat.user_id for seat in seats if seat.has_conflict},
    }


def _posted(visit: Visit, form: MessageForm) -> Message | None:
    if not form.is_valid():
        return None
    try:
        return services.post_message(
            actor=visit.user,
            referral=visit.referral,
            text=form.cleaned_data["text"],
            **_about(visit, form.cleaned_data),
            now=timezone.now(),
        )
    except RoomError as error:
        form.add_error(None, problem_message(error.code))
        return None


def _edited(visit: Visit, found: Message, form: MessageForm) -> bool:
    if not form.is_valid():
        return False
    try:
        services.edit_message(
            actor=visit.user,
            message=found,
            text=form.cleaned_data["text"],
            now=timezone.now(),
        )
    except RoomError as error:
        form.add_error(None, problem_message(error.code))
        return False
    return True
