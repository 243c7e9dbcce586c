"""Writing down observations: on the desk for members of the organiser, on the own page for
inspectors, who need not be members of anything."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.control import selectors, services
from consultations.control.errors import ControlError
from consultations.control.forms import ObservationForm
from consultations.control.messages import explain
from consultations.control.permissions import may_observe
from consultations.control.views.desk import page_of
from consultations.process.models import CONTROL_FORMS, Consultation
from core.accounts.permissions import acting_user, requires
from core.web.formpages import Act, FormPage, form_page
from core.web.ratelimits import rate_limited
from drafts.domain.citations import citation
from drafts.models import Provision


@requires("control.inspect")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The inspections in which a person is named as inspector."""
    rows = selectors.inspections_of(request.user)
    return render(request, "consultations/control/mine.html", {"inspections": rows})


@requires("control.inspect")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("observations", "120/h")
def observe(request: HttpRequest, pk: int) -> HttpResponse:
    """A new observation, by an inspector or by a member of the organiser."""
    rows = Consultation.objects.with_parties().filter(form__in=CONTROL_FORMS)
    consultation = get_object_or_404(rows, pk=pk)
    user = acting_user(request)
    if not may_observe(user, consultation):
        raise PermissionDenied(pk)
    form = ObservationForm(
        request.POST or None,
        request.FILES or None,
        provisions=_provisions(consultation),
        initial={"seen_on": timezone.localdate()},
    )
    act = Act(
        lambda data: services.write_observation(
            actor=user,
            consultation=consultation,
            data=form.data_of(),
            files=data["attachments"],
            now=timezone.now(),
        ),
        (ControlError,),
        explain,
        _("The observation is published."),
    )
    return form_page(request, form, _page(consultation), act)


def _provisions(consultation: Consultation) -> list[tuple[int, str]]:
    """The units of the text that have a number, in their order; one query."""
    units = Provision.objects.filter(version=consultation.version_id).exclude(path="")
    rows = units.order_by("position").values_list("pk", "path")
    return [(pk, citation(path)) for pk, path in rows]


def _page(consultation: Consultation) -> FormPage:
    back = reverse("control:observations", args=[consultation.year, consultation.slug])
    page = page_of(consultation, _("New observation"), _("Publish"))
    return FormPage(
        page.heading,
        page.submit,
        back,
        lead=page.lead,
        crumbs=((consultation.version.bill.title, consultation.get_absolute_url()),),
        notes=(_("It is published at once, signed with your name, and is not edited later."),),
        template="web/form.html",
    )
