"""Keyset paging: pages that stay true while rows are being added, at the same cost at any depth.

A cursor holds the sort key of the last row seen and the direction. It is not signed: it can only
say «from here on» within a queryset that the view has already filtered. Whatever is not a cursor
for this very order is refused by `decode_cursor`, and `keyset_page` then shows the first page.
"""

import base64
import binascii
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import DateTimeField, Field, Model, Q, QuerySet
from django.db.models.constants import LOOKUP_SEP
from django.utils import timezone

T = TypeVar("T")

MAX_CURSOR_LENGTH: Final = 2000
MAX_INTEGER: Final = 2**63 - 1


class InvalidCursorError(ValueError):
    """Not a cursor, damaged, or made for another order."""


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """Rows of one page; a cursor is None where there is nothing more in that direction."""

    items: list[T]
    next_cursor: str | None
    prev_cursor: str | None


@dataclass(frozen=True, slots=True)
class _Key:
    """One column of the order: the path without the sign."""

    path: str
    descending: bool


@dataclass(frozen=True, slots=True)
class _Position:
    values: tuple[Any, ...]
    backwards: bool


def keyset_page(
    queryset: QuerySet[Any, T], *, order: Sequence[str], cursor: str | None, per_page: int
) -> Page[T]:
    """One page of `queryset` in exactly one query.

    `order` is like `order_by`: names of columns without NULLs, «-» for descending; together they
    must be unique (end with "id"). Paths over relations need `select_related`.
    """
    keys = _keys(order)
    try:
        position = decode_cursor(queryset, order, cursor) if cursor else None
    except InvalidCursorError:
        position = None
    backwards = position is not None and position.backwards
    rows = queryset.order_by(*_order_by(keys, reverse=backwards))
    if position is not None:
        rows = rows.filter(_beyond(keys, position))
    items = list(rows[: per_page + 1])
    more = len(items) > per_page
    items = items[:per_page]
    if backwards:
        items.reverse()
    has_next = bool(items) and (backwards or more)
    has_prev = bool(items) and (more if backwards else position is not None)
    return Page(
        items,
        _encode(keys, items[-1], backwards=False) if has_next else None,
        _encode(keys, items[0], backwards=True) if has_prev else None,
    )


def decode_cursor(queryset: QuerySet[Any, Any], order: Sequence[str], cursor: str) -> "_Position":
    """Values of the right types, or InvalidCursorError."""
    keys = _keys(order)
    if len(cursor) > MAX_CURSOR_LENGTH or not cursor.isascii():
        raise InvalidCursorError
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        data = json.loads(base64.b64decode(padded, altchars=b"-_", validate=True))
        names, backwards, raw = data
    except (binascii.Error, ValueError, TypeError, RecursionError) as error:
        raise InvalidCursorError from error
    fits = names == list(order) and isinstance(backwards, bool) and isinstance(raw, list)
    if not fits or len(raw) != len(keys):
        raise InvalidCursorError
    values = [_value(_field(queryset, key.path), item) for key, item in zip(keys, raw, strict=True)]
    return _Position(tuple(values), backwards)


def _keys(order: Sequence[str]) -> tuple[_Key, ...]:
    return tuple(_Key(name.removeprefix("-"), name.startswith("-")) for name in order)


def _order_by(keys: Sequence[_Key], *, reverse: bool) -> list[str]:
    return [f"-{key.path}" if key.descending != reverse else key.path for key in keys]


def _beyond(keys: Sequence[_Key], position: _Position) -> Q:
    """a > x OR (a = x AND (b < y OR …)), preceded by a >= x, which lets an index seek."""
    values = position.values
    condition = Q()
    for index in reversed(range(len(keys))):
        key, value = keys[index], values[index]
        operator = "lt" if key.descending != position.backwards else "gt"
        beyond = Q((f"{key.path}__{operator}", value))
        last = index == len(keys) - 1
        condition = beyond if last else beyond | (Q((key.path, value)) & condition)
    first = keys[0]
    operator = "lte" if first.descending != position.backwards else "gte"
    return Q((f"{first.path}__{operator}", values[0])) & condition


def _encode(keys: Sequence[_Key], row: Any, *, backwards: bool) -> str:
    names = [f"-{key.path}" if key.descending else key.path for key in keys]
    values = [_plain(_read(row, key.path)) for key in keys]
    data = json.dumps([names, backwards, values], separators=(",", ":"), ensure_ascii=False)
    return base64.urlsafe_b64encode(data.encode()).decode().rstrip("=")


def _read(row: Any, path: str) -> Any:
    if isinstance(row, Mapping):
        return row[path]
    if hasattr(row, path):
        return getattr(row, path)
    for part in path.split(LOOKUP_SEP):
        row = getattr(row, part)
    return row


def _plain(value: Any) -> str | int | float | bool:
    if isinstance(value, (bool, int, float, str)):
        return value
    if isinstance(value, datetime):
        return (value.astimezone(UTC) if timezone.is_aware(value) else value).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (Decimal, UUID)):
        return str(value)
    raise TypeError(f"A column of type {type(value).__name__} cannot be paged by.")


def _field(queryset: QuerySet[Any, Any], path: str) -> "Field[Any, Any]":
    """The field behind a path of `order`: an annotation, a column, or one over relations."""
    annotation = queryset.query.annotations.get(path)
    if annotation is not None:
        return annotation.output_field
    model: type[Model] = queryset.model
    *relations, name = path.split(LOOKUP_SEP)
    for relation in relations:
        related = _options(model).get_field(relation).related_model
        if not (isinstance(related, type) and issubclass(related, Model)):
            raise FieldDoesNotExist(f"{relation} of {path} is not a relation.")
        model = related
    if name == "pk":
        return _options(model).pk
    found = _options(model).get_field(name)
    if not isinstance(found, Field):
        raise FieldDoesNotExist(f"{path} is not a column.")
    return found


def _options(model: type[Model]) -> Any:
    return model._meta  # noqa: SLF001 - Django documents it as public


def _is_storable(text: str) -> bool:
    """Whether a database takes the text: no NUL, no half of a pair of surrogates."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def _value(field: "Field[Any, Any]", raw: Any) -> Any:
    if raw is None or isinstance(raw, (list, dict)):
        raise InvalidCursorError
    if isinstance(raw, str) and not _is_storable(raw):
        raise InvalidCursorError
    try:
        target = getattr(field, "target_field", field)
        value = target.to_python(raw)
        if isinstance(value, datetime) and isinstance(target, DateTimeField):
            value.astimezone(UTC)  # a moment at the edge of the calendar overflows here
    except (ValidationError, ValueError, TypeError, OverflowError, ArithmeticError) as error:
        raise InvalidCursorError from error
    if isinstance(value, int) and abs(value) > MAX_INTEGER:
        raise InvalidCursorError
    if value is None or (isinstance(value, float) and value != value):
        raise InvalidCursorError
    return value
