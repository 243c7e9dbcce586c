"""One referral on the desk: its council accepts or declines, its sender withdraws."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.process import selectors, services
from consultations.process.errors import ProcessError
from consultations.process.forms import ReasonForm
from consultations.process.messages import problem_message
from consultations.process.models import Referral, ReferralStatus
from consultations.process.views.refusing import refuse
from core.accounts.permissions import policy, requires
from core.rules.selectors import work_calendar
from drafts.permissions import acting_user


def _find(request: HttpRequest, pk: int, action: str) -> Referral:
    found = selectors.referral_on_desk(pk)
    if found is None:
        raise Http404
    policy.require(request.user, action, found)
    return found


def _context(request: HttpRequest, found: Referral) -> dict[str, Any]:
    today = timezone.localdate()
    is_councils = policy.check(request.user, "process.decide", found)
    is_senders = policy.check(request.user, "process.withdraw", found)
    return {
        "referral": found,
        "consultation": found.consultation,
        "bill": found.consultation.version.bill,
        "line": selectors.referral_lines([found], today, calendar=work_calendar())[0],
        "may_accept": is_councils and found.status == ReferralStatus.SENT,
        "may_decline": is_councils and found.is_waiting and not found.own_initiative,
        "may_withdraw": is_senders and found.is_waiting,
    }


@requires("process.read_referral")
@require_safe
def referral(request: HttpRequest, pk: int) -> HttpResponse:
    """Where the referral stands, and what can be decided."""
    found = _find(request, pk, "process.read_referral")
    return render(request, "consultations/process/referral.html", _context(request, found))


@requires("process.decide")
@require_POST
def accept(request: HttpRequest, pk: int) -> HttpResponse:
    """The council takes the bill into work."""
    found = _find(request, pk, "process.decide")
    try:
        services.accept_referral(actor=acting_user(request), referral=found, now=timezone.now())
        messages.success(request, _("The council has accepted the bill; the committee is told."))
    except ProcessError as error:
        messages.error(request, problem_message(error.code, error.params))
    return redirect("process:referral", pk=pk)


@requires("process.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def decline(request: HttpRequest, pk: int) -> HttpResponse:
    """The council refuses, with a public reason."""
    found = _find(request, pk, "process.decide")
    done = _("The referral is declined; the reason is published and the committee is told.")
    return _closed(request, found, services.decline_referral, "decline", done)


@requires("process.withdraw")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """The sender takes the referral back, with a public reason."""
    found = _find(request, pk, "process.withdraw")
    done = _("The referral is withdrawn; the reason is published.")
    return _closed(request, found, services.withdraw_referral, "withdraw", done)


def _closed(request: HttpRequest, found: Referral, verb: Any, kind: str, done: str) -> HttpResponse:
    """The form of the reason; after a mistake it comes back with what was typed."""
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            reason = form.cleaned_data["reason"]
            verb(actor=acting_user(request), referral=found, reason=reason, now=timezone.now())
            messages.success(request, done)
            return redirect("process:referral", pk=found.pk)
        except ProcessError as error:
            refuse(form, error)
    context = _context(request, found) | {"form": form, "kind": kind}
    status = 422 if form.errors else 200
    return render(request, "consultations/process/close.html", context, status=status)
