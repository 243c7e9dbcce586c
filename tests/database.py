"""A migrated database kept between runs: with SQLite a run copies it instead of migrating anew.

Migrating takes most of the time of a short run. The copy is kept under a name made of everything
that it follows from, so that it is never older than the code; migrations that it lacks would be
applied on top all the same.
"""

import hashlib
import os
import shutil
from pathlib import Path
from typing import Final

from django.db import connection

ROOT: Final = Path(__file__).resolve().parents[1]
_SOURCES: Final = (
    "*/migrations/*.py",
    "*/*/migrations/*.py",
    "core/rules/data/*",
    "requirements/*.txt",
)


def template_name() -> str:
    """Changes with every migration, the rules that are loaded after them, and every package."""
    digest = hashlib.sha256()
    for path in sorted(path for pattern in _SOURCES for path in ROOT.glob(pattern)):
        if ".venv" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes())
    return f"{digest.hexdigest()[:32]}.sqlite3"


def copy_template(folder: Path) -> bool:
    """Lays the kept database where the tests will look for theirs; False if none is kept."""
    kept = folder / template_name()
    if connection.vendor != "sqlite" or not kept.exists():
        return False
    shutil.copyfile(kept, str(connection.settings_dict["TEST"]["NAME"]))
    return True


def keep_template(folder: Path) -> None:
    """Keeps the database that has just been made, instead of older ones."""
    kept = folder / template_name()
    if connection.vendor != "sqlite" or kept.exists():
        return
    made = kept.with_suffix(f".{os.getpid()}")
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(made)])
    for old in folder.glob("*.sqlite3"):
        old.unlink(missing_ok=True)
    made.replace(kept)
