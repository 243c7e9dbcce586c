"""The desk of the responsible committee: the list of answers, and whose work they are."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from consultations.conclusions import pages, services
from consultations.conclusions.errors import ConclusionsError
from consultations.conclusions.forms import AssignForm
from consultations.conclusions.messages import problem_message
from consultations.conclusions.pages.plain import FEW
from consultations.conclusions.selectors import desk
from consultations.process.models import Consultation
from core.accounts.models import User
from core.accounts.permissions import policy, requires
from drafts.permissions import acting_user


@requires("conclusions.read")
@require_safe
def answer_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Proposals and remarks in the order of the text: all of them in full where there are few,
    else those that fit the filters."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, "conclusions.read", consultation.as_responder)
    page: pages.PlainPage | pages.ListPage
    if not request.GET and 0 < desk.progress(consultation).total < FEW:
        page = pages.PlainPage(request, consultation)
    else:
        page = pages.ListPage(request, consultation, request.GET)
    return render(request, page.template, page.context())


@requires("conclusions.assign")
@require_POST
def assign(request: HttpRequest, pk: int) -> HttpResponse:
    """Gives ticked groups, or everything that fits the filters, to a colleague or to nobody."""
    consultation = get_object_or_404(Consultation.objects.with_parties(), pk=pk)
    policy.require(request.user, "conclusions.assign", consultation.as_responder)
    page = pages.ListPage(request, consultation, QueryDict(request.POST.get("query", "")))
    taken = request.POST.get("take", "")
    if taken.isdecimal():
        _assign(request, consultation, [int(taken[:18])], acting_user(request))
        return redirect(page.address)
    form = AssignForm(request.POST, people=page.people)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["assignee"])))
        return redirect(page.address)
    everything = form.cleaned_data["everything"]
    groups = page.matching_ids() if everything else form.cleaned_data["groups"]
    _assign(request, consultation, groups, form.person)
    return redirect(page.address)


def _assign(
    request: HttpRequest, consultation: Consultation, groups: list[int], person: User | None
) -> None:
    try:
        count = services.assign_groups(
            actor=acting_user(request),
            consultation=consultation,
            groups=groups,
            assignee=person,
            now=timezone.now(),
        )
    except ConclusionsError as error:
        messages.error(request, problem_message(error.code))
        return
    if person is None:
        words = ngettext(
            "Nobody works on %(count)d group now.", "Nobody works on %(count)d groups now.", count
        )
    else:
        words = ngettext(
            "%(name)s: %(count)d group assigned.", "%(name)s: %(count)d groups assigned.", count
        )
    messages.success(request, words % {"name": person, "count": count})
