"""The desk of councils: what was referred to them, and the opinion as it is being written."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.expertise import selectors, services
from consultations.expertise.errors import ExpertiseError, NotAdoptable, StaleRevision
from consultations.expertise.forms import DissentForm, OpinionEditor
from consultations.expertise.messages import problem_message
from consultations.expertise.models import Opinion
from consultations.expertise.pages import OpinionPage, referral_tabs
from consultations.process.models import Referral
from consultations.process.selectors import referral_lines
from core.accounts.permissions import policy, requires
from core.web.paging import keyset_page

PER_PAGE = 30


@requires("expertise.read")
@require_safe
def referrals(request: HttpRequest) -> HttpResponse:
    """What was referred to the own councils: waiting by the day on which it is due, or answered."""
    state = "answered" if request.GET.get("state") == "answered" else "sent"
    mine = selectors.referrals_of(selectors.own_councils(request.user))
    mine = mine.waiting() if state == "sent" else mine.filter(status=state)
    order = ("due_on", "pk") if state == "sent" else ("-due_on", "-pk")
    page = keyset_page(mine, order=order, cursor=request.GET.get("cursor"), per_page=PER_PAGE)
    lines = referral_lines(page.items, timezone.localdate())
    context = {"page": page, "lines": lines, "tabs": referral_tabs(state), "state": state}
    return render(request, "consultations/expertise/referrals.html", context)


@requires("expertise.read")
@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """The opinion of the council on one referral: a form for the secretary, a text for others."""
    referral = _find(request, pk)
    page = OpinionPage(request, referral)
    if request.method == "POST":
        policy.require(request.user, "expertise.write", referral)
        if _saved(request, page):
            more = "?more=1#remarks-end" if "more" in request.POST else ""
            return redirect(f"{request.path}{more}")
    return _shown(request, page)


@requires("expertise.adopt")
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves what the form holds (if it came with one) and adopts the opinion."""
    referral = _find(request, pk)
    policy.require(request.user, "expertise.adopt", referral)
    page = OpinionPage(request, referral)
    if page.has_form_data and not _saved(request, page, quietly=True):
        return _shown(request, page)
    # From here on the page shows what is saved, with its new number.
    saved = OpinionPage(request, referral, use_post=False)
    if _adopted(request, saved):
        return redirect("expertise:opinion", pk=pk)
    return _shown(request, saved)


@requires("expertise.write")
@require_POST
def dissent(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a dissenting opinion to the adopted one."""
    referral = _find(request, pk)
    policy.require(request.user, "expertise.write", referral)
    page = OpinionPage(request, referral)
    if page.opinion is not None and _filed(request, page, page.opinion):
        return redirect("expertise:opinion", pk=pk)
    return _shown(request, page)


def _find(request: HttpRequest, pk: int) -> Referral:
    found = Referral.objects.select_related("council", "consultation__version__bill")
    referral = get_object_or_404(found, pk=pk)
    policy.require(request.user, "expertise.read", referral)
    return referral


def _shown(request: HttpRequest, page: OpinionPage) -> HttpResponse:
    context = page.context()
    return render(request, "consultations/expertise/opinion.html", context, status=page.status)


def _saved(request: HttpRequest, page: OpinionPage, *, quietly: bool = False) -> bool:
    """Whether the draft was saved; if not, the page holds what was typed and why."""
    editor: OpinionEditor = page.editor
    if not editor.is_valid():
        page.status = 422
        return False
    try:
        page.opinion = services.save_opinion(
            actor=request.user,
            referral=page.referral,
            data=editor.opinion_data(),
            revision=editor.revision,
            now=timezone.now(),
        )
    except StaleRevision as stale:
        page.show_stale(stale)
        return False
    except ExpertiseError as error:
        _refuse(editor.form, error, page)
        return False
    if not quietly and "more" not in request.POST:
        messages.success(request, _("The draft is saved."))
    return True


def _adopted(request: HttpRequest, page: OpinionPage) -> bool:
    if page.opinion is None:
        messages.error(request, _("Record the opinion first."))
        page.status = 422
        return False
    try:
        services.adopt_opinion(actor=request.user, opinion=page.opinion, now=timezone.now())
    except NotAdoptable as refusal:
        page.show_faults(refusal.faults)
        return False
    except ExpertiseError as error:
        messages.error(request, problem_message(error.code))
        page.status = 409
        return False
    messages.success(request, _("The opinion is adopted and published."))
    return True


def _filed(request: HttpRequest, page: OpinionPage, found: Opinion) -> bool:
    form: DissentForm = page.dissent_form
    if not form.is_valid() or not form.is_dissent:
        form.add_error(None, _("Name the member, the text and the day of filing."))
        page.status = 422
        return False
    try:
        services.file_dissent(
            actor=request.user, opinion=found, data=form.data_of, now=timezone.now()
        )
    except ExpertiseError as error:
        _refuse(form, error, page)
        return False
    messages.success(request, _("The dissenting opinion is published beside the opinion."))
    return True


def _refuse(form: Any, error: ExpertiseError, page: OpinionPage) -> None:
    form.add_error(None, problem_message(error.code))
    page.status = 422
