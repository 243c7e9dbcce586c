"""Verbs of the discussion: say, mend within a quarter of an hour, strike."""

import datetime as dt

from django.db import transaction

from consultations.process.models import Referral
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.models import MemberRemark, Message
from consultations.room.services.common import check_provision, declared_seat, open_room
from core.accounts.models import User
from drafts.models import Provision


@transaction.atomic
def post_message(
    *,
    actor: User,
    referral: Referral,
    text: str,
    provision: Provision | None = None,
    remark: MemberRemark | None = None,
    reply_to: Message | None = None,
    now: dt.datetime,
) -> Message:
    """Says something on the bill, on a provision or on a remark, or replies to a message (then it
    is about the same). Whoever has a conflict of interest may speak too: the page names it.

    Raises RoomError (no_seat, term_ended, not_declared, adopted, concluded, empty_message,
    foreign_provision, foreign_remark, reply_to_reply, struck).
    """
    current = open_room(referral.pk)
    declared_seat(actor, current, now)
    if not text.strip():
        raise RoomError(RoomProblem.EMPTY_MESSAGE)
    if reply_to is not None:
        _check_reply(reply_to, current)
        provision, remark = reply_to.provision, reply_to.remark
    check_provision(provision, current)
    if remark is not None and remark.referral_id != current.pk:
        raise RoomError(RoomProblem.FOREIGN_REMARK)
    return Message.objects.create(
        referral=current,
        author=actor,
        provision=None if remark else provision,
        remark=remark,
        parent=reply_to,
        text=text.strip(),
        written_at=now,
    )


@transaction.atomic
def edit_message(*, actor: User, message: Message, text: str, now: dt.datetime) -> Message:
    """Mends the own words while they are fresh. Raises RoomError (not_yours, struck,
    message_settled, empty_message, and what `declared_seat` and `open_room` raise)."""
    current = _own(actor, message, now)
    if not current.is_editable_at(now):
        raise RoomError(RoomProblem.MESSAGE_SETTLED)
    if not text.strip():
        raise RoomError(RoomProblem.EMPTY_MESSAGE)
    current.text = text.strip()
    current.edited_at = now
    current.save(update_fields=["text", "edited_at"])
    return current


@transaction.atomic
def strike_message(*, actor: User, message: Message, now: dt.datetime) -> Message:
    """Takes the own words back at any time; that something was said stays visible. Raises RoomError
    (not_yours, struck, and what `declared_seat` and `open_room` raise)."""
    current = _own(actor, message, now)
    current.struck_at = now
    current.save(update_fields=["struck_at"])
    return current


def _own(actor: User, message: Message, now: dt.datetime) -> Message:
    referral = open_room(message.referral_id)
    declared_seat(actor, referral, now)
    current = Message.objects.select_for_update().get(pk=message.pk)
    if current.author_id != actor.pk:
        raise RoomError(RoomProblem.NOT_YOURS)
    if current.is_struck:
        raise RoomError(RoomProblem.STRUCK)
    return current


def _check_reply(message: Message, referral: Referral) -> None:
    if message.referral_id != referral.pk:
        raise RoomError(RoomProblem.FOREIGN_REMARK)
    if message.parent_id is not None:
        raise RoomError(RoomProblem.REPLY_TO_REPLY)
    if message.is_struck:
        raise RoomError(RoomProblem.STRUCK)
