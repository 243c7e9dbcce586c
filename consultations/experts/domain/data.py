"""What people write when they apply, and what is written about an expert."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Accreditation:
    """Of an independent expert who may examine for corruption risks (172-FZ, art. 5)."""

    number: str = ""
    given_on: dt.date | None = None
    until: dt.date | None = None

    @property
    def is_whole(self) -> bool:
        """Nothing is written, or everything that makes it usable."""
        return bool(self.number.strip()) == bool(self.given_on)

    @property
    def is_in_order(self) -> bool:
        return not (self.given_on and self.until) or self.given_on <= self.until


@dataclass(frozen=True, slots=True)
class ExpertData:
    """An expert's card. `knowledge`: ids of fields of knowledge; `consents`: kinds that were given
    (an expert acts in public, so both are needed)."""

    full_name: str
    education: str
    knowledge: Collection[int]
    post: str = ""
    municipality: str = ""
    accreditation: Accreditation = Accreditation()
    consents: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class CandidacyData:
    """An application to a call. `conflict`: the statement on conflict of interest."""

    full_name: str
    motivation: str
    has_conflict: bool
    conflict: str
    consents: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class EntryData:
    """A request of an organisation to enter the working room without a vote."""

    full_name: str
    post: str
    organisation: str
    ogrn: str
    interest: str
    consents: Collection[str] = ()
