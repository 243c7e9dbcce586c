"""What this app needs from above: who has declared a conflict of interest. The working room
registers it; until then nothing is stated about anybody."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, Protocol


@dataclass(frozen=True, slots=True)
class Declaration:
    """What a person declared for one referral (212-FZ, art. 11). `note` is public."""

    user_id: int
    has_conflict: bool
    declared_at: dt.datetime
    note: str = ""


class Declarations(Protocol):
    """The declarations of these referrals by referral; one call for all of them, at most one
    declaration of each person. A referral without any may be left out."""

    def __call__(self, referral_ids: Collection[int]) -> Mapping[int, Sequence[Declaration]]: ...


@dataclass(slots=True)
class _Ports:
    declarations: Declarations | None = None


_ports: Final = _Ports()


def register_declarations(provider: Declarations | None) -> None:
    """Makes `provider` answer from now on (once, in an upper app's `ready`); None: nobody does."""
    _ports.declarations = provider


def declarations_of(referral_id: int | None) -> dict[int, Declaration]:
    """The declarations of one referral by user; empty if nobody keeps any."""
    if _ports.declarations is None or referral_id is None:
        return {}
    found = _ports.declarations([referral_id]).get(referral_id, ())
    return {declaration.user_id: declaration for declaration in found}


def in_conflict(declared: Mapping[int, Declaration]) -> frozenset[int]:
    """The users who have declared a conflict of interest, of what `declarations_of` gave."""
    return frozenset(user for user, one in declared.items() if one.has_conflict)
