"""Django's database cache, fit for counting.

Its `incr` is that of the base class: it reads, writes and restarts the term with the default one,
so an hourly count would forget itself after five minutes. Here the term stays, and a number that
`add` has begun is kept in the clear (after a sign that no packed value has), so that it grows by
one statement. Its `add` counts all rows each time and, from 300 on, throws live ones away, and
counts of limits with them; here `add` is one statement, and now and then it removes what is over.
"""

import base64
import pickle
import random
from datetime import UTC, datetime
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.utils import timezone

_SWEEP_ONE_IN: Final = 200
_NUMBER: Final = "#"  # not in the alphabet of base64


class CountingDatabaseCache(DatabaseCache):
    """Use as BACKEND of the cache that holds rate limits."""

    def add(
        self, key: str, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None
    ) -> bool:
        """Writes the value unless the key is there and its term is not over; one statement."""
        full_key = self.make_and_validate_key(key, version=version)
        alias = router.db_for_write(self.cache_model_class)
        connection = connections[alias]
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]
        now = self._now(connection)
        with connection.cursor() as cursor:
            if random.randrange(_SWEEP_ONE_IN) == 0:  # noqa: S311 – no secret
                cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s) "  # noqa: S608
                "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, "
                f"expires = excluded.expires WHERE {table}.expires < %s",
                [full_key, self._pack(value), self._end(connection, timeout), now],
            )
            return bool(cursor.rowcount > 0)

    def _pack(self, value: Any) -> str:
        if type(value) is int:
            return f"{_NUMBER}{value}"
        return base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")

    @staticmethod
    def _unpack(stored: str) -> Any:
        if stored.startswith(_NUMBER):
            return int(stored[1:])
        return pickle.loads(base64.b64decode(stored.encode()))  # noqa: S301 – our own table

    @staticmethod
    def _now(connection: Any) -> Any:
        return connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))

    def get_many(self, keys: Any, version: int | None = None) -> dict[str, Any]:
        """The values by key, without those whose term is over."""
        names = {self.make_and_validate_key(key, version=version): key for key in keys}
        if not names:
            return {}
        connection = connections[router.db_for_read(self.cache_model_class)]
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]
        places = ", ".join(["%s"] * len(names))
        with connection.cursor() as cursor:
            cursor.execute(
                f"SELECT cache_key, value FROM {table} "  # noqa: S608
                f"WHERE expires >= %s AND cache_key IN ({places})",
                [self._now(connection), *names],
            )
            rows = cursor.fetchall()
        return {names[key]: self._unpack(value) for key, value in rows}

    def _end(self, connection: Any, timeout: Any) -> Any:
        """When a term ends, as the database keeps it."""
        seconds = self.get_backend_timeout(timeout)
        end = datetime.max if seconds is None else datetime.fromtimestamp(seconds, tz=UTC)  # noqa: DTZ901
        return connection.ops.adapt_datetimefield_value(end.replace(microsecond=0))

    def incr(self, key: str, delta: int = 1, version: int | None = None) -> int:
        """Adds `delta` and returns the new value; raises ValueError if there is no such key or
        its term is over, as the contract of Django's caches demands."""
        full_key = self.make_and_validate_key(key, version=version)
        alias = router.db_for_write(self.cache_model_class)
        connection = connections[alias]
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]
        with connection.cursor() as cursor:
            cursor.execute(
                f"UPDATE {table} SET value = %s || "  # noqa: S608
                "CAST(CAST(SUBSTR(value, 2) AS BIGINT) + %s AS VARCHAR(24)) "
                "WHERE cache_key = %s AND expires >= %s AND SUBSTR(value, 1, 1) = %s "
                "RETURNING value",
                [_NUMBER, delta, full_key, self._now(connection), _NUMBER],
            )
            row = cursor.fetchone()
        return int(row[0][1:]) if row else self._incr_packed(connection, full_key, key, delta)

    def _incr_packed(self, connection: Any, full_key: str, key: str, delta: int) -> int:
        """The same for a number that was written by `set`: read and written under a lock."""
        table = connection.ops.quote_name(self._table)  # type: ignore[attr-defined]
        lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT value FROM {table} WHERE cache_key = %s AND expires >= %s{lock}",  # noqa: S608
                [full_key, self._now(connection)],
            )
            row = cursor.fetchone()
            if row is None:
                raise ValueError(f"Key {key!r} not found")
            value = int(self._unpack(row[0])) + delta
            cursor.execute(
                f"UPDATE {table} SET value = %s WHERE cache_key = %s",  # noqa: S608
                [self._pack(value), full_key],
            )
        return value
