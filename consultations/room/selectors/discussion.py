"""The discussion: messages with their replies."""

import datetime as dt
from dataclasses import dataclass
from typing import Any

from consultations.process.models import Referral
from consultations.room.models import Message


@dataclass(frozen=True, slots=True)
class MessageLine:
    message: Message
    replies: "list[MessageLine]"
    is_mine: bool
    is_editable: bool


def messages_in(
    referral: Referral,
    user: Any,
    now: dt.datetime,
    *,
    provision: int | None = None,
    remark: int | None = None,
) -> list[MessageLine]:
    """Messages in the order in which they were written, each with its replies; one query.
    `provision`, `remark`: only what is about that one."""
    rows = Message.objects.filter(referral=referral).select_related(
        "author", "provision", "remark__author", "remark__provision"
    )
    if provision is not None:
        rows = rows.filter(provision=provision)
    if remark is not None:
        rows = rows.filter(remark=remark)
    lines = {row.pk: _line(row, user, now) for row in rows.order_by("written_at", "pk")}
    for line in lines.values():
        parent = lines.get(line.message.parent_id or 0)
        if parent is not None:
            parent.replies.append(line)
    return [line for line in lines.values() if line.message.parent_id is None]


def _line(message: Message, user: Any, now: dt.datetime) -> MessageLine:
    mine = message.author_id == user.pk
    return MessageLine(message, [], mine, mine and message.is_editable_at(now))
