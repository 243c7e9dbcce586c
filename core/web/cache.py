"""Django's database cache, fit for counting.

Its `incr` is that of the base class: it reads, writes and restarts the term with the default one,
so an hourly count would forget itself after five minutes. Here the term stays, and the row is
locked between reading and writing.
"""

import base64
import pickle
from typing import Any

from django.core.cache.backends.db import DatabaseCache
from django.db import connections, router, transaction
from django.db.models import DateTimeField, Expression
from django.utils import timezone


class CountingDatabaseCache(DatabaseCache):
    """Use as BACKEND of the cache that holds rate limits."""

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
