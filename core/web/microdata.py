"""What pages tell programs, in the vocabulary of schema.org: one way to print it.

It is microdata and not JSON-LD, for no page of ours holds a script with a body. It stands apart
from what is read, in elements that are not shown, so that templates need not know the vocabulary
and one function says all that is told of one kind of thing.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeAlias, Union

from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_VOCABULARY: Final = "https://schema.org/"


@dataclass(frozen=True, slots=True)
class Link:
    """A whole address, of a thing or of a page."""

    url: str


@dataclass(frozen=True, slots=True)
class Term:
    """A value from a closed list of the vocabulary («EventScheduled»)."""

    name: str


@dataclass(frozen=True, slots=True)
class Thing:
    """Something of a type of the vocabulary; `facts` by its properties. An empty fact is left out,
    a sequence is said once for each of its values."""

    kind: str
    facts: Mapping[str, "Value | Sequence[Value]"]


Value: TypeAlias = Union["StrOrPromise", int, dt.date, Link, Term, Thing, None]


def microdata(thing: Thing) -> SafeString:
    """The markup of a thing; whatever stands in its facts is escaped."""
    return format_html("<div hidden>{}</div>", _item(thing, ""))


def _item(thing: Thing, name: str) -> SafeString:
    inside = format_html_join(
        "",
        "{}",
        (
            (_fact(fact, value),)
            for fact, values in thing.facts.items()
            for value in _each(values)
            if value is not None and value != ""
        ),
    )
    role = format_html(' itemprop="{}"', name) if name else ""
    kind = f"{_VOCABULARY}{thing.kind}"
    return format_html('<div{} itemscope itemtype="{}">{}</div>', role, kind, inside)


def _each(values: "Value | Sequence[Value]") -> Sequence[Value]:
    return values if isinstance(values, (list, tuple)) else (values,)


def _fact(name: str, value: Value) -> SafeString:
    if isinstance(value, Thing):
        return _item(value, name)
    if isinstance(value, (Link, Term)):
        url = value.url if isinstance(value, Link) else f"{_VOCABULARY}{value.name}"
        return format_html('<link itemprop="{}" href="{}">', name, url)
    return format_html('<meta itemprop="{}" content="{}">', name, _text(value))


def _text(value: Value) -> str:
    """A moment is told in the time of the region, as pages tell it."""
    if isinstance(value, dt.datetime):
        return timezone.localtime(value).isoformat()
    return value.isoformat() if isinstance(value, dt.date) else str(value)
