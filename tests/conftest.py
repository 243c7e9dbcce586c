"""Fixtures of the whole suite, and the rule that nothing may skip where everything is installed."""

import shutil
import uuid
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.cache import cache
from django.utils import translation
from elasticsearch import Elasticsearch
from playwright.sync_api import Browser, sync_playwright
from pytest_django import DjangoDbBlocker

from cms import menus
from config.env import env
from consultations.reader import printing
from search import vocabulary
from search.backends import combinations
from tests import moment
from tests.database import copy_template, drop_copy, flush_by_deleting, keep_template
from tools.compile_messages import compile_all

NO_ELASTICSEARCH = (
    "no Elasticsearch: scripts/elasticsearch run -- make test, or set ELASTICSEARCH_URL"
)
# Where no test may skip: 1 is nowhere at all, else how their paths begin.
FORBID_SKIPS = env("FORBID_SKIPS", default="")
_skipped: list[str] = []


def chromium_path() -> str | None:
    """Where Chromium is, or None; CHROMIUM=none hides it."""
    named = env("CHROMIUM", default="")
    if named == "none":
        return None
    return named or shutil.which("chromium") or shutil.which("chromium-browser")


CHROMIUM_ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def pytest_configure(config: pytest.Config) -> None:
    """Compiles the Russian catalogue once, before the workers start: pages speak Russian."""
    if not hasattr(config, "workerinput"):
        compile_all()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    on_postgres = env("DATABASE_URL", default="").startswith("postgres")
    for item in items:
        _refuse_database(item)
        if "browser" in item.keywords and chromium_path() is None:
            reason = "no Chromium: apt install chromium, or set CHROMIUM"
            item.add_marker(pytest.mark.skip(reason=reason))
        if "postgres" in item.keywords and not on_postgres:
            item.add_marker(pytest.mark.skip(reason="not on PostgreSQL: set DATABASE_URL"))
        if "elastic" in item.keywords and not env("ELASTICSEARCH_URL", default=""):
            item.add_marker(pytest.mark.skip(reason=NO_ELASTICSEARCH))


def _refuse_database(item: pytest.Item) -> None:
    """tests/unit runs on one database only, so that nothing there may depend on it."""
    asks = item.get_closest_marker("django_db") or {"db", "transactional_db", "live_server"} & set(
        getattr(item, "fixturenames", ())
    )
    if asks and item.nodeid.startswith("tests/unit/"):
        raise pytest.UsageError(f"{item.nodeid}: what needs a database belongs to another folder")


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    forbidden = FORBID_SKIPS == "1" or (FORBID_SKIPS and report.nodeid.startswith(FORBID_SKIPS))
    if forbidden and report.skipped and not hasattr(report, "wasxfail"):
        _skipped.append(report.nodeid)


def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    if _skipped and exitstatus == 0 and not hasattr(session.config, "workerinput"):
        session.exitstatus = 1


def pytest_terminal_summary(terminalreporter: Any) -> None:
    if _skipped:
        terminalreporter.write_line(f"{len(_skipped)} tests skipped where none may", red=True)


@pytest.fixture(scope="session")
def _kept_databases(request: pytest.FixtureRequest) -> Path:
    return request.config.cache.mkdir("databases")


@pytest.fixture(scope="session")
def _is_copied(
    django_db_use_migrations: bool,
    django_db_modify_db_settings: None,
    django_db_blocker: DjangoDbBlocker,
    _kept_databases: Path,
) -> bool:
    """Whether the database of the run is a copy of the kept one, unless pytest was told to go on
    with the old one (--reuse-db)."""
    with django_db_blocker.unblock():
        return django_db_use_migrations and copy_template(_kept_databases)


@pytest.fixture(scope="session")
def django_db_keepdb(django_db_keepdb: bool, request: pytest.FixtureRequest) -> bool:
    """A copy of the kept database counts as one to go on with."""
    return django_db_keepdb or bool(request.getfixturevalue("_is_copied"))


@pytest.fixture(scope="session")
def django_db_setup(
    django_db_setup: None,
    django_db_use_migrations: bool,
    django_db_blocker: DjangoDbBlocker,
    request: pytest.FixtureRequest,
    _kept_databases: Path,
) -> Iterator[None]:
    """Keeps what was just migrated for the next run, and leaves no copy behind."""
    reused = request.config.getvalue("reuse_db")
    copied = not reused and request.getfixturevalue("_is_copied")
    if django_db_use_migrations and not reused:
        with django_db_blocker.unblock():
            keep_template(_kept_databases)
    with django_db_blocker.unblock():
        flush_by_deleting()
    yield
    if copied:
        with django_db_blocker.unblock():
            drop_copy()


@pytest.fixture(autouse=True)
def _clean_cache(monkeypatch: pytest.MonkeyPatch) -> None:
    """Rate limits are counted in the cache; each test starts from nothing, as a process does. Menus
    are kept for as long as a test takes, however slow the machine is."""
    cache.clear()
    moment.start()
    monkeypatch.setattr(menus, "KEPT_SECONDS", 3600)
    printing.forget()
    menus.forget()
    combinations.forget()
    vocabulary.forget()


@pytest.fixture(autouse=True)
def _language() -> None:
    """A request in English leaves its language to the thread; a test starts as a process does."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """One browser for a file of tests. Two cannot run at once in a process: Playwright's loop is
    the thread's, so it ends with the file and leaves no child behind."""
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_ARGUMENTS)
        yield found
        found.close()


@pytest.fixture
def elastic_prefix(settings: Any, worker_id: str) -> Iterator[str]:
    """Names of indices that no other test has, on the node of ELASTICSEARCH_URL; whatever is made
    under them is gone afterwards."""
    settings.ELASTICSEARCH_PREFIX = f"test-{worker_id}-{uuid.uuid4().hex[:12]}"
    settings.ELASTICSEARCH_TIMEOUT = 30
    yield settings.ELASTICSEARCH_PREFIX
    node = Elasticsearch(settings.ELASTICSEARCH_URL, request_timeout=30)
    found = node.indices.get_alias(index=f"{settings.ELASTICSEARCH_PREFIX}*")
    if found.body:
        node.indices.delete(index=",".join(found.body))
    node.close()
