"""Writing many rows at once, with keys known beforehand."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.db import connection, models

_ADAPTED: Final = (models.DateTimeField, models.DateField, models.JSONField, models.UUIDField)


def reserve(model: type[models.Model], count: int) -> list[int]:
    """So many free keys of a table, in order. Needs the transaction of the writing."""
    table, key = _root(model)._meta.db_table, _root(model)._meta.pk.column
    if not count:
        return []
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [f'"{table}"', key, count],
            )
            return [number for (number,) in cursor.fetchall()]
    # SQLite: an immediate transaction has the database for itself.
    numbers = model._base_manager.order_by("-pk").values_list("pk", flat=True)
    last = numbers.first() or 0
    return list(range(last + 1, last + 1 + count))


def write(model: type[models.Model], rows: Iterable[Mapping[str, Any]]) -> None:
    """Writes rows: values by attribute, all with the same names, the key as «id» (it may be left
    out where nothing points at it). Columns that are not named get their defaults. Tables that the
    model inherits are written too. No signals, and no checks but those of the database."""
    found = list(rows)
    if not found:
        return
    chain = [*reversed(model._meta.all_parents), model]
    known = {field.attname for part in chain for field in part._meta.local_concrete_fields}
    if unknown := set(found[0]) - known:
        raise ValueError(f"{model.__name__} has no column for {sorted(unknown)}")
    for part in chain:
        fields = [
            field
            for field in part._meta.local_concrete_fields
            if not field.primary_key or "id" in found[0]
        ]
        columns = [_column(field, found) for field in fields]
        _insert(part, fields, list(zip(*columns, strict=True)))


def _root(model: type[models.Model]) -> type[models.Model]:
    """The table that gives the keys."""
    return model._meta.all_parents[-1] if model._meta.all_parents else model


def _column(field: models.Field, rows: Sequence[Mapping[str, Any]]) -> list[Any]:
    """The values of one column as the database takes them."""
    name = "id" if field.primary_key else field.attname
    if name not in rows[0]:
        return [field.get_db_prep_save(field.get_default(), connection)] * len(rows)
    if isinstance(field, _ADAPTED):
        return [field.get_db_prep_save(row[name], connection) for row in rows]
    return [row[name] for row in rows]


def _insert(
    model: type[models.Model], fields: Sequence[models.Field], rows: list[tuple[Any, ...]]
) -> None:
    quote = connection.ops.quote_name
    table = quote(model._meta.db_table)
    names = ", ".join(quote(field.column) for field in fields)
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(fields))
            cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows)  # noqa: S608
