"""Letters of the process: to councils about referrals, to the committee about a closed window."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.utils import timezone

from consultations.process.models import Consultation, Referral
from consultations.process.numbers import numbers
from core.accounts.models import Body, Membership, MembershipRole
from core.mail.errors import BadAddressError
from core.mail.links import absolute, absolute_reverse
from core.mail.models import OutboxMessage
from core.mail.services import enqueue_mail


def tell_council(referral: Referral, *, occasion: str) -> int:
    """One letter to the council and to each of its secretaries; returns how many were new.

    `occasion`: referral, referral-soon, referral-overdue, referral-withdrawn; each is told once.
    """
    readers = _readers(referral.council, MembershipRole.SECRETARY)
    return _tell(referral, occasion, readers)


def tell_sender(referral: Referral, *, occasion: str) -> int:
    """The same to the responsible committee and its staff: referral-accepted, referral-declined,
    referral-taken-up (by a council on its own initiative), referral-given-up (such a one)."""
    readers = _readers(referral.consultation.responder, MembershipRole.CLERK)
    return _tell(referral, occasion, readers)


def _tell(referral: Referral, occasion: str, readers: Mapping[str, str]) -> int:
    consultation = referral.consultation
    context = {
        "council": referral.council.name,
        "bill": consultation.version.bill.title,
        "question": consultation.question,
        "due_on": referral.due_on,
        "closes_on": consultation.closes_on,
        "reason": referral.reason,
        "desk_url": absolute(f"/desk/opinions/{referral.pk}/"),
        "decide_url": absolute_reverse("process:referral", pk=referral.pk),
        "participation_url": absolute(f"{consultation.get_absolute_url()}participation/"),
        "public_url": absolute(consultation.get_absolute_url()),
    }
    return _send(f"{occasion}:{referral.pk}", readers, f"process/{occasion}", context)


def tell_responder(consultation: Consultation) -> int:
    """Tells the committee and its staff that the window has closed and what waits for them."""
    context = {
        "bill": consultation.version.bill.title,
        "numbers": numbers([consultation.pk])[consultation.pk],
        "waiting": consultation.open_items,
        "answer_due_on": consultation.answer_due_on,
        "desk_url": absolute(f"/desk/consultations/{consultation.pk}/"),
    }
    readers = _readers(consultation.responder, MembershipRole.CLERK)
    return _send(f"closing:{consultation.pk}", readers, "process/closed", context)


def _readers(body: Body, role: MembershipRole) -> dict[str, str]:
    """Address by the name of its owner in keys: the body itself, and those who hold the role."""
    found = {"body": body.email}
    today = timezone.localdate()
    people = Membership.objects.active(today).filter(body=body, role=role, user__is_active=True)
    for user_id, email in people.order_by("user_id").values_list("user_id", "user__email"):
        found[f"user-{user_id}"] = email
    return found


def _send(
    occasion: str, readers: Mapping[str, str], template: str, context: Mapping[str, Any]
) -> int:
    keyed = dict(_keyed(occasion, readers))
    told = set(OutboxMessage.objects.filter(key__in=keyed).values_list("key", flat=True))
    sent = 0
    for key, address in keyed.items():
        if key in told:
            continue
        try:
            enqueue_mail(
                key=key,
                to=address,
                template=template,
                context=context,
                language=settings.LANGUAGE_CODE,
            )
        except BadAddressError:  # a body's address may be out of order; the others still hear
            continue
        sent += 1
    return sent


def _keyed(occasion: str, readers: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """(key, address) for every different address; no address stands in a key."""
    seen: set[str] = set()
    for owner, address in readers.items():
        plain = address.strip().lower()
        if plain and plain not in seen:
            seen.add(plain)
            yield f"{occasion}:{owner}", address
