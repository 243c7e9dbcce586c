from datetime import UTC, datetime

import pytest

from core.clock import registry
from core.clock.registry import Job
from core.clock.services import tick

NOW = datetime(2026, 4, 1, 12, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_jobs", {})


def test_jobs_run_in_the_order_of_their_names() -> None:
    registry.register("b.second", lambda now: "two", atomic=False)
    registry.register("a.first", lambda now: now.isoformat(), atomic=False)
    outcomes = list(tick(now=NOW))
    assert [(o.name, o.summary, o.failed) for o in outcomes] == [
        ("a.first", "2026-04-01T12:00:00+00:00", False),
        ("b.second", "two", False),
    ]


def test_a_name_is_taken_once() -> None:
    registry.register("a.first", lambda now: "")
    with pytest.raises(ValueError, match="twice"):
        registry.register("a.first", lambda now: "")


def test_a_job_is_atomic_unless_it_says_otherwise() -> None:
    def job(now: datetime) -> str:
        return ""

    registry.register("a.first", job)
    registry.register("b.second", job, atomic=False)
    assert registry.jobs() == (Job("a.first", job, True), Job("b.second", job, False))
