"""Letters about objections to answers: to the member who decides, and to the author."""

from typing import Any

from django.conf import settings
from django.utils.translation import override

from consultations.conclusions.models import AnswerObjection, AnswerObjectionOutcome
from core.mail.errors import BadAddressError
from core.mail.links import absolute, absolute_reverse
from core.mail.models import OutboxMessage
from core.mail.services import enqueue_mail
from drafts.domain.citations import citation


def tell_reviewer(objection: AnswerObjection) -> int:
    """That an objection has come; once for each member to whom it comes."""
    return _to_reviewer(objection, "objection-new")


def remind_reviewer(objection: AnswerObjection) -> int:
    """That its term ends soon; once. Returns how many letters were new."""
    return _to_reviewer(objection, "objection-soon")


def _to_reviewer(objection: AnswerObjection, occasion: str) -> int:
    reviewer = objection.reviewer
    if reviewer is None:
        return 0
    key = f"answer-{occasion}:{objection.pk}:{reviewer.pk}"
    if OutboxMessage.objects.filter(key=key).exists():
        return 0
    context = {
        **_about(objection, settings.LANGUAGE_CODE),
        "due_on": objection.due_on,
        "url": absolute_reverse("conclusions:my_objection", pk=objection.pk),
    }
    return _send(key, reviewer.user.email, f"conclusions/{occasion}", context)


def tell_author(objection: AnswerObjection) -> int:
    """What was decided, with the reasoning; nothing without an e-mail."""
    contact = objection.comment.contact
    if not contact.email:
        return 0
    context = {
        **_about(objection, contact.language),
        "is_upheld": objection.outcome == AnswerObjectionOutcome.UPHELD,
        "is_answered": objection.outcome == AnswerObjectionOutcome.ANSWERED,
        "reasoning": objection.reasoning,
        "receipt_url": absolute_reverse("reader:receipt", code=objection.comment.receipt_code),
        "list_url": absolute(objection.get_absolute_url()),
    }
    key = f"answer-objection:{objection.pk}"
    return _send(key, contact.email, "conclusions/objection", context, contact.language)


def _about(objection: AnswerObjection, language: str) -> dict[str, Any]:
    provision = objection.group.provision
    with override(language):
        place = citation(provision.path) if provision else ""
    return {"bill": objection.consultation.version.bill.title, "place": place}


def _send(
    key: str,
    address: str,
    template: str,
    context: dict[str, Any],
    language: str = "",
) -> int:
    try:
        enqueue_mail(
            key=key,
            to=address,
            template=template,
            context=context,
            language=language or settings.LANGUAGE_CODE,
        )
    except BadAddressError:  # the address is out of order; the pages tell it all the same
        return 0
    return 1
