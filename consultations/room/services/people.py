"""Verbs on the people of a room: declare, entrust the preparation, mark the text as read."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from consultations.process.models import Referral
from consultations.room.errors import RoomError, RoomProblem
from consultations.room.events import DECLARED_KIND, PREPARATION_SET_KIND
from consultations.room.models import Basis, Declaration, Preparation, PreparationKind, ReadMark
from consultations.room.selectors.seats import Seat, has_sat, seat_of, seats_in
from consultations.room.services.common import leading_seat, open_room, seat_for, secretary_seat
from core.accounts.models import User
from core.journal import services as journal

# A page that is opened again and again is one reading.
_ONE_READING = dt.timedelta(minutes=10)


@transaction.atomic
def declare(
    *,
    actor: User,
    referral: Referral,
    has_conflict: bool,
    text: str = "",
    person: User | None = None,
    basis: str = "",
    now: dt.datetime,
) -> Declaration:
    """Records that a person has a conflict of interest, or has none; the later one counts.

    `person` and `basis` (a code of Basis): the secretary enters it for somebody who has told it.
    Raises RoomError (no_seat, term_ended, adopted, concluded, conflict_without_text; for another
    person also not_declared, not_secretary, author_no_seat, author_term_ended, no_basis).
    """
    current = open_room(referral.pk)
    entered = person is not None and person.pk != actor.pk
    if entered and person is not None:
        secretary_seat(actor, current, now)
        seat = seat_told_of(person, current, now)
        if basis not in Basis.values:
            raise RoomError(RoomProblem.NO_BASIS)
    else:
        seat = seat_for(actor, current, now)
    if has_conflict and not text.strip():
        raise RoomError(RoomProblem.CONFLICT_WITHOUT_TEXT)
    declaration = Declaration.objects.create(
        referral=current,
        user_id=seat.user_id,
        has_conflict=has_conflict,
        text=text.strip(),
        declared_at=now,
        entered_by=actor if entered else None,
        basis=basis if entered else "",
    )
    _note_declaration(declaration, current, seat)
    return declaration


def seat_told_of(person: User, referral: Referral, now: dt.datetime) -> Seat:
    """The seat of somebody for whom another person writes. Raises RoomError (author_no_seat,
    author_term_ended)."""
    seat = seat_of(person, referral, timezone.localdate(now))
    if seat is None:
        ended = has_sat(person, referral)
        raise RoomError(RoomProblem.AUTHOR_TERM_ENDED if ended else RoomProblem.AUTHOR_NO_SEAT)
    return seat


@transaction.atomic
def set_preparation(
    *,
    actor: User,
    referral: Referral,
    kind: str,
    rapporteur: User,
    people: Iterable[User] = (),
    now: dt.datetime,
) -> Preparation:
    """Entrusts the preparation of the opinion to a commission or a working group with a rapporteur;
    whoever prepared before does no longer. `kind` is a code of PreparationKind.

    Raises RoomError (no_seat, term_ended, not_declared, not_leading, adopted, concluded,
    rapporteur_no_seat, rapporteur_observer, rapporteur_conflict, person_no_seat,
    person_conflict).
    """
    current = open_room(referral.pk)
    seat = leading_seat(actor, current, now)
    chosen = {person.pk: person for person in people if person.pk != rapporteur.pk}
    _check_people(current, rapporteur, chosen, now)
    Preparation.objects.current().filter(referral=current).update(ended_at=now)
    made = Preparation.objects.create(
        referral=current,
        kind=PreparationKind(kind),
        rapporteur=rapporteur,
        set_at=now,
        set_by=actor,
    )
    made.people.set(chosen.values())
    journal.record(
        kind=PREPARATION_SET_KIND,
        subject_type="consultation",
        subject_id=current.consultation_id,
        body={"council": current.council_id, "kind": str(made.kind), "people": len(chosen) + 1},
        at=now,
        actor_role="secretary" if seat.is_secretary else "chair",
    )
    return made


@transaction.atomic
def mark_read(*, actor: User, referral: Referral, now: dt.datetime) -> ReadMark:
    """Notes that a person has opened the text in the room; nothing is written twice within ten
    minutes. The caller has let the person in."""
    mark = ReadMark.objects.filter(referral=referral, user=actor).first()
    if mark is None:
        mark, _made = ReadMark.objects.get_or_create(
            referral=referral, user=actor, defaults={"first_at": now, "last_at": now}
        )
    elif now - mark.last_at > _ONE_READING:
        mark.last_at = now
        mark.save(update_fields=["last_at"])
    return mark


def _check_people(
    referral: Referral, rapporteur: User, people: dict[int, User], now: dt.datetime
) -> None:
    seats = seats_in(referral, timezone.localdate(now))
    seat = seats.get(rapporteur.pk)
    if seat is None:
        raise RoomError(RoomProblem.RAPPORTEUR_NO_SEAT)
    if not seat.may_report:
        raise RoomError(RoomProblem.RAPPORTEUR_OBSERVER)
    if seat.has_conflict:
        raise RoomError(RoomProblem.RAPPORTEUR_CONFLICT)
    if any(pk not in seats for pk in people):
        raise RoomError(RoomProblem.PERSON_NO_SEAT)
    if any(seats[pk].has_conflict for pk in people):
        raise RoomError(RoomProblem.PERSON_CONFLICT)


def _note_declaration(declaration: Declaration, referral: Referral, seat: Seat) -> None:
    """Who it is and what the conflict consists in stay in the room."""
    journal.record(
        kind=DECLARED_KIND,
        subject_type="consultation",
        subject_id=referral.consultation_id,
        body={
            "council": referral.council_id,
            "declaration": declaration.pk,
            "conflict": declaration.has_conflict,
            "seat": str(seat.kind),
        },
        at=declaration.declared_at,
        actor_role="secretary" if declaration.entered_by_id else "",
    )
