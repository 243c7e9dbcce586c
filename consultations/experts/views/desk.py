"""The desk of a council: experts, calls and organisations in its work on one bill."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.experts import selectors, services
from consultations.experts.errors import ExpertsError
from consultations.experts.forms import AppointForm, CallForm, ReasonForm
from consultations.experts.messages import explain
from consultations.experts.models import Appointment
from consultations.process.models import Referral
from core.accounts.permissions import acting_user, policy, requires
from core.web.formpages import Act, FormPage, form_page


def referral_of(request: HttpRequest, pk: int, action: str) -> Referral:
    """A referral on which this person may do `action`; Http404, PermissionDenied."""
    rows = Referral.objects.select_related("council", "consultation__version__bill")
    referral = get_object_or_404(rows, pk=pk)
    policy.require(request.user, action, referral)
    return referral


def page_of(referral: Referral, heading: object, submit: object, **more: object) -> FormPage:
    """A form under the page of experts of a referral."""
    back = reverse("experts:work", args=[referral.pk])
    crumbs = ((_("Experts"), reverse("experts:desk")), (referral.council, back))
    values = {"lead": referral.consultation.version.bill.title, "crumbs": crumbs} | more
    return FormPage(heading, submit, back, **values)  # type: ignore[arg-type]


@requires("experts.see_work")
@require_safe
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """Who takes part in the council's work on a bill, and who asks to."""
    referral = referral_of(request, pk, "experts.see_work")
    context = {
        "referral": referral,
        "consultation": referral.consultation,
        "work": selectors.work_of(referral),
        "may_appoint": policy.check(request.user, "experts.appoint", referral),
        **selectors.waiting_of(referral),
    }
    return render(request, "consultations/experts/work.html", context)


@requires("experts.appoint")
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoints an expert of the register."""
    referral = referral_of(request, pk, "experts.appoint")
    form = AppointForm(request.POST or None, referral=referral)
    act = Act(
        lambda data: services.appoint_expert(
            actor=acting_user(request), referral=referral, now=timezone.now(), **data
        ),
        (ExpertsError,),
        explain,
        _("The expert is appointed; a letter has been sent."),
    )
    page = page_of(referral, _("Appoint an expert"), _("Appoint"))
    return form_page(request, form, page, act)


@requires("experts.appoint")
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """Ends an appointment."""
    rows = Appointment.objects.select_related("user")
    appointment = get_object_or_404(rows, pk=pk)
    referral = referral_of(request, appointment.referral_id, "experts.appoint")
    form = ReasonForm(request.POST or None)
    act = Act(
        lambda data: services.end_appointment(
            actor=acting_user(request), appointment=appointment, now=timezone.now(), **data
        ),
        (ExpertsError,),
        explain,
        _("The appointment is ended."),
    )
    heading, lead = _("End the appointment"), appointment.user.full_name
    return form_page(
        request, form, page_of(referral, heading, heading, lead=lead, danger=True), act
    )


@requires("experts.appoint")
@require_http_methods(["GET", "HEAD", "POST"])
def call(request: HttpRequest, pk: int) -> HttpResponse:
    """Announces a call for experts."""
    referral = referral_of(request, pk, "experts.appoint")
    form = CallForm(request.POST or None, initial={"closes_on": referral.due_on})
    act = Act(
        lambda data: services.announce_call(
            actor=acting_user(request),
            referral=referral,
            requirements=data["requirements"],
            knowledge=[each.pk for each in data["knowledge"]],
            closes_on=data["closes_on"],
            now=timezone.now(),
        ),
        (ExpertsError,),
        explain,
        _("The call is announced; experts of these fields have got a letter."),
    )
    page = page_of(referral, _("Call for experts"), _("Announce the call"))
    return form_page(request, form, page, act)
