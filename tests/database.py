"""A migrated database kept between runs: a run copies it instead of migrating anew.

Migrating takes most of the time of a short run. The copy is kept under a name made of everything
that it follows from, so that it is never older than the code; migrations that it lacks would be
applied on top all the same. Of SQLite it is a file in the cache of pytest, of PostgreSQL a database
`veche_kept_…` beside that of the tests.
"""

import hashlib
import os
import shutil
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager, suppress
from pathlib import Path
from typing import Final

from django.apps import apps
from django.core.management.color import Style
from django.db import DatabaseError, connection, transaction
from django.db.backends.base.creation import TEST_DATABASE_PREFIX
from django.db.backends.utils import CursorWrapper

ROOT: Final = Path(__file__).resolve().parents[1]
# What COPY writes of a table without rows: the head and the end.
_EMPTY: Final = 21
_PREFIX: Final = "veche_kept_"
_SOURCES: Final = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "*/*/*/migrations/*.py",
    "core/rules/data/*",
    "search/domain/synonyms.py",
    "requirements/*.txt",
)


def template_name() -> str:
    """Changes with every migration and what it reads, the rules that are loaded after them, and
    every package."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _SOURCES for path in ROOT.glob(pattern)):
        if ".venv" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:32]


def copy_template(folder: Path) -> bool:
    """Lays the kept database where the tests will look for theirs; False if none is kept."""
    if connection.vendor == "postgresql":
        return _clone(_PREFIX + template_name(), _tested())
    kept = folder / f"{template_name()}.sqlite3"
    if not kept.exists():
        return False
    shutil.copyfile(kept, _tested())
    return True


def keep_template(folder: Path) -> None:
    """Keeps the database that has just been made, instead of older ones."""
    if connection.vendor == "postgresql":
        _keep_beside(_PREFIX + template_name())
        return
    kept = folder / f"{template_name()}.sqlite3"
    if kept.exists():
        return
    made = kept.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(made)])
    for old in folder.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    made.replace(kept)


def drop_copy() -> None:
    """Takes a cloned database away after the run; a file goes with the folder of the run."""
    if connection.vendor == "postgresql":
        name = connection.settings_dict["NAME"]
        connection.close()
        with _elsewhere() as cursor:
            cursor.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')


def _tested() -> str:
    """Where the tests will look for their database, before they do."""
    settings = connection.settings_dict
    return str(settings["TEST"]["NAME"] or TEST_DATABASE_PREFIX + settings["NAME"])


def _elsewhere() -> AbstractContextManager[CursorWrapper]:
    """A cursor of PostgreSQL in no database of the tests: one that is used cannot be cloned."""
    return connection._nodb_cursor()


def _clone(kept: str, name: str) -> bool:
    with _elsewhere() as cursor:
        cursor.execute("SELECT 1 FROM pg_database WHERE datname = %s", [kept])
        if cursor.fetchone() is None:
            return False
        cursor.execute(f'DROP DATABASE IF EXISTS "{name}"')
        cursor.execute(f'CREATE DATABASE "{name}" TEMPLATE "{kept}"')
    return True


def _keep_beside(kept: str) -> None:
    name = connection.settings_dict["NAME"]
    connection.close()
    with _elsewhere() as cursor:
        cursor.execute("SELECT datname FROM pg_database WHERE datname LIKE %s", [_PREFIX + "%"])
        known = [row[0] for row in cursor.fetchall()]
        if kept in known:
            return
        # Another worker may have kept its own by now, or be copying an old one.
        with suppress(DatabaseError):
            cursor.execute(f'CREATE DATABASE "{kept}" TEMPLATE "{name}"')
        for old in known:
            with suppress(DatabaseError):
                cursor.execute(f'DROP DATABASE "{old}"')


# --- After a test with real transactions --------------------------------------------------------


def _is_superuser() -> bool:
    """Of PostgreSQL: who may let triggers sleep."""
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT rolsuper FROM pg_roles WHERE rolname = current_user")
        return bool(cursor.fetchone()[0])


def flush_by_deleting() -> None:
    """Makes PostgreSQL empty its tables by DELETE: of the few rows of a test it is much faster than
    TRUNCATE, which makes new files for each table and each index. As TRUNCATE does, it waits for
    who writes, and no trigger runs; without the right to that (superusers have it) nothing is
    changed."""
    if not _is_superuser():
        return
    usual = connection.ops.sql_flush

    def sql_flush(style: Style, tables: Sequence[str], **options: bool) -> list[str]:
        if any(options.values()):
            return usual(style, tables, **options)
        names = [connection.ops.quote_name(table) for table in tables]
        return [
            "SET LOCAL session_replication_role = replica;",
            f"LOCK TABLE {', '.join(names)} IN EXCLUSIVE MODE;",
            *(f"DELETE FROM {name};" for name in names),  # noqa: S608
        ]

    connection.ops.sql_flush = sql_flush  # type: ignore[method-assign]


# --- Content that is loaded once ----------------------------------------------------------------


def dump() -> dict[str, bytes] | None:
    """The rows of each table of PostgreSQL that has any, as COPY writes them; None where they could
    not be laid back."""
    if not _is_superuser():
        return None
    rows: dict[str, bytes] = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.django_table_names(only_existing=True):
            name = connection.ops.quote_name(table)
            with cursor.copy(f"COPY {name} TO STDOUT (FORMAT binary)") as copy:
                found = b"".join(copy)
            if len(found) > _EMPTY:
                rows[table] = found
    return rows


def restore(rows: Mapping[str, bytes]) -> None:
    """Lays the rows of `dump` in place of all that is there.

    Sequences need no care: they have gone past these ids in the same database."""
    names = connection.introspection.django_table_names(only_existing=True)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        for table in names:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(table)}")  # noqa: S608
        for table, found in rows.items():
            name = connection.ops.quote_name(table)
            with cursor.copy(f"COPY {name} FROM STDIN (FORMAT binary)") as copy:
                copy.write(found)
    apps.get_model("contenttypes.ContentType").objects.clear_cache()
