"""The kinds of entries. Each app declares its own when it starts; an unknown kind is refused."""

from typing import TYPE_CHECKING

from core.journal.domain.leaves import MAX_KIND, is_kind
from core.journal.errors import UnknownKindError

if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

_labels: "dict[str, StrOrPromise]" = {}


def register(kind: str, label: "StrOrPromise") -> None:
    """Declares `kind` («bill.version_published») with a sentence for people, translatable.

    Raises ValueError if it is declared already or is not spelt as a kind. A kind that entries use
    is never renamed: it is part of their leaves.
    """
    if not is_kind(kind):
        raise ValueError(f"{kind!r} is no kind: words, dots, at most {MAX_KIND} characters")
    if kind in _labels:
        raise ValueError(f"Kind {kind!r} is declared twice.")
    _labels[kind] = label


def require(kind: str) -> None:
    """Raises UnknownKindError unless an app has declared `kind`."""
    if kind not in _labels:
        raise UnknownKindError(kind)


def label(kind: str) -> "StrOrPromise":
    """The sentence for people; the code itself for a kind of an app that is no longer here."""
    return _labels.get(kind, kind)


def choices() -> "list[tuple[str, StrOrPromise]]":
    """(code, label) of every declared kind, in the order of the codes."""
    return sorted(_labels.items())
