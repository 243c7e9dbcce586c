"""Saving what a form brought: words of two people are brought together, and what only a person can
decide is asked."""

from typing import Any, Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from consultations.expertise import services
from consultations.expertise.domain.merging import merge
from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.errors import ExpertiseError, ExpertiseProblem, StaleRevision
from consultations.expertise.forms import MergeForm, MergeState
from consultations.expertise.messages import problem_message
from consultations.expertise.models import Opinion
from consultations.expertise.pages import OpinionPage, Pending

# Others may save again while two texts are being brought together.
_ATTEMPTS: Final = 5


def save_form(request: HttpRequest, page: OpinionPage) -> bool:
    """Whether the draft was saved; if not, the page holds what was typed and why."""
    editor = page.editor
    if not editor.is_valid():
        page.status = 422
        return False
    base = page.base(editor.revision)
    mine = services.normal(editor.opinion_data(base))
    try:
        return save_merged(request, page, mine, base, editor.revision)
    except ExpertiseError as error:
        refuse(editor.form, error, page)
        return False


def save_merged(
    request: HttpRequest, page: OpinionPage, mine: OpinionData, base: OpinionData, revision: int
) -> bool:
    """Saves `mine`, made from `base` (the draft under `revision`), together with what others have
    saved since. False: the page holds a merge that waits for decisions. Raises ExpertiseError."""
    together = False
    for _attempt in range(_ATTEMPTS):
        try:
            page.opinion = _saved(request, page, mine, revision)
        except StaleRevision as stale:
            merged = merge(base, mine, stale.current)
            if merged.conflicts:
                page.pending = Pending(mine, revision, stale.revision, merged)
                page.status = 409
                return False
            page.has_others_words = page.has_others_words or merged.data != mine
            mine, base, revision, together = merged.data, stale.current, stale.revision, True
            continue
        if together:
            messages.info(request, _("Your changes and those of a colleague are saved together."))
        return True
    raise ExpertiseError(ExpertiseProblem.STALE_REVISION)


def _saved(request: HttpRequest, page: OpinionPage, data: OpinionData, revision: int) -> Opinion:
    return services.save_opinion(
        actor=request.user,
        referral=page.referral,
        data=data,
        revision=revision,
        now=timezone.now(),
    )


def refuse(form: Any, error: ExpertiseError, page: OpinionPage) -> None:
    form.add_error(None, problem_message(error.code))
    page.status = 422


def show(request: HttpRequest, page: OpinionPage) -> HttpResponse:
    """The page of the opinion, or of the merge that waits for decisions."""
    if page.pending is not None:
        return show_merge(request, page, page.pending)
    return render(
        request, "consultations/expertise/opinion.html", page.context(), status=page.status
    )


def show_merge(
    request: HttpRequest, page: OpinionPage, pending: Pending, form: MergeForm | None = None
) -> HttpResponse:
    """Every conflict with both texts and a choice; `form` has what was chosen so far."""
    merged = pending.merged
    form = form or MergeForm(conflicts=merged.conflicts)
    theirs = page.base(pending.revision)
    names = page.names(pending.mine, theirs)
    initial = MergeState.initial_of(pending.mine, pending.base, pending.revision)
    context = page.frame() | {
        "form": form,
        "state": MergeState(initial=initial),
        "conflicts": [
            names.conflict(conflict, form.fields_of(number))
            for number, conflict in enumerate(merged.conflicts)
        ],
    }
    return render(request, "consultations/expertise/merge.html", context, status=page.status)
