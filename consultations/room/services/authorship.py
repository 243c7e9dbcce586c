"""Who may write for whom, and how the history of words is kept."""

import datetime as dt
from dataclasses import asdict
from typing import Any

from consultations.process.models import Referral
from consultations.room.domain.words import PositionData, RemarkWords
from consultations.room.errors import RoomError, RoomProblem, StaleWords
from consultations.room.models import Basis, MemberRemark, Position, Revision, RevisionAct
from consultations.room.selectors.words import content_of
from consultations.room.services.common import declared_seat, is_late, secretary_seat
from consultations.room.services.people import seat_told_of
from core.accounts.models import User


def authorship(
    actor: User, referral: Referral, author: User | None, basis: str, now: dt.datetime
) -> dict[str, Any]:
    """The fields that say whose words they are: the actor's own, or another person's as told to
    the secretary. Raises RoomError (no_seat, term_ended, not_declared, conflict, not_secretary,
    author_no_seat, author_term_ended, author_not_declared, author_conflict, no_basis)."""
    if author is None or author.pk == actor.pk:
        if declared_seat(actor, referral, now).has_conflict:
            raise RoomError(RoomProblem.CONFLICT)
        return {"author": actor, "entered_by": None, "basis": ""}
    secretary_seat(actor, referral, now)
    seat = seat_told_of(author, referral, now)
    if not seat.has_declared:
        raise RoomError(RoomProblem.AUTHOR_NOT_DECLARED)
    if seat.has_conflict:
        raise RoomError(RoomProblem.AUTHOR_CONFLICT)
    if basis not in Basis.values:
        raise RoomError(RoomProblem.NO_BASIS)
    return {"author": author, "entered_by": actor, "basis": basis}


def check_owner(
    actor: User, words: Position | MemberRemark, referral: Referral, now: dt.datetime
) -> None:
    """Own words, or words that the secretary has entered for somebody. Raises RoomError (no_seat,
    term_ended, not_declared, not_yours, withdrawn)."""
    seat = declared_seat(actor, referral, now)
    is_own = words.author_id == actor.pk
    if not is_own and (words.entered_by_id is None or not seat.is_secretary):
        raise RoomError(RoomProblem.NOT_YOURS)
    if words.is_withdrawn:
        raise RoomError(RoomProblem.WITHDRAWN)


def change(
    actor: User,
    words: Position | MemberRemark,
    referral: Referral,
    data: PositionData | RemarkWords,
    revision: int,
    now: dt.datetime,
) -> None:
    """Saves new words over those that have the number `revision`. Raises StaleWords, and RoomError
    as `check_owner` and `authorship` do."""
    check_owner(actor, words, referral, now)
    authorship(actor, referral, words.author, words.basis, now)
    if words.revision != revision:
        raise StaleWords(content_of(words), words.revision)
    for name, value in asdict(data).items():
        setattr(words, name, value.strip())
    words.revision += 1
    words.changed_at = now
    words.is_late = words.is_late or is_late(referral, now)
    words.save()
    keep(words, RevisionAct.CHANGED, actor, now)


def withdraw(
    actor: User, words: Position | MemberRemark, referral: Referral, now: dt.datetime
) -> None:
    """Takes words back. What was said stays in the history. A conflict of interest does not stand
    in the way of it."""
    check_owner(actor, words, referral, now)
    words.withdrawn_at = now
    words.save(update_fields=["withdrawn_at"])
    keep(words, RevisionAct.WITHDRAWN, actor, now)


def keep(
    words: Position | MemberRemark, act: RevisionAct, actor: User, now: dt.datetime
) -> Revision:
    """Writes the present state into the history."""
    subject = {"position" if isinstance(words, Position) else "remark": words}
    return Revision.objects.create(
        **subject, number=words.revision, act=act, content=content_of(words), at=now, by=actor
    )
