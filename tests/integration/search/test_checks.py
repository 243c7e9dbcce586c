"""When a command starts it says whether the index fits, and is never held up by it."""

import time
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command

from search import checks
from search.interface import SearchUnavailableError
from tests.memory import Memory


def found() -> list[tuple[str | None, str]]:
    return [(message.id, str(message.msg)) for message in checks.check_index(None)]


def test_the_database_needs_no_check(settings: Any) -> None:
    settings.SEARCH_BACKEND = settings.DATABASE_SEARCH
    assert found() == []


def test_an_index_that_fits(memory: Memory) -> None:
    assert found() == []


def test_what_does_not_fit_is_said_with_what_to_run(memory: Memory) -> None:
    memory.problems = ["There is no index of page."]
    assert found() == [("search.W001", "There is no index of page.")]
    assert "manage.py search_index rebuild" in str(checks.check_index(None)[0].hint)


@pytest.mark.parametrize("error", [SearchUnavailableError("away"), ValueError("away")])
def test_whatever_happens_is_a_warning(memory: Memory, error: Exception) -> None:
    def fail(name: str) -> None:
        raise error

    memory.before = fail
    ((code, message),) = found()
    assert code == "search.W002"
    assert "away" in message


def test_a_node_that_hangs_costs_a_second(memory: Memory) -> None:
    memory.before = lambda name: time.sleep(3)
    start = time.perf_counter()
    assert [code for code, _message in found()] == ["search.W002"]
    assert 0.9 < time.perf_counter() - start < 2.9


def test_the_check_runs_with_the_others(memory: Memory) -> None:
    memory.problems = ["There is no index of page."]
    err = StringIO()
    call_command("check", stderr=err)
    assert "search.W001" in err.getvalue()


def test_a_class_that_is_not_there(settings: Any) -> None:
    settings.SEARCH_BACKEND = "search.backends.nothing.Backend"
    assert [code for code, _message in found()] == ["search.W002"]
