"""Asking councils, and beginning an expertise without being asked."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from consultations.process import selectors, services, terms
from consultations.process.errors import ProcessError
from consultations.process.forms import DueKind, ReferForm, TakeUpForm
from consultations.process.messages import problem_message
from consultations.process.models import Consultation, Side
from consultations.process.views.refusing import refuse
from core.accounts.models import Council
from core.accounts.permissions import policy, requires
from core.accounts.policy import places
from core.web.access import Role
from drafts.permissions import acting_user


@requires("process.refer")
@require_http_methods(["GET", "HEAD", "POST"])
def refer(request: HttpRequest, pk: int) -> HttpResponse:
    """Sends the bill to several councils at once."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, "process.refer", consultation.as_responder)
    form = ReferForm(request.POST or None, consultation=consultation, today=timezone.localdate())
    if request.method == "POST" and form.is_valid() and _referred(request, form, consultation):
        return redirect("desk:consultation", pk=pk)
    context = {"form": form, "consultation": consultation, "bill": consultation.version.bill}
    status = 422 if form.errors else 200
    return render(request, "consultations/process/refer.html", context, status=status)


def _referred(request: HttpRequest, form: ReferForm, consultation: Consultation) -> bool:
    """Whether the bill was sent; if not, the reason is in the form."""
    try:
        referrals = services.refer_to_councils(
            actor=acting_user(request),
            consultation=consultation,
            councils=form.cleaned_data["councils"],
            now=timezone.now(),
            **form.due(),
        )
    except ProcessError as error:
        is_term = form.cleaned_data["due_kind"] == DueKind.TERM
        day = "amount" if is_term else "due_on"
        refuse(form, error, instead={"due_on": day, "closes_on": day})
        return False
    text = ngettext(
        "The bill is sent to %(count)d council.",
        "The bill is sent to %(count)d councils.",
        len(referrals),
    )
    messages.success(request, text % {"count": len(referrals)})
    return True


def _own_councils(request: HttpRequest) -> frozenset[int]:
    """Councils for which this person may begin an expertise."""
    held = places(request.user)
    return frozenset(body for role, body in held if role in (Role.SECRETARY, Role.CHAIR))


@requires("process.take_up")
@require_safe
def initiative(request: HttpRequest) -> HttpResponse:
    """Events in which the own councils may begin an expertise without being asked."""
    found = selectors.initiatives(_own_councils(request), timezone.now())
    return render(request, "consultations/process/initiative.html", {"items": found})


@requires("process.take_up")
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Which council begins, and when its opinion will be due."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    mine = _own_councils(request)
    policy.require(request.user, "process.take_up", Side(consultation.phase, tuple(mine)))
    free = selectors.councils_to_ask(consultation).filter(pk__in=mine)
    councils: list[Council] = list(free)
    form = TakeUpForm(request.POST or None, councils=councils)
    if request.method == "POST" and form.is_valid() and _taken_up(request, form, consultation):
        return redirect("desk:consultation", pk=pk)
    context = {
        "form": form,
        "councils": councils,
        "consultation": consultation,
        "bill": consultation.version.bill,
        "due_on": terms.referral_due(consultation, timezone.localdate()),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/process/take_up.html", context, status=status)


def _taken_up(request: HttpRequest, form: TakeUpForm, consultation: Consultation) -> bool:
    try:
        services.take_up(
            actor=acting_user(request),
            consultation=consultation,
            council=form.cleaned_data["council"],
            now=timezone.now(),
        )
    except ProcessError as error:
        form.add_error(None, problem_message(error.code, error.params))
        return False
    messages.success(
        request, _("The expertise has begun: the responsible committee is told, everybody sees it.")
    )
    return True
