"""Brings locale/ru up to date with the code and the templates (needs GNU gettext)."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
IGNORED = (".venv", "var", "staticfiles", "tests", "tools", "bench", "docs")


def make_messages() -> None:
    """Rewrites locale/ru/LC_MESSAGES/django.po; without places in files: diffs stay small."""
    command = [sys.executable, "-W", "ignore", "manage.py", "makemessages", "-l", "ru"]
    command += ["--no-location", "--no-obsolete", "--no-wrap", "-v", "0"]
    for folder in IGNORED:
        command += ["-i", f"{folder}/*"]
    subprocess.run(command, cwd=ROOT, check=True)


if __name__ == "__main__":
    make_messages()
