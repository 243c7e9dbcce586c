"""What the pages of councils show besides what this app knows of them: floors above register it
(once, in `ready`)."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from core.accounts.models import Council

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class CouncilPart:
    """A section of a council's page: its anchor, its heading, and the template that shows `part`
    (what the provider has found)."""

    anchor: str
    title: "StrOrPromise"
    template: str
    part: Mapping[str, Any]


# What there is to show of a council on a day, None for nothing; a constant number of queries.
Provider = Callable[[Council, dt.date], CouncilPart | None]


@dataclass(frozen=True, slots=True)
class CouncilLink:
    """A link above the list of councils."""

    name: str
    label: "StrOrPromise"


_parts: Final[list[tuple[int, Provider]]] = []
_links: Final[list[tuple[int, CouncilLink]]] = []


def register_part(order: int, provider: Provider) -> None:
    """Makes `provider` show a section; `order` is its place among the others, 10, 20 …"""
    _parts.append((order, provider))
    _parts.sort(key=lambda each: each[0])


def register_link(order: int, name: str, label: "StrOrPromise") -> None:
    """Adds a link: the name of an address without parameters, and what it is called."""
    _links.append((order, CouncilLink(name, label)))
    _links.sort(key=lambda each: each[0])


def council_parts(council: Council, today: dt.date) -> list[CouncilPart]:
    """The sections of a council's page in their order."""
    found = (provider(council, today) for _order, provider in _parts)
    return [part for part in found if part is not None]


def council_links() -> list[CouncilLink]:
    return [link for _order, link in _links]
