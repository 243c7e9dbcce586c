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
        done = _done(request, page)
        if done is not None:
            return done
    context = page.context()
    return render(request, "consultations/conclusions/answer.html", context, status=page.status)


def _done(request: HttpRequest, page: pages.AnswerPage) -> HttpResponse | None:
    """Where to go after what was asked was done; None if the page is to be shown again."""
    if "theirs" in request.POST:
        page.take_theirs()
        return None
    act = _discarded if "discard" in request.POST else _answered
    if (not page.form.is_valid() and act is _answered) or not act(request, page):
        return None
    return redirect(_onwards(request, page))


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
    return True


def _discarded(request: HttpRequest, page: pages.AnswerPage) -> bool:
    """Whether the draft was thrown away."""
    page.form.is_valid()
    version = page.form.cleaned_data.get("version", -1)
    try:
        services.discard_draft(
            actor=acting_user(request), group=page.group, seen_version=version, now=timezone.now()
        )
    except StaleDraft as stale:
        page.show_stale(stale.current)
        return False
    except ConclusionsError as error:
        messages.error(request, problem_message(error.code))
        return False
    messages.success(request, _("The draft is thrown away."))
    return True


def _onwards(request: HttpRequest, page: pages.AnswerPage) -> str:
    """The address of the group that comes next, or of the list after the last one."""
    to = next((name for name in ("next", "previous") if name in request.POST), "")
    if "discard" in request.POST:
        return page.route.to_group(page.group.pk)
    found = page.onwards(to)
    if not found:
        messages.success(request, _("Every group of this list has a draft or an answer."))
    return found or page.route.to_list(page.group.consultation_id)
