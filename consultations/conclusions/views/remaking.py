"""A file that could not be made is ordered again."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from consultations.conclusions import tasks
from consultations.conclusions.errors import ConclusionsError
from consultations.conclusions.models import KEPT, PAGE
from consultations.conclusions.permissions import document_side
from consultations.conclusions.selectors import find_document
from core.accounts.permissions import policy, requires
from core.web.access import return_path
from drafts.permissions import acting_user


@requires("conclusions.remake")
@require_POST
def remake_file(request: HttpRequest, kind: str, pk: int, fmt: str) -> HttpResponse:
    """Does it, and goes back to the page that had the button."""
    document = find_document(kind, pk)
    if document is None or fmt not in KEPT:
        raise Http404(kind)
    policy.require(request.user, "conclusions.remake", document_side(document))
    actor, now = acting_user(request), timezone.now()
    try:
        is_ordered = tasks.order_failed(actor=actor, document=document, fmt=fmt, now=now)
    except ConclusionsError:
        words = _("You no longer hold the post that signs this document: nothing was ordered.")
        messages.error(request, words)
    else:
        _say(request, fmt, is_ordered=is_ordered)
    return redirect(return_path(request, document.revision_url))


def _say(request: HttpRequest, fmt: str, *, is_ordered: bool) -> None:
    if is_ordered:
        messages.success(request, _("%(format)s: ordered again.") % {"format": _label(fmt)})
    elif fmt == PAGE:
        messages.info(request, _("The pages for reading are being made already, or are ready."))
    else:
        words = _("%(format)s: is being made already, or is ready.")
        messages.info(request, words % {"format": _label(fmt)})


def _label(fmt: str) -> str:
    return _("Pages for reading") if fmt == PAGE else fmt.upper()
