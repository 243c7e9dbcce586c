"""What is written about a member of a council."""

import datetime as dt
from dataclasses import dataclass

from core.accounts.domain.composition import Term


@dataclass(frozen=True, slots=True)
class PersonData:
    """Who is to be a member: known by e-mail. The name is needed if the account has none yet."""

    email: str
    full_name: str = ""
    municipality: str = ""


@dataclass(frozen=True, slots=True)
class MemberData:
    """A member's place: chair, secretary or member."""

    role: str
    post: str = ""
    nominated_by: str = ""
    starts_on: dt.date | None = None
    ends_on: dt.date | None = None

    @property
    def term(self) -> Term:
        return Term(self.starts_on, self.ends_on)


@dataclass(frozen=True, slots=True)
class CompositionData:
    """A new composition: by which act, from which day, to which day, how many members."""

    formation_act: str
    formed_on: dt.date
    term_ends_on: dt.date
    seats: int


@dataclass(frozen=True, slots=True)
class CardData:
    """What the card of a council says. The quorum is the share that must be exceeded."""

    formation_act: str
    formed_on: dt.date | None
    term_ends_on: dt.date | None
    seats: int
    quorum_percent: int
    email: str = ""
    about: str = ""
