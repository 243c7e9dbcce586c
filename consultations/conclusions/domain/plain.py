"""Dataclasses as plain JSON and back. A snapshot has a hundred thousand of them, so how each kind
is written and read is found out once."""

import types
import typing
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass
from functools import cache, partial
from typing import Any, Final

# The metadata of a field that is left out of the JSON while it is None.
SPARSE: Final[Mapping[str, bool]] = types.MappingProxyType({"sparse": True})


def to_plain(value: Any) -> Any:
    """Dataclasses as dictionaries, tuples as lists: equal to what a JSON column gives back."""
    kind = type(value)
    if kind is str or kind is int or value is None:
        return value
    if is_dataclass(value) and not isinstance(value, type):
        # To mypy a class is not hashable.
        names = _names(kind)  # type: ignore[arg-type]
        sparse = _sparse(kind)  # type: ignore[arg-type]
        missing = [name for name in sparse if getattr(value, name) is None]
        return {name: to_plain(getattr(value, name)) for name in names if name not in missing}
    if isinstance(value, Mapping):
        return {key: to_plain(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(item) for item in value]
    return value


@cache
def _names(kind: Any) -> tuple[str, ...]:
    return tuple(each.name for each in fields(kind))


@cache
def _sparse(kind: Any) -> frozenset[str]:
    """Fields that are left out while they are None."""
    return frozenset(each.name for each in fields(kind) if each.metadata == SPARSE)


def from_plain(kind: Any, data: Mapping[str, Any]) -> Any:
    """A dataclass from plain JSON; what it does not know is left out."""
    names, readers = _names(kind), _readers(kind)
    found = {name: data[name] for name in names if name in data}
    for name, read in readers.items():
        if found.get(name) is not None:
            found[name] = read(found[name])
    return kind(**found)


def _many(kind: Any, values: Iterable[Mapping[str, Any]]) -> tuple[Any, ...]:
    """What holds only texts and numbers is not looked at field by field."""
    if not _readers(kind):
        try:
            return tuple([kind(**value) for value in values])
        except TypeError:
            pass  # something that it does not know
    return tuple([from_plain(kind, value) for value in values])


@cache
def _readers(kind: Any) -> dict[str, Callable[[Any], Any]]:
    """By those fields whose values are not as their annotations want them."""
    hints = typing.get_type_hints(kind)
    read = {each.name: _reader(hints[each.name]) for each in fields(kind)}
    return {name: found for name, found in read.items() if found is not None}


def _reader(hint: Any) -> Callable[[Any], Any] | None:
    """Of dataclasses, tuples of them, or None."""
    if isinstance(hint, types.UnionType):
        hint = next(part for part in typing.get_args(hint) if part is not type(None))
    if typing.get_origin(hint) is tuple:
        item = typing.get_args(hint)[0]
        return partial(_many, item) if is_dataclass(item) else tuple
    return partial(from_plain, hint) if is_dataclass(hint) else None
