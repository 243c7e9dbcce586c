"""Verbs on positions: write, change, withdraw."""

import datetime as dt

from django.db import transaction

from consultations.process.models import Referral
from consultations.room.domain.words import PositionData
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.models import Position, RevisionAct, Stance
from consultations.room.services.authorship import authorship, change, keep, withdraw
from consultations.room.services.common import check_provision, is_late, open_room
from core.accounts.models import User
from drafts.models import Provision

# Whoever wants something else in the text says what.
_WITH_REASON = frozenset({Stance.WITH_CHANGES, Stance.AGAINST})


@transaction.atomic
def write_position(
    *,
    actor: User,
    referral: Referral,
    provision: Provision | None,
    data: PositionData,
    author: User | None = None,
    basis: str = "",
    now: dt.datetime,
) -> Position:
    """Records how a person stands to a provision (None: to the bill as a whole).

    `author` and `basis`: the secretary enters it for somebody who has told it. After the term of
    the referral it is kept and marked late. Raises RoomError (see `authorship`; adopted,
    concluded, foreign_provision, empty_position, position_twice).
    """
    current = open_room(referral.pk)
    whose = authorship(actor, current, author, basis, now)
    check_provision(provision, current)
    _check(data)
    standing = Position.objects.standing().filter(
        referral=current, author=whose["author"], provision=provision
    )
    if standing.exists():
        raise RoomError(RoomProblem.POSITION_TWICE)
    made = Position.objects.create(
        referral=current,
        provision=provision,
        stance=Stance(data.stance),
        text=data.text.strip(),
        written_at=now,
        is_late=is_late(current, now),
        **whose,
    )
    keep(made, RevisionAct.WRITTEN, actor, now)
    return made


@transaction.atomic
def change_position(
    *, actor: User, position: Position, data: PositionData, revision: int, now: dt.datetime
) -> Position:
    """Saves other words over those with the number `revision`. Raises StaleWords with the present
    ones, and RoomError (as `write_position`; not_yours, withdrawn)."""
    referral = open_room(position.referral_id)
    current = Position.objects.select_for_update().get(pk=position.pk)
    _check(data)
    change(actor, current, referral, data, revision, now)
    return current


@transaction.atomic
def withdraw_position(*, actor: User, position: Position, now: dt.datetime) -> Position:
    """Takes a position back; the history keeps it. Raises RoomError (no_seat, term_ended,
    not_declared, not_yours, withdrawn, adopted, concluded)."""
    referral = open_room(position.referral_id)
    current = Position.objects.select_for_update().get(pk=position.pk)
    withdraw(actor, current, referral, now)
    return current


def _check(data: PositionData) -> None:
    if Stance(data.stance) in _WITH_REASON and not data.text.strip():
        raise RoomError(RoomProblem.EMPTY_POSITION)
