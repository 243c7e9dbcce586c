"""What this app needs from above: whether a person may sit in one council while sitting in others.
Floors above register it; until then everybody may."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from core.accounts.domain.composition import Term


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """The other council where a person sits, and the rule that forbids both at once."""

    council: str
    basis: str


# By user, council (ids) and term; asked under the lock of the council. None: nothing is against it.
SeatGuard = Callable[[int, int, Term], Elsewhere | None]

_guards: Final[list[SeatGuard]] = []


def register_seat_guard(guard: SeatGuard) -> None:
    """Makes `guard` be asked from now on (once, in an upper app's `ready`)."""
    _guards.append(guard)


def sits_elsewhere(user_id: int, council_id: int, term: Term) -> Elsewhere | None:
    """What the first guard that objects says."""
    found = (guard(user_id, council_id, term) for guard in _guards)
    return next((each for each in found if each is not None), None)
