"""One amendment: entered by hand, edited, withdrawn."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.amendments import selectors, services
from consultations.amendments.domain.editions import PARTS
from consultations.amendments.errors import AmendmentsError, AmendmentsProblem
from consultations.amendments.forms import AmendmentForm, ReasonForm
from consultations.amendments.messages import explain
from consultations.amendments.models import Amendment
from consultations.amendments.pages import back_url
from consultations.amendments.views.desk import METHODS, find
from consultations.process.models import Consultation
from core.accounts.permissions import acting_user, policy, requires
from core.web.formpages import Act, FormPage, form_page
from drafts.models import Provision


def _form(
    request: HttpRequest, consultation: Consultation, initial: dict[str, Any] | None = None
) -> AmendmentForm:
    units = list(Provision.objects.filter(version=consultation.version_id).order_by("position"))
    data = request.POST if request.method == "POST" else None
    form = AmendmentForm(data, initial=initial, units=units)
    form.suggest(selectors.sponsor_suggestions(consultation))
    return form


@requires("amendments.edit")
@require_http_methods(METHODS)
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """An amendment that does not come from a proposal here."""
    consultation = find(request, pk, "amendments.edit")
    form, back = _form(request, consultation), back_url(consultation, request.GET.get("in", ""))
    page = FormPage(
        heading=_("Another amendment"),
        submit=_("Put it into the table"),
        back_url=back,
        lead=consultation.version.bill.title,
        crumbs=((_("Tables of amendments"), back),),
    )

    def perform(data: dict[str, Any]) -> None:
        services.add_amendment(
            actor=acting_user(request),
            consultation=consultation,
            data=form.words(data),
            now=timezone.now(),
        )

    done = _("The amendment is in the table.")
    return form_page(request, form, page, Act(perform, (AmendmentsError,), explain, done))


def _find(request: HttpRequest, pk: int) -> Amendment:
    found = selectors.amendment(pk)
    if found is None or found.withdrawn_at is not None:
        raise Http404
    policy.require(request.user, "amendments.edit", found.consultation.as_responder)
    return found


@requires("amendments.edit")
@require_http_methods(METHODS)
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The words of an amendment; what a colleague saved meanwhile is shown beside them."""
    found, way = _find(request, pk), request.GET.get("in", "")
    form = _form(request, found.consultation, AmendmentForm.initial_of(found))
    context = {"form": form, "amendment": found, "consultation": found.consultation}
    context["back_url"] = back_url(found.consultation, way)
    context["answer"] = found.group.answers.current().first() if found.group else None
    if form.is_bound and form.is_valid():
        try:
            saved = services.edit_amendment(
                actor=acting_user(request),
                amendment=found,
                data=form.words(form.cleaned_data),
                seen_version=form.cleaned_data["version"],
                now=timezone.now(),
            )
        except AmendmentsError as error:
            form.add_error(*explain(error))
            if error.code is AmendmentsProblem.STALE:
                context["is_stale"] = True
                form.rebase(found.version)
        else:
            messages.success(request, _("The amendment is saved."))
            return redirect(back_url(found.consultation, way or f"table={PARTS[saved.decision]}"))
    status = 422 if form.errors else 200
    return render(request, "consultations/amendments/edit.html", context, status=status)


@requires("amendments.edit")
@require_http_methods(METHODS)
def withdraw(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes an amendment out of the tables, with a reason."""
    found = _find(request, pk)
    back = back_url(found.consultation, request.GET.get("in", ""))
    page = FormPage(
        heading=_("Take the amendment out of the table"),
        submit=_("Withdraw"),
        back_url=back,
        lead=found.place,
        crumbs=((_("Tables of amendments"), back),),
        notes=(_("It stays in the editions that are published already."),),
        danger=True,
    )

    def perform(data: dict[str, Any]) -> None:
        services.withdraw_amendment(
            actor=acting_user(request), amendment=found, reason=data["reason"], now=timezone.now()
        )

    form = ReasonForm(request.POST if request.method == "POST" else None)
    done = _("The amendment is withdrawn.")
    return form_page(request, form, page, Act(perform, (AmendmentsError,), explain, done))
