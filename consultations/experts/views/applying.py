"""What people with an account ask for: the register, a call, an organisation's part."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.experts import selectors, services
from consultations.experts.errors import ExpertsError
from consultations.experts.forms import ApplyForm, CandidacyForm, EntryForm
from consultations.experts.messages import explain
from consultations.experts.models import OpenCall
from consultations.process.models import Referral
from core.accounts.permissions import acting_user, requires
from core.web.formpages import Act, FormPage, form_page
from core.web.ratelimits import rate_limited


def _own(request: HttpRequest) -> dict[str, Any]:
    user = acting_user(request)
    return {"full_name": user.full_name, "municipality": user.municipality}


@requires("my.enter")
@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    """The own place in the register, appointments and applications."""
    return render(request, "consultations/experts/mine.html", selectors.own_page(request.user))


@requires("experts.apply")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("expert-applications", "60/h")
def register(request: HttpRequest) -> HttpResponse:
    """An application to the register of experts."""
    form = ApplyForm(request.POST or None, initial=_own(request))
    form.offer_texts(timezone.localdate())
    act = Act(
        lambda data: services.apply_as_expert(
            actor=acting_user(request), data=form.data_of(form.consents()), now=timezone.now()
        ),
        (ExpertsError,),
        explain,
        _("The application is sent. The decision of the Chamber will come by e-mail."),
    )
    page = FormPage(
        _("Become a public expert"),
        _("Apply"),
        reverse("experts:mine"),
        lead=_("Experts work as volunteers, under their own names, and do not vote."),
        crumbs=((_("Register of experts"), reverse("experts:experts")),),
        template="web/form.html",
    )
    return form_page(request, form, page, act)


@requires("experts.apply")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("expert-applications", "60/h")
def candidacy(request: HttpRequest, pk: int) -> HttpResponse:
    """An application to a call."""
    call = get_object_or_404(OpenCall.objects.with_places(), pk=pk)
    form = CandidacyForm(request.POST or None, initial=_own(request))
    form.offer_texts(timezone.localdate())
    act = Act(
        lambda data: services.apply_to_call(
            actor=acting_user(request), call=call, data=form.data_of(), now=timezone.now()
        ),
        (ExpertsError,),
        explain,
        _("The application is sent. The council's decision will come by e-mail."),
    )
    page = FormPage(
        _("Application to the call for experts"),
        _("Send the application"),
        call.get_absolute_url(),
        lead=call.referral.consultation.version.bill.title,
        crumbs=(
            (_("Calls for experts"), reverse("experts:calls")),
            (str(call.referral.council), call.get_absolute_url()),
        ),
        template="web/form.html",
    )
    return form_page(request, form, page, act)


@requires("experts.apply")
@require_http_methods(["GET", "HEAD", "POST"])
@rate_limited("expert-applications", "60/h")
def entry(request: HttpRequest, year: int, slug: str, council: str) -> HttpResponse:
    """A request of an organisation to take part in a council's work."""
    rows = Referral.objects.live().select_related("council", "consultation__version__bill")
    place = {"consultation__year": year, "consultation__slug": slug, "council__slug": council}
    referral = get_object_or_404(rows, **place)
    form = EntryForm(request.POST or None, initial=_own(request))
    form.offer_texts(timezone.localdate())
    act = Act(
        lambda data: services.ask_entry(
            actor=acting_user(request), referral=referral, data=form.data_of(), now=timezone.now()
        ),
        (ExpertsError,),
        explain,
        _("The request is sent. The council's decision will come by e-mail."),
    )
    return form_page(request, form, _entry_page(referral), act)


def _entry_page(referral: Referral) -> FormPage:
    event = referral.consultation
    back = reverse("experts:taking_part", args=[event.year, event.slug])
    return FormPage(
        _("Take part in the council's work as an organisation"),
        _("Send the request"),
        back,
        lead=referral.council.name,
        crumbs=((event.version.bill.title, event.get_absolute_url()),),
        notes=(
            _(
                "A representative of a non-profit organisation reads and writes in the working "
                "room of the council, and does not vote. The council decides, with a reason."
            ),
        ),
        template="web/form.html",
    )
