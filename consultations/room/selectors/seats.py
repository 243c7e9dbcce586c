"""Who sits in a room: active members of the council, and whoever is appointed for this bill."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from consultations.experts.models import Appointment
from consultations.process.models import Referral
from consultations.room.domain.seats import MAY_REPORT, OF_COUNCIL, SeatKind
from consultations.room.models import Declaration, Preparation
from core.accounts.models import Membership, MembershipRole, User
from core.accounts.models.bodies import COUNCIL_ROLES


@dataclass(frozen=True, slots=True)
class Seat:
    """A place in one room. `membership` or `appointment` is what it rests on; `declaration` is the
    one that counts, or None."""

    user: User
    kind: SeatKind
    membership: Membership | None
    appointment: Appointment | None
    declaration: Declaration | None
    roles: frozenset[str] = frozenset()

    @property
    def user_id(self) -> int:
        return self.user.pk

    @property
    def has_declared(self) -> bool:
        return self.declaration is not None

    @property
    def has_conflict(self) -> bool:
        return self.declaration is not None and self.declaration.has_conflict

    @property
    def may_author(self) -> bool:
        """Positions, remarks, reporting: after a declaration that there is no conflict."""
        return self.has_declared and not self.has_conflict

    @property
    def may_vote(self) -> bool:
        """Experts and organisations never vote, nor does anybody with a conflict of interest."""
        return self.membership is not None and self.may_author

    @property
    def may_report(self) -> bool:
        return self.kind in MAY_REPORT

    @property
    def is_secretary(self) -> bool:
        return MembershipRole.SECRETARY in self.roles

    @property
    def leads(self) -> bool:
        return self.is_secretary or MembershipRole.CHAIR in self.roles


def seat_of(user: Any, referral: Referral, on: dt.date | None = None) -> Seat | None:
    """The seat of a person in the room of a referral on a day (today); None if there is none."""
    if user is None or not user.is_authenticated:
        return None
    return _seats(referral, on, users=[user.pk]).get(user.pk)


def seats_in(referral: Referral, on: dt.date | None = None) -> dict[int, Seat]:
    """Everybody who sits in a room, by the id of the user, in the order of names; three queries."""
    return _seats(referral, on, users=None)


def has_sat(user: Any, referral: Referral) -> bool:
    """Whether a person without a seat has had one: their term or their appointment has ended."""
    places = Membership.objects.filter(
        user_id=user.pk, body_id=referral.council_id, role__in=COUNCIL_ROLES
    )
    return places.exists() or referral.appointments.filter(user_id=user.pk).exists()


def current_preparation(referral: Referral) -> Preparation | None:
    """Who prepares the opinion now, with all people; two queries."""
    found = Preparation.objects.current().filter(referral=referral)
    return found.select_related("rapporteur", "set_by").prefetch_related("people").first()


def reports(user: Any, referral: Referral) -> bool:
    """Whether this person is the rapporteur."""
    return Preparation.objects.current().filter(referral=referral, rapporteur_id=user.pk).exists()


def _seats(referral: Referral, on: dt.date | None, users: Iterable[int] | None) -> dict[int, Seat]:
    places = (
        Membership.objects.filter(body_id=referral.council_id, role__in=COUNCIL_ROLES)
        .active(on or timezone.localdate())
        .select_related("user")
    )
    appointed = referral.appointments.active().select_related("user")
    declared = Declaration.objects.latest_last().filter(referral=referral)
    if users is not None:
        wanted = list(users)
        places = places.filter(user_id__in=wanted)
        appointed = appointed.filter(user_id__in=wanted)
        declared = declared.filter(user_id__in=wanted)
    said = {declaration.user_id: declaration for declaration in declared}
    held: dict[int, list[Membership]] = {}
    for place in places:
        held.setdefault(place.user_id, []).append(place)
    found = [_of_council(own, said) for own in held.values()]
    found += [_appointed(one, said) for one in appointed if one.user_id not in held]
    return {seat.user_id: seat for seat in sorted(found, key=_name)}


def _name(seat: Seat) -> tuple[str, int]:
    return str(seat.user), seat.user_id


def _of_council(places: list[Membership], said: dict[int, Declaration]) -> Seat:
    best = min(places, key=lambda place: OF_COUNCIL.index(SeatKind(place.role)))
    roles = frozenset(place.role for place in places)
    return Seat(best.user, SeatKind(best.role), best, None, said.get(best.user_id), roles)


def _appointed(appointment: Appointment, said: dict[int, Declaration]) -> Seat:
    kind = SeatKind(appointment.capacity)
    return Seat(appointment.user, kind, None, appointment, said.get(appointment.user_id))
