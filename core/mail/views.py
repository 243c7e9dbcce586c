"""The mailbox: what the site would have sent. For development and demonstrations only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.mail.models import OutboxMessage
from core.mail.selectors import PAGE, newest
from core.web.access import public


def _only_in_development() -> None:
    # The addresses are mounted only under DEBUG; letters with secret links deserve a second lock.
    if not settings.DEBUG:
        raise Http404


@public
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Messages, newest first; `?before=<id>` continues."""
    _only_in_development()
    before = request.GET.get("before", "")
    messages = newest(before=int(before) if before.isdecimal() and len(before) < 19 else None)
    shown = messages[:PAGE]
    context = {"outbox": shown, "more": shown[-1].pk if len(messages) > PAGE else None}
    return render(request, "mail/mailbox/list.html", context)


@public
@never_cache
@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its text with working links, its HTML as source."""
    _only_in_development()
    context = {"letter": get_object_or_404(OutboxMessage, pk=pk)}
    return render(request, "mail/mailbox/message.html", context)
