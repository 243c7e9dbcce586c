"""The mailbox: what the site would have sent. For development and demonstrations only."""

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from core.mail.models import OutboxMessage
from core.mail.selectors import outbox_page
from core.web.access import public


def _only_in_development() -> None:
    # The addresses are mounted only under DEBUG; letters with secret links deserve a second lock.
    if not settings.DEBUG:
        raise Http404


@public
@never_cache
@require_safe
def mailbox(request: HttpRequest) -> HttpResponse:
    """Messages, newest first."""
    _only_in_development()
    page = outbox_page(request.GET.get("cursor"))
    return render(request, "mail/mailbox/list.html", {"page": page})


@public
@never_cache
@require_safe
def message(request: HttpRequest, pk: int) -> HttpResponse:
    """One message: its text with working links, its HTML as source."""
    _only_in_development()
    context = {"letter": get_object_or_404(OutboxMessage, pk=pk)}
    return render(request, "mail/mailbox/message.html", context)
