"""Who takes part, what each of them has said of a conflict, read and written."""

from dataclasses import dataclass

from consultations.process.models import Referral
from consultations.room.models import Declaration, Preparation
from consultations.room.selectors.activity import Activity, activity
from consultations.room.selectors.seats import Seat, seats_in
from core.accounts.models import User


@dataclass(frozen=True, slots=True)
class PersonLine:
    """`seat` is None for somebody who has worked here and whose place has ended."""

    user: User
    seat: Seat | None
    done: Activity


@dataclass(frozen=True, slots=True)
class People:
    """Everybody of a room by name: first those who sit in it, then those who did."""

    lines: list[PersonLine]
    declarations: list[Declaration]
    preparations: list[Preparation]

    @property
    def current(self) -> Preparation | None:
        return next((one for one in self.preparations if one.ended_at is None), None)

    @property
    def earlier(self) -> list[Preparation]:
        return [one for one in self.preparations if one.ended_at is not None]

    @property
    def undeclared(self) -> int:
        return sum(1 for line in self.lines if line.seat and not line.seat.has_declared)

    @property
    def rapporteur_has_conflict(self) -> bool:
        current = self.current
        if current is None:
            return False
        line = next((one for one in self.lines if one.user.pk == current.rapporteur_id), None)
        return bool(line and line.done.has_conflict)


def people_in(referral: Referral) -> People:
    """All people of a room with their numbers; a constant number of queries."""
    seats = seats_in(referral)
    done = {user: what for (_referral, user), what in activity([referral.pk]).items()}
    gone = User.objects.in_bulk([pk for pk in done if pk not in seats])
    none = Activity()
    lines = [PersonLine(seat.user, seat, done.get(pk, none)) for pk, seat in seats.items()]
    lines += [
        PersonLine(user, None, done[pk])
        for pk, user in sorted(gone.items(), key=lambda item: str(item[1]))
    ]
    declarations = Declaration.objects.latest_last().filter(referral=referral)
    preparations = Preparation.objects.filter(referral=referral).order_by("-set_at", "-pk")
    return People(
        lines,
        list(declarations.select_related("user", "entered_by")),
        list(preparations.select_related("rapporteur", "set_by").prefetch_related("people")),
    )
