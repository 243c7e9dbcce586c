"""The tables of amendments on the desk of the committee."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.amendments import presenters, selectors, services
from consultations.amendments.errors import AmendmentsError
from consultations.amendments.forms import SponsorForm
from consultations.amendments.messages import explain, problem_message
from consultations.amendments.pages import DeskPage, back_url
from consultations.amendments.views.files import file_of
from consultations.process.models import Consultation
from core.accounts.permissions import acting_user, policy, requires

METHODS = ["GET", "HEAD", "POST"]


def find(request: HttpRequest, pk: int, action: str) -> Consultation:
    """The consultation, for somebody of its committee; raises Http404 and PermissionDenied."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, action, consultation.as_responder)
    return consultation


@requires("amendments.read")
@require_http_methods(METHODS)
def tables(request: HttpRequest, pk: int) -> HttpResponse:
    """The amendments that fit the filters; POST writes a decision for the rows that are ticked, or
    for all that fit."""
    consultation = find(request, pk, "amendments.read")
    page = DeskPage(request, consultation)
    if request.method == "POST":
        policy.require(request.user, "amendments.edit", consultation.as_responder)
        if page.form.is_valid() and _decided(request, page):
            return redirect(request.get_full_path())
    status = 422 if page.form.errors else 200
    return render(request, "consultations/amendments/desk.html", page.context(), status=status)


def _decided(request: HttpRequest, page: DeskPage) -> bool:
    data = page.form.cleaned_data
    try:
        count = services.decide_amendments(
            actor=acting_user(request),
            consultation=page.consultation,
            versions=page.chosen_versions(),
            decision=data["decision"],
            reason=data["reason"],
            now=timezone.now(),
        )
    except AmendmentsError as error:
        page.form.add_error(*explain(error))
        page.form.rebase(page.seen)
        return False
    words = ngettext("Decided: %(n)s amendment.", "Decided: %(n)s amendments.", count)
    messages.success(request, words % {"n": count})
    return True


@requires("amendments.edit")
@require_http_methods(METHODS)
def table(request: HttpRequest, pk: int) -> HttpResponse:
    """Accepted proposals become amendments: all of them, or those of one group (`?group=`)."""
    consultation = find(request, pk, "amendments.edit")
    waiting = selectors.groups_to_table(consultation)
    one = request.GET.get("group", "")
    groups = [int(one)] if one.isascii() and one.isdigit() and len(one) < 10 else []
    form = SponsorForm(request.POST if request.method == "POST" else None)
    form.suggest(selectors.sponsor_suggestions(consultation))
    if form.is_bound and form.is_valid() and _tabled(request, consultation, form, groups):
        return redirect(f"{back_url(consultation)}?table=3")
    context = {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "form": form,
        "count": (waiting.filter(pk__in=groups) if groups else waiting).count(),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/amendments/table.html", context, status=status)


def _tabled(
    request: HttpRequest, consultation: Consultation, form: SponsorForm, groups: list[int]
) -> bool:
    try:
        count = services.table_amendments(
            actor=acting_user(request),
            consultation=consultation,
            sponsor=form.cleaned_data["sponsor"],
            now=timezone.now(),
            groups=groups,
        )
    except AmendmentsError as error:
        form.add_error(*explain(error))
        return False
    words = ngettext("Tabled: %(n)s amendment.", "Tabled: %(n)s amendments.", count)
    messages.success(request, words % {"n": count})
    return True


@requires("amendments.publish")
@require_POST
def publish(request: HttpRequest, pk: int) -> HttpResponse:
    """The tables as they are become the next public edition."""
    consultation = find(request, pk, "amendments.publish")
    try:
        published = services.publish_tables(
            actor=acting_user(request), consultation=consultation, now=timezone.now()
        )
    except AmendmentsError as error:
        messages.error(request, problem_message(error))
        return redirect(back_url(consultation))
    words = _("Edition %(n)s of the tables is published.") % {"n": published.edition}
    messages.success(request, words)
    return redirect(back_url(consultation))


@requires("amendments.read")
@require_safe
def draft_file(request: HttpRequest, pk: int, fmt: str) -> HttpResponse:
    """The tables as they are now, marked as a draft."""
    consultation = find(request, pk, "amendments.read")
    head = presenters.head_of(consultation, now=timezone.now())
    lines = partial(selectors.draft_lines, consultation)
    response = file_of(head, lines, fmt, consultation.slug)
    if response is None:
        raise Http404
    return response
