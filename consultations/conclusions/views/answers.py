"""The desk of the responsible committee: groups of like proposals and the answers to them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.conclusions import pages, services
from consultations.conclusions.errors import (
    AnswerRefused,
    ConclusionsError,
    StaleDraft,
)
from consultations.conclusions.messages import problem_message
from consultations.conclusions.selectors import desk
from core.accounts.permissions import policy, requires
from drafts.permissions import acting_user


@requires("conclusions.read")
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: HttpRequest, pk: int) -> HttpResponse:
    """One group: what was said, the words of the bill beside it, and the committee's position."""
    group = desk.group_to_answer(pk)
    if group is None:
        raise Http404
    policy.require(request.user, "conclusions.read", group)
    if group.merged_into_id is not None:
        return redirect("conclusions:answer", pk=group.merged_into_id)
    page = pages.AnswerPage(request, group)
    if request.method == "POST":
        policy.require(request.user, "conclusions.answer", group)
        if page.form.is_valid() and _answered(request, page):
            return _onwards(request, page)
    context = page.context()
    status = page.status if not page.form.errors else page.status or 422
    return render(request, "consultations/conclusions/answer.html", context, status=status or 200)


def _answered(request: HttpRequest, page: pages.AnswerPage) -> bool:
    """Whether the draft was saved; if not, the form says why."""
    try:
        services.draft_answer(
            actor=acting_user(request),
            group=page.group,
            data=page.form.answer_data(),
            now=timezone.now(),
            seen_version=page.form.cleaned_data["version"],
        )
    except AnswerRefused as refusal:
        page.form.show(refusal.faults)
        return False
    except StaleDraft as stale:
        page.show_stale(stale.current)
        return False
    except ConclusionsError as error:
        page.form.add_error(None, problem_message(error.code))
        return False
    messages.success(request, _("The answer is saved."))
    return True


def _onwards(request: HttpRequest, page: pages.AnswerPage) -> HttpResponse:
    if "next" not in request.POST:
        return redirect("conclusions:answer", pk=page.group.pk)
    following = desk.next_group(page.group)
    if following is not None:
        return redirect("conclusions:answer", pk=following.pk)
    messages.success(request, _("Everything is answered."))
    return redirect("conclusions:answers", pk=page.group.consultation_id)
