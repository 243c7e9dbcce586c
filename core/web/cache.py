"""Django's database cache, fit for counting.

Its `incr` is that of the base class: it reads, writes and restarts the term with the default one,
so an hourly count would forget itself after five minutes. Here the term stays, and the row is
locked between reading and writing. Its `add` counts all rows each time and, from 300 on, throws
live ones away, and counts of limits with them; here `add` is one statement, and now and then it
removes what is over.
"""

import base64
import pickle
import random
from datetime import UTC, datetime
from typing import Any, Final

from django.core.cache.backends.base import DEFAULT_TIMEOUT
from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.db.models import DateTimeField, Expression
from django.utils import timezone

_SWEEP_ONE_IN: Final = 200


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
        packed = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
        now = connection.ops.adapt_datetimefield_value(timezone.now().replace(microsecond=0))
        with connection.cursor() as cursor:
            if random.randrange(_SWEEP_ONE_IN) == 0:  # noqa: S311 – no secret
                cursor.execute(f"DELETE FROM {table} WHERE expires < %s", [now])  # noqa: S608
            cursor.execute(
                f"INSERT INTO {table} (cache_key, value, expires) VALUES (%s, %s, %s) "  # noqa: S608
                "ON CONFLICT (cache_key) DO UPDATE SET value = excluded.value, "
                f"expires = excluded.expires WHERE {table}.expires < %s",
                [full_key, packed, self._end(connection, timeout), now],
            )
            return bool(cursor.rowcount > 0)

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
        lock = " FOR UPDATE" if connection.features.has_select_for_update else ""
        with transaction.atomic(using=alias), connection.cursor() as cursor:
            cursor.execute(
                f"SELECT value, expires FROM {table} WHERE cache_key = %s{lock}",  # noqa: S608
                [full_key],
            )
            row = cursor.fetchone()
            if row is None or self._is_over(connection, row[1]):
                raise ValueError(f"Key {key!r} not found")
            value = pickle.loads(base64.b64decode(row[0].encode())) + delta  # noqa: S301
            packed = base64.b64encode(pickle.dumps(value, self.pickle_protocol)).decode("latin1")
            cursor.execute(
                f"UPDATE {table} SET value = %s WHERE cache_key = %s",  # noqa: S608
                [packed, full_key],
            )
        return int(value)

    @staticmethod
    def _is_over(connection: Any, expires: Any) -> bool:
        column = Expression(output_field=DateTimeField())
        converters = connection.ops.get_db_converters(column) + column.get_db_converters(connection)
        for convert in converters:
            expires = convert(expires, column, connection)
        return bool(expires < timezone.now())
