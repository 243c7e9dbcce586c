"""The moderator's desk."""

from typing import Final

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from consultations.comments import selectors, services
from consultations.comments.errors import CommentError
from consultations.comments.forms import BulkForm, ModerationForm
from consultations.comments.messages import PROBLEM_FIELDS, hold_words, problem_message
from consultations.comments.models import CommentStatus, ModerationAction, ProvisionComment
from core.accounts.models import User
from core.accounts.permissions import policy, requires
from core.rules.selectors import moderation_grounds
from core.web.paging import keyset_page

PER_PAGE: Final = 30


@requires("comments.moderate")
@require_http_methods(["GET", "HEAD", "POST"])
def queue(request: HttpRequest) -> HttpResponse:
    """Comments of the own consultations: the held ones first, then the newest. POST decides on
    several of them at once."""
    grounds = moderation_grounds(timezone.localdate())
    form = BulkForm(request.POST if request.method == "POST" else None, grounds=grounds)
    if request.method == "POST" and form.is_valid():
        _decide_chosen(request, form)
        return redirect(request.get_full_path())
    status = request.GET.get("status", "")
    page = keyset_page(
        selectors.moderation_queue(request.user, status=status),
        order=selectors.QUEUE_ORDER,
        cursor=request.GET.get("cursor"),
        per_page=PER_PAGE,
    )
    context = {
        "page": page,
        "rows": [(row, hold_words(row.reasons)) for row in selectors.queue_rows(page.items)],
        "status": status,
        "statuses": [*CommentStatus.choices, (selectors.REPORTED, _("reported by readers"))],
        "form": form,
        "objections": selectors.open_objections(request.user)[:PER_PAGE],
    }
    code = 422 if form.errors else 200
    return render(request, "consultations/comments/moderation.html", context, status=code)


def _decide_chosen(request: HttpRequest, form: BulkForm) -> None:
    """Decides on what is ticked and says how it went, by name where something did not fit."""
    seen = dict(filter(None, map(_chosen, request.POST.getlist("chosen")[:PER_PAGE])))
    mine = selectors.moderation_queue(request.user).filter(pk__in=seen)
    data = form.cleaned_data
    assert isinstance(request.user, User)  # noqa: S101 – the permission says so
    outcome = services.decide_many(
        actor=request.user,
        comments=mine,
        action=data["action"],
        ground_code=data["ground"],
        note=data["note"],
        seen=seen,
        now=timezone.now(),
    )
    total = outcome.done + len(outcome.refused)
    if not total:
        messages.warning(request, _("Tick the texts that the decision is about."))
        return
    counted = {"done": outcome.done, "total": total}
    messages.success(request, _("Decided: %(done)d of %(total)d.") % counted)
    for code, error in outcome.refused:
        messages.error(request, f"{code}: {problem_message(error)}")


def _chosen(value: str) -> tuple[int, int] | None:
    """The comment and the revision of a ticked box, «<id>:<revision>»."""
    pk, _colon, revision = value.partition(":")
    numbers = (pk, revision)
    if all(number.isdecimal() and len(number) < 16 for number in numbers):
        return int(pk), int(revision)
    return None


@requires("comments.moderate")
@require_http_methods(["GET", "HEAD", "POST"])
def moderate(request: HttpRequest, pk: int) -> HttpResponse:
    """One comment in full with its history and the decisions that fit."""
    comments = ProvisionComment.objects.with_author().select_related("consultation__version__bill")
    comment = get_object_or_404(comments, pk=pk)
    policy.require(request.user, "comments.moderate", comment)
    form = ModerationForm(
        request.POST or None,
        initial={"revision": comment.revision},
        actions=selectors.possible_decisions(comment),
        grounds=moderation_grounds(timezone.localdate()),
    )
    if request.method == "POST" and (_told(request, comment) or _decided(request, form, comment)):
        return redirect("comments:moderate", pk=pk)
    (row,) = selectors.queue_rows([comment])
    history = comment.moderation.select_related("moderator")
    context = {
        "comment": comment,
        "form": form,
        "history": [(record, hold_words(record.reasons)) for record in history],
        "row": row,
        "wordings": selectors.wordings_of(comment),
        "reasons": hold_words(row.reasons),
        "reports": comment.reports.filter(settled_at=None),
        "files": selectors.files_of(comment),
    }
    status = 422 if form.errors else 200
    return render(request, "consultations/comments/moderate.html", context, status=status)


def _told(request: HttpRequest, comment: ProvisionComment) -> bool:
    """The two buttons that leave the status as it is: whether one of them was pressed."""
    assert isinstance(request.user, User)  # noqa: S101 – the permission says so
    if "appeal" in request.POST:
        services.tell_appeal(actor=request.user, comment=comment, now=timezone.now())
        messages.success(request, _("The author is told where to send an appeal."))
        return True
    if "settle" in request.POST:
        services.settle_reports(actor=request.user, comment=comment, now=timezone.now())
        messages.success(request, _("The reports are settled: the text stays."))
        return True
    return False


def _decided(request: HttpRequest, form: ModerationForm, comment: ProvisionComment) -> bool:
    """Whether the decision was taken; if not, the reason is in the form."""
    if not form.is_valid():
        return False
    data = form.cleaned_data
    arguments = {
        "actor": request.user,
        "comment": comment,
        "note": data["note"],
        "seen": data["revision"],
        "now": timezone.now(),
    }
    verbs = {
        ModerationAction.RESTORE: services.restore_comment,
        ModerationAction.HOLD: services.hold_comment,
        ModerationAction.RELEASE: services.release_comment,
    }
    try:
        if data["action"] == ModerationAction.HIDE:
            services.hide_comment(**arguments, ground_code=data["ground"])
        else:
            verbs[data["action"]](**arguments)
        services.settle_reports(actor=request.user, comment=comment, now=timezone.now())  # type: ignore[arg-type]
    except CommentError as error:
        form.add_error(PROBLEM_FIELDS.get(error.code), problem_message(error))
        return False
    messages.success(request, _("The decision is recorded."))
    return True
