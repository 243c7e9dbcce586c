"""The desk of the committee's staff: announcing an act of public control."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.process import selectors, services, terms
from consultations.process.errors import ProcessError
from consultations.process.forms import AnnounceForm, HoldForm
from consultations.process.models import Consultation, Form
from consultations.process.permissions import Holding
from consultations.process.views.refusing import refuse
from core.accounts.permissions import policy, requires
from core.web.paging import keyset_page
from drafts.models import BillVersion
from drafts.permissions import acting_user


@requires("process.announce")
@require_http_methods(["GET", "HEAD", "POST"])
def announce(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The announcement on a published version: the form (GET, ?form= chooses one) and the act."""
    versions = BillVersion.objects.select_related("bill__committee")
    version = get_object_or_404(versions, bill__slug=slug, number=number)
    policy.require(request.user, "process.announce", version)
    if request.method == "POST":
        form = AnnounceForm(request.POST)
        consultation = _announced(request, form, version) if form.is_valid() else None
        if consultation is not None:
            return redirect("desk:consultation", pk=consultation.pk)
    else:
        wanted = request.GET.get("form", "")
        form = AnnounceForm.suggested(version, wanted, timezone.localdate())
    context = {
        "form": form,
        "version": version,
        "bill": version.bill,
        "computed": terms.explain_suggestion(form["form"].value(), timezone.localdate())
        if not form.is_bound
        else [],
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/process/announce.html", context, status=status)


@requires("process.hold")
@require_safe
def hold_on(request: HttpRequest) -> HttpResponse:
    """The bills on which the own council may hold a monitoring or an inspection."""
    page = keyset_page(
        selectors.newest_versions(),
        order=("-published_at", "-pk"),
        cursor=request.GET.get("cursor"),
        per_page=30,
    )
    return render(request, "consultations/process/hold_on.html", {"page": page})


@requires("process.hold")
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The announcement by a council itself; ?parent= is the own monitoring that it follows."""
    versions = BillVersion.objects.select_related("bill__committee")
    version = get_object_or_404(versions, bill__slug=slug, number=number)
    councils = selectors.councils_to_hold(request.user)
    policy.require(request.user, "process.hold", Holding(version.status, tuple(councils)))
    parent = _parent(request, councils)
    options: dict[str, Any] = {"councils": councils, "after_monitoring": parent is not None}
    if request.method == "POST":
        form: AnnounceForm = HoldForm(request.POST, **options)
        more = {"parent": parent, "actor_role": "secretary"}
        consultation = _announced(request, form, version, **more) if form.is_valid() else None
        if consultation is not None:
            return redirect("desk:consultation", pk=consultation.pk)
    else:
        usual = Form.EXPERTISE if parent else Form.MONITORING
        wanted = request.GET.get("form", usual)
        form = HoldForm.suggested(version, wanted, timezone.localdate(), **options)
    context = {"form": form, "version": version, "bill": version.bill, "parent": parent}
    status = 422 if form.errors else 200
    return render(request, "consultations/process/hold.html", context, status=status)


def _parent(request: HttpRequest, councils: list[int]) -> Consultation | None:
    """The monitoring of ?parent=, held by one of the own councils; Http404."""
    wanted = request.GET.get("parent", "")
    if not wanted:
        return None
    own = Consultation.objects.with_parties().filter(organiser__in=councils, form=Form.MONITORING)
    return get_object_or_404(own, pk=int(wanted) if wanted.isdecimal() and len(wanted) < 18 else 0)


def _announced(
    request: HttpRequest, form: AnnounceForm, version: BillVersion, **more: Any
) -> Consultation | None:
    """The consultation, or None with the reason written into the form."""
    try:
        consultation = services.announce_consultation(
            actor=acting_user(request),
            version=version,
            responder=version.bill.committee,
            now=timezone.now(),
            **form.cleaned_data,
            **more,
        )
    except ProcessError as error:
        refuse(form, error)
        return None
    messages.success(request, _("The event is announced; everybody can see it."))
    if terms.is_short(consultation.form, consultation.opens_on, consultation.closes_on):
        messages.warning(
            request, _("The window is shorter than advised: people may not have enough time.")
        )
    return consultation
