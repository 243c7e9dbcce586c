"""`manage.py tick`: every job once, failures reported and isolated; the loop stops when told."""

import logging
import signal
import subprocess
import sys
import threading
from datetime import datetime
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from core.clock import registry
from core.clock.management.commands.tick import stop_on_signals
from core.rules.models import RuleSet

ROOT = Path(__file__).resolve().parents[4]


@pytest.fixture(autouse=True)
def _own_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "_jobs", {})


@pytest.fixture
def quiet(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.ERROR, logger="core.clock.services")
    return caplog


def failing_after_a_write(now: datetime) -> str:
    RuleSet.objects.all().delete()
    raise RuntimeError("no power")


def run(*arguments: str) -> tuple[str, str]:
    out, err = StringIO(), StringIO()
    call_command("tick", *arguments, stdout=out, stderr=err)
    return out.getvalue(), err.getvalue()


@pytest.mark.django_db
def test_each_job_says_what_it_did() -> None:
    moments: list[datetime] = []
    registry.register("a.job", lambda now: moments.append(now) or "3 opened")
    registry.register("b.job", lambda now: moments.append(now) or "")
    assert run() == ("a.job: 3 opened\nb.job: nothing due\n", "")
    assert moments[0] == moments[1]
    assert moments[0].utcoffset() is not None
    assert run("--verbosity", "0") == ("a.job: 3 opened\n", "")


@pytest.mark.django_db
def test_a_failure_is_rolled_back_reported_and_stops_nobody(
    quiet: pytest.LogCaptureFixture,
) -> None:
    registry.register("a.broken", failing_after_a_write)
    registry.register("b.job", lambda now: "done")
    out, err = StringIO(), StringIO()
    with pytest.raises(CommandError, match=r"a\.broken") as failed:
        call_command("tick", stdout=out, stderr=err)
    assert failed.value.returncode == 3
    assert "b.job: done" in out.getvalue()
    assert "a.broken: RuntimeError: no power" in err.getvalue()
    assert RuleSet.objects.exists()
    assert "Traceback" in quiet.text


@pytest.mark.django_db(transaction=True)
def test_what_a_job_with_own_transactions_has_done_stays(quiet: pytest.LogCaptureFixture) -> None:
    registry.register("a.portions", failing_after_a_write, atomic=False)
    with pytest.raises(CommandError):
        run()
    assert not RuleSet.objects.exists()


@pytest.mark.parametrize("pause", ["0", "-1", "soon", "nan", "inf", "1e300"])
def test_a_pause_is_a_positive_number(pause: str) -> None:
    with pytest.raises(CommandError, match="seconds"):
        call_command("tick", f"--every={pause}")


@pytest.mark.django_db
def test_the_loop_goes_on_after_a_failure_and_ends_on_a_signal(
    quiet: pytest.LogCaptureFixture,
) -> None:
    beats: list[datetime] = []

    def beat(now: datetime) -> str:
        beats.append(now)
        if len(beats) == 3:
            signal.raise_signal(signal.SIGTERM)
        if len(beats) == 2:
            raise RuntimeError("once")
        return f"beat {len(beats)}"

    registry.register("a.beat", beat)
    before = signal.getsignal(signal.SIGTERM)
    out, err = run("--every", "0.01")
    assert out == "a.beat: beat 1\na.beat: beat 3\n"
    assert err == "a.beat: RuntimeError: once\n"
    assert signal.getsignal(signal.SIGTERM) is before


def test_outside_the_main_thread_signals_are_left_alone() -> None:
    found: list[bool] = []

    def work() -> None:
        before = signal.getsignal(signal.SIGTERM)
        with stop_on_signals() as stop:
            found.append(not stop.is_set() and signal.getsignal(signal.SIGTERM) is before)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert found == [True]


LOOP = """
import django
django.setup()
from django.core.management import call_command
from core.clock import registry
registry._jobs = {}
registry.register("a.beat", lambda now: "beat", atomic=False)
call_command("tick", "--every", "60")
print("stopped", flush=True)
"""


def test_a_real_process_stops_at_once_while_it_waits() -> None:
    process = subprocess.Popen(  # noqa: S603
        [sys.executable, "-c", LOOP], cwd=ROOT, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "a.beat: beat\n"
        process.send_signal(signal.SIGTERM)
        rest, _ = process.communicate(timeout=10)
    finally:
        process.kill()
        process.wait()
    assert rest == "stopped\n"
    assert process.returncode == 0
