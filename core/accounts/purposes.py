"""What may be asked for by e-mail: upper floors register how it is described and carried out."""

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from core.accounts.models import Contact


@dataclass(frozen=True, slots=True)
class Description:
    """What the letter and the page of the link say, in the current language: the `title` of the
    page («Confirm that you join»), the `about` line (whose or which), the words of the `button`,
    and the address that it is about. `later`: words before another link of the letter, which works
    after it is confirmed."""

    title: str
    about: str
    button: str
    url: str
    later: str = ""
    later_url: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where to go after it is done, what to say there, and whether the contact is still needed
    (otherwise the e-mail is destroyed and only its hash stays where the deed has put it)."""

    url: str
    message: str
    keeps_contact: bool = False


@dataclass(frozen=True, slots=True)
class Purpose:
    """`describe(payload)` and `perform(payload, contact, moments)`, both may raise `Impossible`."""

    name: str
    describe: Callable[[Mapping[str, Any]], Description]
    perform: Callable[[Mapping[str, Any], Contact, "Moments"], Outcome]


@dataclass(frozen=True, slots=True)
class Moments:
    """When it was asked for, which decides whether it came in time, and when it was confirmed."""

    asked_at: dt.datetime
    now: dt.datetime


class Impossible(Exception):
    """What was asked for can no longer be done; `message` says why in the current language."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


_purposes: Final[dict[str, Purpose]] = {}


def register(purpose: Purpose) -> None:
    """Once, in the upper app's `ready`."""
    _purposes[purpose.name] = purpose


def purpose_of(name: str) -> Purpose:
    """Raises LookupError."""
    return _purposes[name]
