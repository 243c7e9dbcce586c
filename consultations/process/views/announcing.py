"""The desk of the committee's staff: announcing an act of public control."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.process import services, terms
from consultations.process.errors import ProcessError
from consultations.process.forms import AnnounceForm
from consultations.process.models import Consultation
from consultations.process.views.refusing import refuse
from core.accounts.permissions import policy, requires
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


def _announced(
    request: HttpRequest, form: AnnounceForm, version: BillVersion
) -> Consultation | None:
    """The consultation, or None with the reason written into the form."""
    try:
        consultation = services.announce_consultation(
            actor=acting_user(request),
            version=version,
            responder=version.bill.committee,
            now=timezone.now(),
            **form.cleaned_data,
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
