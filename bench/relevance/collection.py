"""What is searched: the acts of the corpus as published bills, and the whole demo.

Everything goes through the services that people use. With SQLite the database is kept between runs
(var/relevance/) under a name made of all that it follows from; the index itself is filled anew each
time, because it is what changes. A first run takes a minute, and another one if the tests have
never migrated a database here.
"""

import datetime as dt
import hashlib
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from django.db import connection, transaction
from django.test.utils import setup_databases, setup_test_environment, teardown_databases
from django.utils import timezone

from core.accounts.models import Body, BodyKind
from core.accounts.services import add_body
from demo import pages, scenario
from drafts.services import import_bill, publish_version
from search.models import IndexedDocument, IndexJob
from tests.corpus import corpus_dir
from tests.database import ROOT, copy_template, keep_template, template_name

ACTS: Final = Path(__file__).resolve().parent / "acts.toml"
KEPT: Final = ROOT / "var" / "relevance"
# Where the tests keep theirs: migrating takes most of the time of a first run.
MIGRATED: Final = ROOT / ".pytest_cache" / "d" / "databases"
# A change of the code of these makes other texts.
_SOURCES: Final = ("demo/**/*", "drafts/**/*.py", "cms/**/*.py",
                   "core/**/*.py", "consultations/**/*.py")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Act:
    """One bill of the corpus; the last of `files` is what is searched."""

    files: tuple[str, ...]
    title: str
    number: str
    sponsor: str

    @property
    def key(self) -> str:
        return self.files[-1]

    @property
    def slug(self) -> str:
        return "act-" + hashlib.sha256(self.key.encode()).hexdigest()[:10]


def acts() -> list[Act]:
    rows = tomllib.loads(ACTS.read_text(encoding="utf-8"))["act"]
    return [
        Act(tuple(row["files"]), row["title"], row.get("number", ""), row["sponsor"])
        for row in rows
    ]


@contextmanager
def database() -> Iterator[None]:
    """A database with everything but the index, dropped at the end."""
    setup_test_environment()
    kept = KEPT / _name()
    is_sqlite = connection.vendor == "sqlite"
    is_full = is_sqlite and kept.exists()
    if is_full:
        shutil.copyfile(kept, str(connection.settings_dict["TEST"]["NAME"]))
    is_migrated = is_full or copy_template(MIGRATED)
    names = setup_databases(verbosity=0, interactive=False, keepdb=is_migrated)
    try:
        if not is_full:
            MIGRATED.mkdir(parents=True, exist_ok=True)
            keep_template(MIGRATED)
            _fill()
        if is_sqlite and not is_full:
            _keep(kept)
        yield
    finally:
        teardown_databases(names, verbosity=0)


def _name() -> str:
    """Changes with the migrations, the code, the demo and the corpus."""
    digest = hashlib.sha256(template_name().encode())
    for path in sorted(path for pattern in _SOURCES for path in ROOT.glob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(str(path.relative_to(ROOT)).encode() + path.read_bytes())
    digest.update(ACTS.read_bytes())
    for path in sorted((corpus_dir() / "acts").glob("*")):
        digest.update(f"{path.name}{path.stat().st_size}".encode())
    return f"{digest.hexdigest()[:32]}.sqlite3"


def _keep(kept: Path) -> None:
    """Keeps the filled database instead of older ones."""
    shutil.rmtree(KEPT, ignore_errors=True)
    KEPT.mkdir(parents=True)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM INTO %s", [str(kept)])


def _fill() -> None:
    today = timezone.localdate()
    with transaction.atomic():
        scenario.load(today=today)
        pages.load_pages(today=today)
    committee = add_body(
        actor=None, slug="corpus", kind=BodyKind.COMMITTEE, name="Архив", now=timezone.now()
    )
    for act in acts():
        _publish(act, committee, timezone.now() - dt.timedelta(days=400))
    # Both backends are filled from the start; nothing of what was noted is left for later.
    IndexJob.objects.all().delete()
    IndexedDocument.objects.all().delete()


def _publish(act: Act, committee: Body, now: dt.datetime) -> None:
    bill = None
    for name in act.files:
        version = import_bill(
            actor=None,
            data=(corpus_dir() / "acts" / name).read_bytes(),
            filename=name,
            title=act.title,
            number=act.number,
            sponsor=act.sponsor,
            slug=None if bill else act.slug,
            bill=bill,
            committee=committee,
            now=now,
        )
        bill = publish_version(actor=None, version=version, now=now).bill
