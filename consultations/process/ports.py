"""What the process asks of the floors above it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, Protocol


@dataclass(frozen=True, slots=True)
class MemberLine:
    """What one person did for the opinion of a council.

    wrote: positions and remarks; taken: those of them that stand in the opinion; voted, absent,
    excused: at the meeting (or in the ballot) that decided. `is_outside`: an expert or an observer,
    who is no member of the council. `post`: in the council, may be empty.
    """

    user_id: int
    name: str
    post: str = ""
    wrote: int = 0
    taken: int = 0
    voted: bool = False
    absent: bool = False
    excused: bool = False
    is_outside: bool = False


class MemberActivity(Protocol):
    """What people did, by id of referral, in a constant number of queries. Referrals of which
    nothing is known are left out. Only what may be public: no drafts."""

    def by_referral(self, referral_ids: Collection[int], /) -> Mapping[int, Sequence[MemberLine]]:
        """The lines of these referrals."""
        ...


_providers: Final[list[MemberActivity]] = []


def register_activity(provider: MemberActivity) -> None:
    """Adds a provider (once, in the upper app's `ready`): several may each know a part."""
    if provider not in _providers:
        _providers.append(provider)


def unregister_activity(provider: MemberActivity) -> None:
    """Takes a provider away again."""
    _providers.remove(provider)


def member_activity(referral_ids: Collection[int]) -> dict[int, list[MemberLine]]:
    """What all providers know, one line for a person, by name; referrals of which nobody knows
    anything are left out."""
    found: dict[int, dict[int, MemberLine]] = {}
    for provider in _providers:
        for referral, lines in provider.by_referral(referral_ids).items():
            people = found.setdefault(referral, {})
            for line in lines:
                known = people.get(line.user_id)
                people[line.user_id] = line if known is None else _together(known, line)
    return {
        referral: sorted(people.values(), key=lambda line: (line.is_outside, line.name))
        for referral, people in found.items()
        if people
    }


def _together(first: MemberLine, second: MemberLine) -> MemberLine:
    """Two parts of what is known about one person: numbers add up, facts join."""
    return replace(
        first,
        name=first.name or second.name,
        post=first.post or second.post,
        wrote=first.wrote + second.wrote,
        taken=first.taken + second.taken,
        voted=first.voted or second.voted,
        absent=first.absent or second.absent,
        excused=first.excused or second.excused,
        is_outside=first.is_outside and second.is_outside,
    )
