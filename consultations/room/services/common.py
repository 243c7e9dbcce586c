"""What every verb of a room begins with: the room is open, the person sits in it."""

import datetime as dt
from typing import Final

from django.utils import timezone

from consultations.process.models import Consultation, Referral
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.selectors.rooms import RoomState, opinion_in, state_of
from consultations.room.selectors.seats import Seat, has_sat, seat_of
from core.accounts.models import User
from drafts.models import Provision

CLOSED_BY: Final = {
    RoomState.ADOPTED: RoomProblem.ADOPTED,
    RoomState.CONCLUDED: RoomProblem.CONCLUDED,
    RoomState.CLOSED: RoomProblem.CLOSED,
}


def open_room(referral_id: int) -> Referral:
    """The referral of a room that is open for writing, with its consultation locked: neither the
    adoption nor the summary conclusion, nor a refusal of the council can come in between. Raises
    RoomError (adopted, concluded, closed)."""
    own = Referral.objects.filter(pk=referral_id).values("consultation")
    consultation = Consultation.objects.locked().get(pk__in=own)
    referral = Referral.objects.get(pk=referral_id)
    referral.consultation = consultation
    state = state_of(referral, opinion_in(referral))
    if state is not RoomState.OPEN:
        raise RoomError(CLOSED_BY[state])
    return referral


def seat_for(actor: User, referral: Referral, now: dt.datetime) -> Seat:
    """The seat of whoever acts. Raises RoomError (no_seat, term_ended)."""
    seat = seat_of(actor, referral, timezone.localdate(now))
    if seat is None:
        ended = has_sat(actor, referral)
        raise RoomError(RoomProblem.TERM_ENDED if ended else RoomProblem.NO_SEAT)
    return seat


def declared_seat(actor: User, referral: Referral, now: dt.datetime) -> Seat:
    """The same of a person for whom the room has opened. Raises also not_declared."""
    seat = seat_for(actor, referral, now)
    if not seat.has_declared:
        raise RoomError(RoomProblem.NOT_DECLARED)
    return seat


def secretary_seat(actor: User, referral: Referral, now: dt.datetime) -> Seat:
    """Raises also not_secretary."""
    seat = declared_seat(actor, referral, now)
    if not seat.is_secretary:
        raise RoomError(RoomProblem.NOT_SECRETARY)
    return seat


def leading_seat(actor: User, referral: Referral, now: dt.datetime) -> Seat:
    """Raises also not_leading."""
    seat = declared_seat(actor, referral, now)
    if not seat.leads:
        raise RoomError(RoomProblem.NOT_LEADING)
    return seat


def check_provision(provision: Provision | None, referral: Referral) -> None:
    """One speaks on the text that was referred. Raises RoomError (foreign_provision)."""
    if provision is not None and provision.version_id != referral.consultation.version_id:
        raise RoomError(RoomProblem.FOREIGN_PROVISION)


def is_late(referral: Referral, now: dt.datetime) -> bool:
    """Whether the term of the referral has passed; its last day still counts."""
    return timezone.localdate(now) > referral.due_on
