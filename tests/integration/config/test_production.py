"""What a public server refuses to start with."""

import subprocess
import sys
from pathlib import Path

import pytest

from tools.check_deploy import VALUES

ROOT = Path(__file__).resolve().parents[3]
EXAMPLE_KEY = next(
    line.partition("=")[2]
    for line in (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    if line.startswith("SECRET_KEY=")
)


def check(**changes: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "manage.py", "check", "--deploy", "--fail-level", "ERROR"],
        cwd=ROOT,
        env={**VALUES, **changes},  # nothing of the test run itself
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_suggested_values_are_sound() -> None:
    assert check().returncode == 0


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"SECRET_KEY": EXAMPLE_KEY}, "SECRET_KEY is the one of .env.example"),
        ({"SECRET_KEY": "short"}, "veche.E001"),
        ({"SITE_URL": "http://veche.example"}, "veche.E002"),
        ({"EMAIL_URL": "consolemail://"}, "veche.E003"),
    ],
)
def test_unsafe_values_are_refused(changes: dict[str, str], complaint: str) -> None:
    result = check(**changes)
    assert result.returncode != 0
    assert complaint in result.stderr
