"""The desk of the responsible committee: what belongs together, and what does not."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from consultations.conclusions import pages, services
from consultations.conclusions.errors import ConclusionsError, MembersMoved
from consultations.conclusions.forms import MembersForm, MergeForm, TitleForm
from consultations.conclusions.messages import moved_message, problem_message
from consultations.conclusions.models import ArgumentGroup, GroupChange
from consultations.conclusions.selectors import desk
from core.accounts.permissions import policy, requires
from drafts.permissions import acting_user


@requires("conclusions.read")
@require_http_methods(["GET", "HEAD", "POST"])
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """All proposals of a group; some of them get a group of their own or go to another one."""
    group = _find(request, pk)
    page = pages.MembersPage(request, group)
    if request.method == "POST":
        policy.require(request.user, "conclusions.group", group)
        if page.form.is_valid() and _attempt(request, lambda: _divide(request, page.form, group)):
            return redirect("conclusions:members", pk=pk)
    status = 422 if request.method == "POST" else 200
    return render(request, "consultations/conclusions/members.html", page.context(), status=status)


def _divide(request: HttpRequest, form: MembersForm, group: ArgumentGroup) -> str:
    """Splits or moves what was chosen; returns what to say."""
    items, target = form.cleaned_data["items"], form.cleaned_data["target"]
    now = timezone.now()
    if target is not None:
        services.move_members(
            actor=acting_user(request), group=group, items=items, target=target, now=now
        )
        return _("Moved to the other group.")
    services.split_group(
        actor=acting_user(request),
        group=group,
        items=items,
        title=form.cleaned_data["title"],
        now=now,
    )
    return _("The chosen proposals have a group of their own now; it waits for an answer.")


@requires("conclusions.group")
@require_POST
def merge(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes the chosen groups into this one."""
    group = _find(request, pk)
    policy.require(request.user, "conclusions.group", group)
    form = MergeForm(request.POST, group=group)
    if not form.is_valid():
        messages.error(request, _("Choose at least one group."))
        return redirect("conclusions:answer", pk=pk)
    sources = list(form.cleaned_data["sources"])

    def put_together() -> str:
        services.merge_groups(
            actor=acting_user(request), target=group, sources=sources, now=timezone.now()
        )
        return ngettext(
            "%(count)d group has been put into this one.",
            "%(count)d groups have been put into this one.",
            len(sources),
        ) % {"count": len(sources)}

    _attempt(request, put_together)
    return redirect("conclusions:answer", pk=pk)


@requires("conclusions.group")
@require_POST
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Says in short what the argument is."""
    group = _find(request, pk)
    policy.require(request.user, "conclusions.group", group)
    form = TitleForm(request.POST)
    if not form.is_valid():
        messages.error(request, " ".join(map(str, form.errors["title"])))
        return redirect("conclusions:answer", pk=pk)

    def name() -> str:
        title = form.cleaned_data["title"]
        services.rename_group(
            actor=acting_user(request), group=group, title=title, now=timezone.now()
        )
        return _("The name is saved; everybody can read it.")

    _attempt(request, name)
    return redirect("conclusions:answer", pk=pk)


@requires("conclusions.group")
@require_POST
def undo(request: HttpRequest, pk: int) -> HttpResponse:
    """Takes back one change of groups."""
    found = GroupChange.objects.select_related("group__consultation")
    change = get_object_or_404(found, pk=pk)
    policy.require(request.user, "conclusions.group", change.group)

    def take_back() -> str:
        services.undo_change(actor=acting_user(request), change=change, now=timezone.now())
        return _("The change is taken back.")

    _attempt(request, take_back)
    return redirect("conclusions:answer", pk=change.group_id)


def _attempt(request: HttpRequest, act: Callable[[], str]) -> bool:
    """Whether it was done; what came of it is said either way."""
    try:
        done = act()
    except MembersMoved as refusal:
        messages.error(request, moved_message(refusal))
        return False
    except ConclusionsError as error:
        messages.error(request, problem_message(error.code))
        return False
    messages.success(request, done)
    return True


def _find(request: HttpRequest, pk: int) -> ArgumentGroup:
    group = desk.group_to_answer(pk)
    if group is None:
        raise Http404
    policy.require(request.user, "conclusions.read", group)
    return group
