"""What this app needs from above: who has declared a conflict of interest, and where one does it.
The working room registers it; until then nothing is stated about anybody."""

import datetime as dt
from collections.abc import Callable, Collection, Mapping, Sequence
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


# The address at which a person declares for a referral, by the referral's id.
Address = Callable[[int], str]


@dataclass(slots=True)
class _Ports:
    declarations: Declarations | None = None
    address: Address | None = None


_ports: Final = _Ports()


def register_declarations(provider: Declarations | None, address: Address | None = None) -> None:
    """Makes `provider` answer from now on (once, in an upper app's `ready`); None: nobody does.
    `address` is where people declare; without it nobody is asked to."""
    _ports.declarations = provider
    _ports.address = address


def declaration_address(user_id: int | None, referral_id: int) -> str | None:
    """Where this person has to declare before reading what is prepared for a referral; None if they
    have, or if nobody keeps declarations."""
    if _ports.declarations is None or _ports.address is None:
        return None
    return None if user_id in declarations_of(referral_id) else _ports.address(referral_id)


def declarations_of(referral_id: int | None) -> dict[int, Declaration]:
    """The declarations of one referral by user; empty if nobody keeps any."""
    if _ports.declarations is None or referral_id is None:
        return {}
    found = _ports.declarations([referral_id]).get(referral_id, ())
    return {declaration.user_id: declaration for declaration in found}


def conflicted_in(referral_ids: Collection[int]) -> frozenset[int]:
    """The users who have declared a conflict of interest for any of these referrals; one call of
    the provider. Empty if nobody keeps declarations."""
    ids = list(referral_ids)
    if _ports.declarations is None or not ids:
        return frozenset()
    found = _ports.declarations(ids)
    return frozenset(one.user_id for said in found.values() for one in said if one.has_conflict)


def in_conflict(declared: Mapping[int, Declaration]) -> frozenset[int]:
    """The users who have declared a conflict of interest, of what `declarations_of` gave."""
    return frozenset(user for user, one in declared.items() if one.has_conflict)
