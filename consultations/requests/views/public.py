"""What everybody sees and does: the list, one request, filing, joining."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.requests import selectors, services
from consultations.requests.errors import RequestError
from consultations.requests.forms import JoinForm, RequestForm
from consultations.requests.messages import PROBLEM_FIELDS, problem_message
from consultations.requests.models import PublicRequest, RequestKind, RequestStatus
from consultations.requests.presenters import public_tabs
from core.accounts import services as accounts
from core.accounts.models import User
from core.accounts.permissions import public
from core.accounts.selectors import current_consents, email_hash
from core.web.addresses import client_ip
from core.web.ratelimits import rate_limited

PER_PAGE = 20


def _user(request: HttpRequest) -> User | None:
    return request.user if isinstance(request.user, User) else None


def addressee(_scope: str, request: HttpRequest) -> str:
    """Whom a letter would go to: many machines together cannot flood one mailbox."""
    if isinstance(request.user, User):
        return f"account:{request.user.pk}"
    typed = request.POST.get("email", "").strip()
    return f"e-mail:{email_hash(typed)}" if typed else f"nobody:{client_ip(request)}"


@public
@require_safe
def request_list(request: HttpRequest) -> HttpResponse:
    """All received requests, the newest first; ?state= narrows."""
    state = request.GET.get("state", "")
    page = selectors.requests_page(
        state, cursor=request.GET.get("cursor"), per_page=PER_PAGE, now=timezone.now()
    )
    context = {"page": page, "tabs": public_tabs(state)}
    return render(request, "consultations/requests/list.html", context)


def _find(pk: int) -> PublicRequest:
    found = selectors.find_request(pk)
    if found is None:
        raise Http404
    return found


@public
@require_safe
def request_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One request: its words (after the check), its term, the decision."""
    found = _find(pk)
    context = {
        "item": found,
        "line": selectors.request_line(found, timezone.localdate()),
        "computed": selectors.explain_decision_term(found),
        "may_join": found.status == RequestStatus.SHOWN,
    }
    return render(request, "consultations/requests/request.html", context)


def _initial(request: HttpRequest) -> dict[str, Any]:
    """What the address suggests: ?bill= a bill, ?topic= a discussion."""
    slug = request.GET.get("bill", "")
    found = selectors.requestable_versions().filter(bill__slug=slug).first() if slug else None
    kind = RequestKind.TOPIC if "topic" in request.GET else RequestKind.EXPERTISE
    return {"version": found, "kind": kind}


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("request")
@rate_limited("request-letters", key=addressee)
def new(request: HttpRequest) -> HttpResponse:
    """The form; after a mistake it comes back with everything that was typed."""
    data = request.POST if request.method == "POST" else None
    form = RequestForm(data, user=_user(request), initial=_initial(request))
    if request.method == "POST" and form.is_valid():
        done = redirect("requests:list") if form.is_trapped else _filed(request, form)
        if done is not None:
            return done
    context = {"form": form, "consents": current_consents(timezone.localdate())}
    status = 422 if form.errors else 200
    return render(request, "consultations/requests/new.html", context, status=status)


def _filed(request: HttpRequest, form: RequestForm) -> HttpResponse | None:
    """Where to go on; None with the reason in the form."""
    try:
        filed = services.file_request(
            actor=_user(request),
            chamber=form.chamber_chosen(),
            text=form.wanted(),
            asker=form.asker(),
            came=services.Came(client_ip(request), form.open_for),
            now=timezone.now(),
        )
    except RequestError as error:
        field = PROBLEM_FIELDS.get(error.code, "")
        form.add_error(field if field in form.fields else None, problem_message(error))
    except accounts.ConsentMissing as error:
        form.add_error(f"consent_{error.kind}", _("This consent is needed."))
    except accounts.NoConsentText:
        form.add_error(None, _no_consent())
    else:
        if filed.asked is not None:
            return redirect("accounts:sent", token=accounts.sent_token_of(filed.asked))
        messages.success(request, _("Your request is received: its words appear after a check."))
        return redirect(filed.request)
    return None


def _no_consent() -> str:
    return _(
        "This cannot be received now: the text of a consent that the law asks for is not published "
        "on this site. Tell the organiser."
    )


@public
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("join")
@rate_limited("join-letters", key=addressee)
def join(request: HttpRequest, pk: int) -> HttpResponse:
    """One button; without an account also an e-mail, which a letter confirms."""
    found = _find(pk)
    if found.status != RequestStatus.SHOWN:
        return redirect(found)
    user = _user(request)
    form = JoinForm(request.POST if request.method == "POST" else None, user=user)
    if request.method == "POST" and form.is_valid():
        done = redirect(found) if form.is_trapped else _joined(request, user, found, form)
        if done is not None:
            return done
    context = {
        "item": found,
        "form": form,
        "has_joined": user is not None and selectors.has_joined(user, found),
        "consent": current_consents(timezone.localdate()).get("processing"),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/requests/join.html", context, status=status)


def _joined(
    request: HttpRequest, user: User | None, found: PublicRequest, form: JoinForm
) -> HttpResponse | None:
    """Where to go on; None with the reason in the form."""
    common: dict[str, Any] = {"language": get_language() or "ru", "now": timezone.now()}
    try:
        if user is not None:
            services.join_request(actor=user, request=found, **common)
            messages.success(request, _("You have joined the request."))
            return redirect(found)
        email = form.cleaned_data["email"]
        consents = ("processing",)
        asked = services.ask_to_join(request=found, email=email, consents=consents, **common)
        return redirect("accounts:sent", token=accounts.sent_token_of(asked))
    except RequestError as error:
        form.add_error(None, problem_message(error))
    except accounts.NoConsentText:
        form.add_error(None, _no_consent())
    return None
