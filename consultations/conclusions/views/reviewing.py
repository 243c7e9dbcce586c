"""Who decides objections to answers: the member's own pages, and those of the organiser."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from consultations.conclusions import pages, services
from consultations.conclusions.errors import ObjectionRefused
from consultations.conclusions.forms import ObjectionTextForm, ReassignForm
from consultations.conclusions.messages import OBJECTION_FIELDS, objection_message
from consultations.conclusions.models import AnswerObjection, Reviewer
from consultations.conclusions.permissions import Bodies
from consultations.conclusions.presenters import ObjectionLine
from consultations.conclusions.selectors.objections import objection_for, objections_for
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.permissions import policy, requires
from core.rules.selectors import moderation_grounds
from core.web.formpages import Act, FormPage, form_page, posted
from drafts.permissions import acting_user

PER_PAGE = 30


def _explain(error: ObjectionRefused) -> tuple[str | None, str]:
    return OBJECTION_FIELDS.get(error.code), objection_message(error.code)


@requires("objections.read")
@require_safe
def my_objections(request: HttpRequest) -> HttpResponse:
    """What one has to decide, by its term, then what one has decided."""
    page = objections_for(request.user, cursor=request.GET.get("cursor"), per_page=PER_PAGE)
    today = timezone.localdate()
    context = {"page": page, "lines": [ObjectionLine(one, today) for one in page.items]}
    return render(request, "consultations/conclusions/my_objections.html", context)


@requires("objections.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def my_objection(request: HttpRequest, pk: int) -> HttpResponse:
    """Everything that the decision needs on one page; POST decides."""
    objection = objection_for(request.user, pk)
    if objection is None:
        raise Http404
    page = pages.DecidePage(request, objection)
    if request.method == "POST" and page.form.is_valid() and _decided(request, page):
        return redirect("conclusions:my_objections")
    template = "consultations/conclusions/my_objection.html"
    return render(request, template, page.context(), status=page.status)


def _decided(request: HttpRequest, page: pages.DecidePage) -> bool:
    """Whether the decision was recorded; if not, the form says why."""
    try:
        services.decide_answer_objection(
            actor=acting_user(request),
            objection=page.objection,
            now=timezone.now(),
            **page.form.cleaned_data,
        )
    except ObjectionRefused as error:
        page.form.add_error(*_explain(error))
        page.read_again()
        page.status = 409
        return False
    messages.success(request, _("The decision is recorded and published; the author is told."))
    return True


def _require(request: HttpRequest, consultation: Consultation) -> None:
    policy.require(request.user, "objections.assign", Bodies((consultation.organiser_id,)))


@requires("objections.assign")
@require_http_methods(["GET", "HEAD", "POST"])
def reviewers(request: HttpRequest, pk: int) -> HttpResponse:
    """Who decides objections in one consultation; POST names another member."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    _require(request, consultation)
    page = pages.ReviewersPage(request, consultation)
    if request.method == "POST" and page.form.is_valid():
        try:
            user = get_object_or_404(User, pk=page.form.cleaned_data["user"])
            services.name_reviewer(
                actor=acting_user(request), consultation=consultation, user=user, now=timezone.now()
            )
            messages.success(request, _("The member is named."))
            return redirect("conclusions:reviewers", pk=pk)
        except ObjectionRefused as error:
            page.form.add_error("user", objection_message(error.code))
    template = "consultations/conclusions/reviewers.html"
    return render(request, template, page.context(), status=page.status)


@requires("objections.assign")
@require_POST
def release(request: HttpRequest, pk: int) -> HttpResponse:
    """Releases a member from deciding objections."""
    reviewer = get_object_or_404(Reviewer.objects.select_related("consultation"), pk=pk)
    policy.require(request.user, "objections.assign", reviewer)
    act = Act(
        lambda _data: services.release_reviewer(
            actor=acting_user(request), reviewer=reviewer, now=timezone.now()
        ),
        (ObjectionRefused,),
        _explain,
        _("The member is released; what was not decided has gone to the others."),
    )
    return posted(request, act, reverse("conclusions:reviewers", args=[reviewer.consultation_id]))


@requires("objections.assign")
@require_http_methods(["GET", "HEAD", "POST"])
def reassign(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives one objection to another of the named members."""
    objection = get_object_or_404(AnswerObjection.objects.with_sources(), pk=pk)
    policy.require(request.user, "objections.assign", objection)
    place = objection.consultation_id
    form = ReassignForm(request.POST or None, consultation_id=place)
    line = ObjectionLine(objection, timezone.localdate())

    def give(data: dict[str, Any]) -> object:
        return services.reassign_objection(
            actor=acting_user(request), objection=objection, now=timezone.now(), **data
        )

    back = reverse("conclusions:reviewers", args=[place])
    page = FormPage(
        _("Give the objection to another member"),
        _("Give"),
        back,
        lead=line.place,
        crumbs=((_("Objections to answers"), back),),
        notes=(line.excerpt,),
    )
    done = _("The objection is given to another member.")
    return form_page(request, form, page, Act(give, (ObjectionRefused,), _explain, done))


@requires("objections.assign")
@require_http_methods(["GET", "HEAD", "POST"])
def objection_text(request: HttpRequest, pk: int) -> HttpResponse:
    """The text of one objection: the organiser publishes it or hides it on a ground."""
    objection = get_object_or_404(AnswerObjection.objects.with_sources(), pk=pk)
    policy.require(request.user, "objections.assign", objection)
    form = ObjectionTextForm(request.POST or None, grounds=moderation_grounds(timezone.localdate()))

    def judge(data: dict[str, Any]) -> object:
        return services.judge_objection_text(
            actor=acting_user(request), objection=objection, now=timezone.now(), **data
        )

    back = reverse("conclusions:reviewers", args=[objection.consultation_id])
    page = FormPage(
        _("Text of the objection"),
        _("Save"),
        back,
        lead=ObjectionLine(objection, timezone.localdate()).place,
        crumbs=((_("Objections to answers"), back),),
        notes=(objection.text,),
    )
    done = _("Saved. The objection is considered either way.")
    return form_page(request, form, page, Act(judge, (ObjectionRefused,), _explain, done))
