"""One writer for each index at a time: otherwise a slow one could put back what it has read before
a newer change."""

import fcntl
import os
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import gettempdir
from typing import Final

from django.db import DatabaseError, connection, transaction

from search import engine

# Any number that no other advisory lock of the database uses; the second number is the index.
_LOCK: Final = 7_325_041


@contextmanager
def only_writer(target: str) -> Iterator[None]:
    """Nobody else writes the index meanwhile. The one in the database is written in a transaction;
    with any other one is talked outside of it, so that a node which never answers keeps nobody from
    writing the database."""
    if target == engine.DATABASE:
        with transaction.atomic():
            if _is_postgres():
                _execute("SELECT pg_advisory_xact_lock(%s, %s)", target)
            # SQLite has but one writer at any time.
            yield
    elif _is_postgres():
        with _locked_session(target):
            yield
    else:
        with _locked_file(target):
            yield


@contextmanager
def _locked_session(target: str) -> Iterator[None]:
    """Ends with the connection at the latest."""
    _execute("SELECT pg_advisory_lock(%s, %s)", target)
    try:
        yield
    finally:
        try:
            _execute("SELECT pg_advisory_unlock(%s, %s)", target)
        except DatabaseError:
            connection.close()


@contextmanager
def _locked_file(target: str) -> Iterator[None]:
    """Ends with the process at the latest. Who uses SQLite is on one machine."""
    with _lock_file(target).open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def _lock_file(target: str) -> Path:
    """Beside the database; one in memory belongs to the process alone."""
    name = str(connection.settings_dict["NAME"])
    if name.startswith(("file:", ":memory:")):
        return Path(gettempdir()) / f"search-{target}-{os.getpid()}.lock"
    return Path(f"{name}-{target}.lock")


def _is_postgres() -> bool:
    return connection.vendor == "postgresql"


def _execute(statement: str, target: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, [_LOCK, zlib.crc32(target.encode()) & 0x7FFFFFFF])
