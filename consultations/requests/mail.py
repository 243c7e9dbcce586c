"""Letters about requests: to the Chamber, to the author, to those who joined."""

from typing import Any, Final

from django.conf import settings
from django.utils import timezone

from consultations.requests.models import PublicRequest
from core.accounts.models import Contact, Membership, MembershipRole
from core.mail.errors import BadAddressError
from core.mail.links import absolute, absolute_reverse
from core.mail.services import enqueue_mail

_STAFF: Final = (MembershipRole.SECRETARY, MembershipRole.MODERATOR)


def tell_chamber(request: PublicRequest) -> None:
    """A new request, to the Chamber, its secretaries and moderators: each address once."""
    today = timezone.localdate()
    people = Membership.objects.active(today).filter(
        body=request.chamber_id, role__in=_STAFF, user__is_active=True
    )
    addresses = [request.chamber.email, *people.values_list("user__email", flat=True)]
    context = {
        "subject": request.full_subject,
        "due_on": request.due_on,
        "desk_url": absolute_reverse("requests:desk_request", pk=request.pk),
    }
    unique = {address.strip().lower(): address for address in addresses if address.strip()}
    for number, address in enumerate(sorted(unique.values())):
        _send(
            f"request-received:{request.pk}:{number}",
            address,
            "requests/received",
            context,
            settings.LANGUAGE_CODE,
        )


def tell_hidden(request: PublicRequest) -> None:
    """To the author: hidden, and on what ground."""
    at = int(request.checked_at.timestamp()) if request.checked_at else 0
    key = f"request-hidden:{request.pk}:{at}"
    context = _context(request) | {"ground": request.ground_title}
    _write(key, request.contact, "requests/hidden", context)


def tell_decision(request: PublicRequest) -> None:
    """To the author and to everybody who joined, once a person."""
    context = _context(request) | {
        "disposition": str(request.disposition),
        "text": request.decision_text,
        "announce_by": request.announce_by,
        "passed_to": request.passed_to,
        "event_url": absolute(request.consultation.get_absolute_url())
        if request.consultation
        else "",
    }
    _write_all("request-decided", request, "requests/decided", context)


def tell_event(request: PublicRequest) -> None:
    """That the promised event is announced: to the author and to everybody who joined."""
    event = request.consultation
    assert event is not None  # noqa: S101 – named by the caller
    context = _context(request) | {
        "event_url": absolute(event.get_absolute_url()),
        "opens_on": event.opens_on,
        "closes_on": event.closes_on,
    }
    _write_all("request-event", request, "requests/event", context)


def _write_all(
    occasion: str, request: PublicRequest, template: str, context: dict[str, Any]
) -> None:
    """To the author and to everybody who joined, once a person."""
    author = context | {"is_author": True}
    _write(f"{occasion}:{request.pk}:author", request.contact, template, author)
    supports = request.supports.select_related("contact").exclude(contact=None).order_by("pk")
    for support in supports.iterator():
        key = f"{occasion}:{request.pk}:{support.pk}"
        _write(key, support.contact, template, context | {"is_author": False})


def _context(request: PublicRequest) -> dict[str, Any]:
    return {
        "subject": request.full_subject,
        "chamber": request.chamber.name,
        "url": absolute(request.get_absolute_url()),
    }


def _write(key: str, contact: Contact | None, template: str, context: dict[str, Any]) -> None:
    """Nothing without an e-mail: it may have been erased."""
    if contact is not None and contact.email:
        _send(key, contact.email, template, context, contact.language)


def _send(key: str, to: str, template: str, context: dict[str, Any], language: str) -> None:
    try:
        enqueue_mail(key=key, to=to, template=template, context=context, language=language)
    except BadAddressError:  # of a body; the others still hear
        return
