"""The desk of the Public Chamber: the check, the decision, the event that follows."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from consultations.requests import selectors, services
from consultations.requests.errors import RequestError
from consultations.requests.forms import CheckForm, DecisionForm, EventForm
from consultations.requests.messages import CAUTIONS, PROBLEM_FIELDS, problem_message
from consultations.requests.models import PublicRequest, RequestStatus
from consultations.requests.presenters import desk_tabs
from core.accounts.permissions import policy, requires
from core.accounts.policy import places
from core.rules.selectors import moderation_grounds
from core.web.access import Role
from core.web.forms import SiteForm
from drafts.permissions import acting_user

PER_PAGE = 30
_ROLES = (Role.MODERATOR, Role.SECRETARY, Role.CHAIR)


@requires("requests.read")
@require_safe
def desk_list(request: HttpRequest) -> HttpResponse:
    """Requests to the own chambers; those to be checked, unless ?state= says otherwise."""
    state = request.GET.get("state", RequestStatus.CHECKING)
    bodies = [body for role, body in places(request.user) if role in _ROLES]
    page = selectors.desk_page(
        bodies, state, cursor=request.GET.get("cursor"), per_page=PER_PAGE, now=timezone.now()
    )
    context = {"page": page, "tabs": desk_tabs(state)}
    return render(request, "consultations/requests/desk_list.html", context)


def _find(request: HttpRequest, pk: int, action: str) -> PublicRequest:
    found = selectors.find_request(pk)
    if found is None:
        raise Http404
    policy.require(request.user, "requests.read", found)
    if action != "requests.read":
        policy.require(request.user, action, found)
    return found


def _shown(
    request: HttpRequest, found: PublicRequest, status: int = 200, **forms: SiteForm
) -> HttpResponse:
    """The page of a request with the forms that this person may use; `forms`: those that came back
    with a mistake."""
    may = {
        name: policy.check(request.user, f"requests.{name}", found)
        for name in ("check", "decide", "follow")
    }
    may["check"] = may["check"] and found.status != RequestStatus.DECIDED
    may["decide"] = may["decide"] and found.status == RequestStatus.SHOWN
    may["follow"] = may["follow"] and found.disposition == "agreed" and not found.consultation_id
    grounds = moderation_grounds(timezone.localdate())
    context: dict[str, Any] = {
        "item": found,
        "line": selectors.request_line(found, timezone.localdate()),
        "computed": selectors.explain_decision_term(found),
        "cautions": [CAUTIONS[code] for code in found.cautions if code in CAUTIONS],
        "check_form": forms.get("check") or (CheckForm(grounds=grounds) if may["check"] else None),
        "decision_form": forms.get("decide")
        or (DecisionForm(request=found) if may["decide"] else None),
        "event_form": forms.get("event") or (EventForm(request=found) if may["follow"] else None),
    }
    return render(request, "consultations/requests/desk_request.html", context, status=status)


@requires("requests.read")
@require_safe
def desk_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything about one request, and what can be done with it."""
    return _shown(request, _find(request, pk, "requests.read"))


@requires("requests.check")
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """Publishes or hides the words."""
    found = _find(request, pk, "requests.check")
    form = CheckForm(request.POST, grounds=moderation_grounds(timezone.localdate()))
    if form.is_valid():
        common: dict[str, Any] = {"actor": acting_user(request), "request": found}
        try:
            if form.cleaned_data["action"] == "hide":
                ground = form.cleaned_data["ground"]
                services.hide_request(ground_code=ground, now=timezone.now(), **common)
            else:
                services.show_request(now=timezone.now(), **common)
            messages.success(request, _("Done."))
            return redirect("requests:desk_request", pk=pk)
        except RequestError as error:
            _refuse(form, error)
    return _shown(request, found, 422, check=form)


@requires("requests.decide")
@require_POST
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Publishes the decision."""
    found = _find(request, pk, "requests.decide")
    form = DecisionForm(request.POST, request=found)
    if form.is_valid():
        try:
            services.decide_request(
                actor=acting_user(request),
                request=found,
                decision=form.decision(),
                now=timezone.now(),
            )
            messages.success(
                request, _("The decision is published; the author and all who joined get a letter.")
            )
            return redirect("requests:desk_request", pk=pk)
        except RequestError as error:
            _refuse(form, error)
    return _shown(request, found, 422, decide=form)


@requires("requests.follow")
@require_POST
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """Names the event that is held upon an agreed request."""
    found = _find(request, pk, "requests.follow")
    form = EventForm(request.POST, request=found)
    if form.is_valid():
        try:
            services.name_event(
                actor=acting_user(request),
                request=found,
                consultation=form.cleaned_data["consultation"],
                now=timezone.now(),
            )
            messages.success(request, _("The event is named on the page of the request."))
            return redirect("requests:desk_request", pk=pk)
        except RequestError as error:
            _refuse(form, error)
    return _shown(request, found, 422, event=form)


def _refuse(form: SiteForm, error: RequestError) -> None:
    field = PROBLEM_FIELDS.get(error.code, "")
    form.add_error(field if field in form.fields else None, problem_message(error))
