"""The process that reads hostile files: limits, refusals, no leaks."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from core.uploads import DEFAULT_LIMITS, RefusalCode, UploadLimits, UploadRefused
from core.uploads.sandbox import run_isolated

TARGETS = "tests.unit.core.uploads.targets"


def refused(
    function: str, limits: UploadLimits = DEFAULT_LIMITS, payload: bytes = b""
) -> UploadRefused:
    with pytest.raises(UploadRefused) as caught:
        run_isolated(f"{TARGETS}:{function}", payload, limits)
    return caught.value


def test_result_comes_back_from_another_process() -> None:
    payload = b"x" * 3_000_000
    answer = run_isolated(f"{TARGETS}:measure", payload, DEFAULT_LIMITS)
    assert answer["size"] == len(payload)
    assert answer["seconds"] == DEFAULT_LIMITS.seconds
    assert answer["own"] != os.getpid()


def test_refusal_keeps_its_code_and_parameters() -> None:
    refusal = refused("refuse")
    assert (refusal.code, refusal.params) == (RefusalCode.ENCRYPTED, {"detail": "x"})


@pytest.mark.parametrize("function", ["fail", "die", "missing_function"])
def test_a_crash_is_a_damaged_file(function: str) -> None:
    assert refused(function).code is RefusalCode.DAMAGED


def test_wall_clock_ends_a_sleeper() -> None:
    assert refused("sleep", replace(DEFAULT_LIMITS, seconds=1.0)).code is RefusalCode.TIMED_OUT


def test_processor_time_ends_a_spinner() -> None:
    limits = replace(DEFAULT_LIMITS, cpu_seconds=1, seconds=20.0)
    assert refused("spin", limits).code is RefusalCode.TIMED_OUT


def test_memory_is_limited() -> None:
    limits = replace(DEFAULT_LIMITS, memory=300 * 1024 * 1024)
    assert refused("hoard", limits).code is RefusalCode.TOO_COMPLEX


def test_deep_recursion_is_too_complex() -> None:
    assert refused("recurse").code is RefusalCode.TOO_COMPLEX


def test_answer_is_limited() -> None:
    assert (
        refused("flood", replace(DEFAULT_LIMITS, max_result=100_000)).code
        is RefusalCode.TOO_COMPLEX
    )


def test_printing_does_not_spoil_the_answer() -> None:
    assert run_isolated(f"{TARGETS}:chat", b"", DEFAULT_LIMITS) == "ok"


def test_the_child_can_write_no_file(tmp_path: Path) -> None:
    target = tmp_path / "x"
    assert refused("write_file", payload=str(target).encode()).code is RefusalCode.DAMAGED
    assert not target.exists() or target.stat().st_size == 0


def test_the_child_sees_nothing_of_our_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SECRET_KEY", "x")
    names = run_isolated(f"{TARGETS}:environment", b"", DEFAULT_LIMITS)
    assert "SECRET_KEY" not in names
    assert "PATH" in names


def test_no_child_is_left_behind() -> None:
    refused("sleep", replace(DEFAULT_LIMITS, seconds=0.5))
    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_neither_side_needs_django() -> None:
    code = (
        "import sys; import core.uploads.sandbox, core.uploads.sandbox_child, drafts.importers;"
        "sys.exit('django' in sys.modules)"
    )
    root = Path(__file__).resolve().parents[4]
    found = subprocess.run([sys.executable, "-c", code], cwd=root, check=False)  # noqa: S603
    assert found.returncode == 0
