"""The desk of the organiser: the working page, inspectors, withdrawn observations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.control import selectors, services
from consultations.control.errors import ControlError, ControlProblem
from consultations.control.forms import InspectorForm, ReasonForm
from consultations.control.messages import explain
from consultations.control.models import Inspector, Observation
from consultations.control.permissions import may_observe
from consultations.process.models import CONTROL_FORMS, Consultation
from core.accounts.models import User
from core.accounts.permissions import acting_user, policy, requires
from core.web.formpages import Act, FormPage, form_page


def find(request: HttpRequest, pk: int, action: str) -> Consultation:
    """A monitoring or an inspection on which this person may do `action`."""
    rows = Consultation.objects.with_parties().filter(form__in=CONTROL_FORMS)
    consultation = get_object_or_404(rows, pk=pk)
    policy.require(request.user, action, consultation.as_organiser)
    return consultation


def page_of(
    consultation: Consultation, heading: object, submit: object, **more: object
) -> FormPage:
    """A form under the working page of a monitoring or an inspection."""
    back = reverse("control:desk", args=[consultation.pk])
    form = consultation.get_form_display().capitalize()
    values = {"lead": consultation.subject, "crumbs": ((form, back),)} | more
    return FormPage(heading, submit, back, **values)  # type: ignore[arg-type]


@requires("control.read")
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Inspectors, observations, the closing document: what there is and what can be done."""
    consultation = find(request, pk, "control.read")
    side = consultation.as_organiser
    rights, duties = selectors.rights_and_duties(timezone.localdate())
    context = {
        "consultation": consultation,
        "bill": consultation.version.bill,
        "work": selectors.work_on(consultation),
        "rights": rights,
        "duties": duties,
        "may_manage": policy.check(request.user, "control.manage", side),
        "may_close": policy.check(request.user, "control.close", side),
        "may_observe": may_observe(acting_user(request), consultation),
    }
    return render(request, "consultations/control/desk.html", context)


@requires("control.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def inspector(request: HttpRequest, pk: int) -> HttpResponse:
    """Names a public inspector."""
    consultation = find(request, pk, "control.manage")
    form = InspectorForm(request.POST or None)
    act = Act(
        lambda data: services.name_inspector(
            actor=acting_user(request),
            consultation=consultation,
            user=_account(data["email"]),
            data=form.data_of(),
            now=timezone.now(),
        ),
        (ControlError,),
        explain,
        _("The inspector is named; a letter has been sent."),
    )
    return form_page(
        request, form, page_of(consultation, _("Name an inspector"), _("Name the inspector")), act
    )


def _account(email: str) -> User:
    user = User.objects.filter(email__iexact=email.strip(), is_active=True).first()
    if user is None:
        raise ControlError(ControlProblem.NO_SUCH_ACCOUNT)
    return user


@requires("control.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Releases an inspector."""
    found = get_object_or_404(Inspector.objects.select_related("consultation", "user"), pk=pk)
    consultation = find(request, found.consultation_id, "control.manage")
    form = ReasonForm(request.POST or None)
    act = Act(
        lambda data: services.release_inspector(
            actor=acting_user(request), inspector=found, now=timezone.now(), **data
        ),
        (ControlError,),
        explain,
        _("The inspector is released."),
    )
    heading, lead = _("Release the inspector"), found.user.full_name
    page = page_of(consultation, heading, _("Release"), lead=lead, danger=True)
    return form_page(request, form, page, act)


@requires("control.manage")
@require_http_methods(["GET", "HEAD", "POST"])
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraws an observation."""
    found = get_object_or_404(Observation.objects.select_related("consultation"), pk=pk)
    consultation = find(request, found.consultation_id, "control.manage")
    form = ReasonForm(request.POST or None)
    act = Act(
        lambda data: services.withdraw_observation(
            actor=acting_user(request), observation=found, now=timezone.now(), **data
        ),
        (ControlError,),
        explain,
        _("The observation is withdrawn; the reason stays public."),
    )
    heading, notes = _("Withdraw the observation"), (found.fact,)
    page = page_of(consultation, heading, _("Withdraw"), notes=notes, danger=True)
    return form_page(request, form, page, act)
