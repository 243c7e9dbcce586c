"""Letters to the authors of comments. Each is written in the author's language, once."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import override

from consultations.comments.links import objection_token
from consultations.comments.messages import hold_words
from consultations.comments.models import (
    ModerationAction,
    ModerationRecord,
    Objection,
    ObjectionOutcome,
    PendingComment,
    ProvisionComment,
)
from consultations.process.models import Consultation
from core.mail.links import absolute, absolute_reverse
from core.mail.services import enqueue_mail, erase_messages
from drafts.domain.citations import citation


def _about(consultation: Consultation, path: str) -> dict[str, Any]:
    return {
        "bill": consultation.version.bill.title,
        "citation": citation(path),
        "closes_on": consultation.closes_on,
        "consultation_url": absolute(consultation.get_absolute_url()),
    }


def _confirm_key(pending: PendingComment) -> str:
    return f"comment-confirm:{pending.pk}:"


def ask_to_confirm(pending: PendingComment, token: str) -> None:
    """The letter with the link that publishes the comment; one for each time it was asked for. It
    leaves at `last_sent_at`."""
    contact = pending.contact
    path = pending.provision.path if pending.provision else ""
    enqueue_mail(
        key=f"{_confirm_key(pending)}{int(pending.last_sent_at.timestamp())}",
        to=contact.email,
        template="comments/confirm",
        context={
            **_about(pending.consultation, path),
            "url": absolute_reverse("comments:confirm", token=token),
            "expires_at": pending.expires_at,
            "text": pending.payload["rationale"],
            "wording": pending.payload.get("proposed_text", ""),
        },
        language=contact.language,
        not_before=pending.last_sent_at,
    )


def erase_letters(pending: PendingComment) -> None:
    """Blanks the letters of a comment that was not confirmed: they hold its text."""
    erase_messages(key_prefix=_confirm_key(pending))


def _write(comment: ProvisionComment, key: str, template: str, **context: Any) -> None:
    """A letter to the author about what became of a comment; nothing without an e-mail."""
    contact = comment.contact
    if not contact.email:
        return
    path = comment.provision.path if comment.provision else ""
    enqueue_mail(
        key=key,
        to=contact.email,
        template=template,
        context={
            **_about(comment.consultation, path),
            "receipt_url": absolute_reverse("reader:receipt", code=comment.receipt_code),
            **context,
        },
        language=contact.language,
    )


def send_receipt(comment: ProvisionComment, secret: str, *, held_for: Sequence[str] = ()) -> None:
    """The receipt: its code, the public link and the author's own; of a held one also why
    (`held_for`: codes of HoldReason)."""
    with override(comment.contact.language):
        reasons = hold_words(held_for)
    _write(
        comment,
        f"comment-receipt:{comment.pk}",
        "comments/receipt",
        code=comment.receipt_code,
        is_held=not comment.is_visible,
        reasons=reasons,
        is_reply=comment.reply_to_id is not None,
        manage_url=absolute_reverse("comments:manage", secret=secret),
        answer_due_on=comment.consultation.answer_due_on,
    )


def tell_decision(comment: ProvisionComment, record: ModerationRecord) -> None:
    """What a moderator has decided, with the ground."""
    _write(
        comment,
        f"comment-moderated:{record.pk}",
        "comments/moderated",
        is_hidden=record.action == ModerationAction.HIDE,
        is_held=record.action == ModerationAction.HOLD,
        ground=record.ground_title,
        objection_url=_objection_url(record),
    )


def _objection_url(record: ModerationRecord) -> str:
    """Where the author objects to a hiding; empty for other decisions."""
    if record.action != ModerationAction.HIDE:
        return ""
    return absolute_reverse("comments:objection", token=objection_token(record.pk))


def tell_objection(objection: Objection) -> None:
    """What became of an objection, with the reasoning."""
    _write(
        objection.comment,
        f"comment-objection:{objection.pk}",
        "comments/objection",
        is_upheld=objection.outcome == ObjectionOutcome.UPHELD,
        reasoning=objection.reasoning,
    )


def tell_appeal(comment: ProvisionComment, record: ModerationRecord) -> None:
    """Where to send an appeal, if the proposal looks like one."""
    _write(
        comment,
        f"comment-appeal:{record.pk}",
        "comments/appeal",
        responder=comment.consultation.responder.name,
    )
