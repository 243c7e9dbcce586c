"""The desk of the responsible committee: one answer saved in its place in the plain list."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST

from consultations.conclusions import pages, services
from consultations.conclusions.errors import AnswerRefused, ConclusionsError, StaleDraft
from consultations.conclusions.forms import AnswerForm
from consultations.conclusions.messages import problem_message
from consultations.conclusions.models import ArgumentGroup
from consultations.conclusions.selectors import desk
from core.accounts.permissions import policy, requires
from drafts.permissions import acting_user


@requires("conclusions.answer")
@require_POST
def answer_here(request: HttpRequest, pk: int) -> HttpResponse:
    """Saves the draft of one group. A fragment takes the place of the item; without it the list is
    shown at that place again."""
    group = desk.group_to_answer(pk)
    if group is None:
        raise Http404
    policy.require(request.user, "conclusions.answer", group)
    page = pages.PlainPage(request, group.consultation)
    form = page.form_for(group, request.POST)
    if form.is_valid() and _saved(request, page, group, form):
        page.saved_group = group.pk
        if not request.htmx:  # type: ignore[attr-defined]
            here = reverse("conclusions:answers", args=[group.consultation_id])
            return redirect(f"{here}#group-{group.pk}")
        return _fragment(request, page, group, 200)
    page.refuse(group, form)
    if request.htmx:  # type: ignore[attr-defined]
        return _fragment(request, page, group, 422)
    return render(request, page.template, page.context(), status=422)


def _fragment(
    request: HttpRequest, page: pages.PlainPage, group: ArgumentGroup, status: int
) -> HttpResponse:
    item = page.item_of(group.pk)
    if item is None:  # merged away or hidden in the meantime: the whole list says so
        response = HttpResponse(status=204)
        response["HX-Redirect"] = reverse("conclusions:answers", args=[group.consultation_id])
        return response
    context = {**page.context(), "item": item, "is_fragment": True}
    template = "consultations/conclusions/_plain_fragment.html"
    return render(request, template, context, status=status)


def _saved(
    request: HttpRequest, page: pages.PlainPage, group: ArgumentGroup, form: AnswerForm
) -> bool:
    """Whether the draft was saved; if not, the form says why."""
    try:
        services.draft_answer(
            actor=acting_user(request),
            group=group,
            data=form.answer_data(),
            now=timezone.now(),
            seen_version=form.cleaned_data["version"],
        )
    except AnswerRefused as refusal:
        form.show(refusal.faults)
    except StaleDraft as stale:
        group.refresh_from_db(fields=["answer_version"])
        form.rebase(group.answer_version)
        form.add_error(None, problem_message(stale.code))
        page.stale = stale.current
    except ConclusionsError as error:
        form.add_error(None, problem_message(error.code))
    else:
        return True
    return False
