"""Letters about objections to answers: to the member who decides, and to the author."""

import datetime as dt
from typing import Any

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from consultations.conclusions.models import AnswerObjection, AnswerObjectionOutcome
from core.accounts.models import Body, Membership, MembershipRole
from core.mail.errors import BadAddressError
from core.mail.letters import Letter, send_letter
from core.mail.links import absolute, absolute_reverse
from core.mail.models import OutboxMessage
from core.mail.services import enqueue_mail
from core.web.templatetags.veche import local_date
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


def tell_committee(objection: AnswerObjection, due_on: dt.date | None) -> int:
    """That an answer has not stood up to an objection and another is due: to the committee, its
    staff and its chair, once. Returns how many letters were new."""
    consultation = objection.consultation
    about = _about(objection, settings.LANGUAGE_CODE)
    url = absolute_reverse("conclusions:answer", pk=objection.group_id)
    with override(settings.LANGUAGE_CODE):
        letter = Letter(
            title=_("An objection to an answer was upheld"),
            text=_("The answer was found not to be to the point: prepare another one."),
            facts=(
                (_("Bill"), about["bill"]),
                (_("Place"), about["place"]),
                (_("Reasoning"), objection.reasoning),
                (_("To be answered anew by"), local_date(due_on) if due_on else ""),
            ),
            links=((_("Open this group"), url),),
        )
    readers = _committee(consultation.responder)
    occasion = f"answer-upheld:{objection.pk}"
    return send_letter(readers, letter, occasion=occasion, language=settings.LANGUAGE_CODE)


def _committee(body: Body) -> dict[str, str]:
    """Addresses by the names of their owners in keys."""
    people = Membership.objects.active(timezone.localdate()).filter(
        body=body, role__in=(MembershipRole.CLERK, MembershipRole.CHAIR), user__is_active=True
    )
    found = people.order_by("user_id").values_list("user_id", "user__email")
    return {"body": body.email} | {f"user-{pk}": email for pk, email in found}


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
