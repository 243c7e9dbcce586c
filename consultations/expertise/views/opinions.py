"""The list of what was referred, and the opinion: written, merged, adopted, dissented from."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.expertise import selectors, services
from consultations.expertise.domain.merging import merge
from consultations.expertise.errors import ExpertiseError, NotAdoptable
from consultations.expertise.forms import DissentForm, MergeForm, MergeState
from consultations.expertise.messages import problem_message
from consultations.expertise.models import Opinion
from consultations.expertise.pages import OpinionPage, Pending, referral_tabs
from consultations.expertise.views.finding import declared, find
from consultations.expertise.views.saving import (
    refuse,
    save_form,
    save_merged,
    show,
    show_merge,
)
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
@declared
def opinion(request: HttpRequest, referral: Referral) -> HttpResponse:
    """The opinion of the council on one referral: a form for the secretary, a text for others."""
    page = OpinionPage(request, referral)
    if request.method == "POST":
        policy.require(request.user, "expertise.write", referral)
        if save_form(request, page):
            more = request.POST.get("more", "")
            if more in ("remarks", "factors"):
                return redirect(f"{request.path}?more={more}#{more}-end")
            messages.success(request, _("The draft is saved."))
            return redirect(request.path)
    return show(request, page)


@requires("expertise.write")
@require_POST
def merge_drafts(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves with the decisions on what two people changed differently, or asks again."""
    page = OpinionPage(request, find(request, pk, "expertise.write"))
    state = MergeState(request.POST)
    if not state.is_valid():
        messages.error(request, _("The text cannot be read."))
        return redirect("expertise:opinion", pk=pk)
    sent = state.cleaned_data
    base, theirs = page.base(sent["base"]), page.base(sent["revision"])
    mine = services.with_known_authors(sent["mine"], base, theirs)
    merged = merge(base, mine, theirs)
    pending = Pending(mine, sent["base"], sent["revision"], merged)
    form = MergeForm(request.POST, conflicts=merged.conflicts)
    if not form.is_valid():
        page.status = 422
        return show_merge(request, page, pending, form)
    try:
        if not save_merged(request, page, form.resolved(merged.data), theirs, sent["revision"]):
            return show(request, page)
    except ExpertiseError as error:
        refuse(form, error, page)
        return show_merge(request, page, pending, form)
    messages.success(request, _("The draft is saved."))
    return redirect("expertise:opinion", pk=pk)


@requires("expertise.adopt")
@require_POST
def adopt(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves what the form holds (if it came with one) and adopts the opinion, unless it holds
    what the person has not seen: then it is shown first."""
    referral = find(request, pk, "expertise.adopt")
    page = OpinionPage(request, referral)
    if page.has_form_data and not save_form(request, page):
        return show(request, page)
    seen = page.opinion.revision if page.opinion is not None else None
    # From here on the page shows what is saved, with its new number.
    saved = OpinionPage(request, referral, use_post=False)
    if page.has_others_words:
        messages.warning(
            request,
            _("A colleague has changed the draft meanwhile: look at it and adopt it again."),
        )
        saved.status = 409
    elif _adopted(request, saved, seen):
        return redirect("expertise:opinion", pk=pk)
    return show(request, saved)


@requires("expertise.write")
@require_POST
def dissent(request: HttpRequest, pk: int) -> HttpResponse:
    """Adds a dissenting opinion to the adopted one, also while a correction of it is drafted."""
    page = OpinionPage(request, find(request, pk, "expertise.write"))
    page.active = "dissent"
    found = page.in_force or page.opinion
    if found is not None and _filed(request, page, found):
        return redirect("expertise:opinion", pk=pk)
    return show(request, page)


def _adopted(request: HttpRequest, page: OpinionPage, seen: int | None) -> bool:
    if page.opinion is None:
        messages.error(request, _("Record the opinion first."))
        page.status = 422
        return False
    try:
        services.adopt_opinion(
            actor=request.user, opinion=page.opinion, now=timezone.now(), revision=seen
        )
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
    if not form.is_valid() or not form.is_given:
        form.add_error(None, _("Name the member, the text and the day of filing."))
        page.status = 422
        return False
    try:
        services.file_dissent(
            actor=request.user, opinion=found, data=form.data_of, now=timezone.now()
        )
    except ExpertiseError as error:
        refuse(form, error, page)
        return False
    messages.success(request, _("The dissenting opinion is published beside the opinion."))
    return True
