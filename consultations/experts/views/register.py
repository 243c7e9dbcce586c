"""The desk of the register: candidates, experts, decisions of the Chamber."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from consultations.experts import selectors, services
from consultations.experts.errors import ExpertsError
from consultations.experts.forms import EnterForm, RegisterDecisionForm
from consultations.experts.messages import explain
from consultations.experts.models import Expert, ExpertState
from consultations.experts.permissions import RegisterPlace
from core.accounts.models import ConsentKind
from core.accounts.permissions import acting_user, policy, requires
from core.web.formpages import Act, FormPage, form_page
from core.web.paging import keyset_page

PER_PAGE = 50
_HEADING = _("Experts")


@requires("experts.read")
@require_safe
def desk(request: HttpRequest) -> HttpResponse:
    """The register with candidates, and the bills for which experts can be appointed."""
    state = request.GET.get("state", "")
    state = state if state in ExpertState.values else ExpertState.CANDIDATE.value
    page = keyset_page(
        selectors.desk_experts(state),
        order=("applied_at", "pk"),
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    counts = selectors.state_counts()
    tabs = [
        {"label": each.label, "url": f"?state={each}", "current": each == state,
         "count": counts.get(each, 0)}
        for each in ExpertState
    ]  # fmt: skip
    context = {
        "page": page,
        "tabs": tabs,
        "referrals": list(selectors.referrals_to_staff(request.user)[:100]),
        "may_decide": policy.check(request.user, "experts.decide", RegisterPlace.of_region()),
    }
    return render(request, "consultations/experts/desk.html", context)


@requires("experts.decide")
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """An expert entered by the Chamber's secretary."""
    policy.require(request.user, "experts.decide", RegisterPlace.of_region())
    form = EnterForm(request.POST or None)
    act = Act(
        lambda data: services.enter_expert(
            actor=acting_user(request),
            email=data["email"],
            data=form.data_of(tuple(ConsentKind.values)),
            reason=data["reason"],
            now=timezone.now(),
        ),
        (ExpertsError,),
        explain,
        _("The expert is in the register; a letter has been sent."),
    )
    back = reverse("experts:desk")
    page = FormPage(_("Enter an expert"), _("Enter"), back, crumbs=((_HEADING, back),))
    return form_page(request, form, page, act)


@requires("experts.read")
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """A person's card; for the Chamber also the decision."""
    rows = Expert.objects.select_related("contact", "user").prefetch_related("knowledge")
    expert = get_object_or_404(rows, pk=pk)
    user = request.user
    if request.method == "POST":
        policy.require(request.user, "experts.decide", RegisterPlace.of_region())
    form = RegisterDecisionForm(request.POST or None)
    act = Act(lambda data: _decide(request, expert, form), (ExpertsError,), explain, _("Decided."))
    back = reverse("experts:desk")
    page = FormPage(
        expert.name, _("Decide"), back, crumbs=((_HEADING, back),),
        template="consultations/experts/desk_expert.html",
        context={
            "expert": expert,
            "record": selectors.expert_record(expert),
            "may_decide": policy.check(user, "experts.decide", RegisterPlace.of_region()),
        },
    )  # fmt: skip
    return form_page(request, form, page, act)


def _decide(request: HttpRequest, expert: Expert, form: RegisterDecisionForm) -> Expert:
    verb = services.include_expert if form.is_accepted else services.exclude_expert
    return verb(
        actor=acting_user(request),
        expert=expert,
        reason=form.cleaned_data["reason"],
        now=timezone.now(),
    )
