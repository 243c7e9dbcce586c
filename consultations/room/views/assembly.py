"""The opinion put together of the room's remarks."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.expertise.errors import ExpertiseError
from consultations.expertise.messages import problem_message as expertise_message
from consultations.room import services
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.forms import AssemblyForm, JoinForm
from consultations.room.messages import error_message, problem_message
from consultations.room.selectors.assembly import Assembly, assembly_of
from consultations.room.visits import Visit, in_room
from core.accounts.permissions import policy, requires

METHODS = ["GET", "HEAD", "POST"]


@requires("room.enter")
@require_http_methods(METHODS)
@in_room
def assembly(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What stands in the opinion, what waits, what is left out and why; and the decisions."""
    found = assembly_of(visit.referral)
    form = AssemblyForm(request.POST or None, remarks=_choices(found))
    if request.method == "POST":
        policy.require(request.user, "room.prepare", visit.referral)
        if form.is_valid():
            answer = _decided(request, visit, form)
            if answer is not None:
                return answer
    context = {
        **visit.context("assembly"),
        "assembly": found,
        "form": form,
        "chosen": set(form.cleaned_data.get("remarks", ())) if form.is_bound else set(),
        "may_see_opinion": policy.check(request.user, "expertise.read", visit.referral),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/room/assembly.html", context, status=status)


@requires("room.prepare")
@require_http_methods(METHODS)
@in_room
def join(request: HttpRequest, visit: Visit) -> HttpResponse:
    """Makes one remark of several on the same provision."""
    found = assembly_of(visit.referral)
    given = request.POST if request.method == "POST" else request.GET
    ids = {int(pk) for pk in given.getlist("remarks") if pk.isascii() and pk.isdigit()}
    chosen = [line.remark for line in found.choices if line.remark.pk in ids]
    if request.method != "POST" and len(chosen) < 2:
        messages.error(request, problem_message(RoomProblem.ONE_CHOSEN))
        return redirect("room:assembly", pk=visit.referral.pk)
    form = JoinForm(request.POST or None, initial=_joined(chosen), remarks=_choices(found))
    if request.method == "POST" and form.is_valid():
        done = _performed(
            form, services.join_remarks, visit,
            remarks=form.cleaned_data["remarks"], words=form.words,
        )  # fmt: skip
        if done:
            messages.success(request, _("The remarks are taken into the opinion as one."))
            return redirect("room:assembly", pk=visit.referral.pk)
    context = {**visit.context("assembly"), "form": form, "remarks": chosen}
    status = 422 if form.errors else 200
    return render(request, "consultations/room/join.html", context, status=status)


def _choices(found: Assembly) -> list[tuple[int, str]]:
    return [(line.remark.pk, str(line.remark.pk)) for line in found.choices]


def _joined(remarks: list[Any]) -> dict[str, Any]:
    """All that was said, for a person to make one text of it."""
    ranks = ("high", "medium", "low")
    return {
        "remarks": [remark.pk for remark in remarks],
        "text": "\n\n".join(remark.text for remark in remarks),
        "proposed_text": "\n\n".join(filter(None, (remark.proposed_text for remark in remarks))),
        "importance": min((remark.importance for remark in remarks), key=ranks.index, default=""),
        "norm": "; ".join(dict.fromkeys(filter(None, (remark.norm for remark in remarks)))),
    }


def _decided(request: HttpRequest, visit: Visit, form: AssemblyForm) -> HttpResponse | None:
    """Where to go after a decision; None if it was refused and the form says why."""
    remarks = form.cleaned_data["remarks"]
    here = redirect("room:assembly", pk=visit.referral.pk)
    if "join" in request.POST:
        query = urlencode({"remarks": remarks}, doseq=True)
        return redirect(f"{visit.address('join')}?{query}")
    if "leave_out" in request.POST:
        reason = form.cleaned_data["reason"]
        if _performed(form, services.leave_out, visit, remarks=remarks, reason=reason):
            messages.success(request, _("Left out, with the reason."))
            return here
        return None
    if _performed(form, services.take_remarks, visit, remarks=remarks):
        messages.success(request, _("Taken into the draft of the opinion."))
        return here
    return None


def _performed(form: Any, service: Callable[..., Any], visit: Visit, **words: Any) -> bool:
    try:
        service(actor=visit.user, referral=visit.referral, now=timezone.now(), **words)
    except RoomError as error:
        field = "reason" if error.code is RoomProblem.NO_REASON else None
        form.add_error(field, error_message(error))
        return False
    except ExpertiseError as error:
        form.add_error(None, expertise_message(error.code))
        return False
    return True
