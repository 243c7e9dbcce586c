"""What can be done next with a version: a port that the floors above fill.

Each floor registers one provider (once, in `AppConfig.ready`); the clerk's page of a version shows
what all of them offer, in the order of registration.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from drafts.models import BillVersion

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


@dataclass(frozen=True, slots=True)
class NextStep:
    """A link on the clerk's page of a version; `is_main`: what is usually done now."""

    label: "StrOrPromise"
    url: str
    icon: str
    is_main: bool = False


Provider = Callable[[Any, BillVersion], Iterable[NextStep]]

_providers: list[Provider] = []


def register(provider: Provider) -> None:
    """Adds a provider: takes the user and the version, costs a fixed number of queries."""
    if provider not in _providers:
        _providers.append(provider)


def next_steps(user: Any, version: BillVersion) -> list[NextStep]:
    """Everything that is offered to `user` on `version`."""
    return [step for provider in _providers for step in provider(user, version)]
