"""LibreOffice, where it is installed."""

import pytest

from config.env import env
from core.uploads.office import find_office


def office() -> str:
    """The path of LibreOffice; skips the test, saying what to install, if there is none."""
    found = find_office(env("SOFFICE", default=""))
    if not found:
        pytest.skip("no LibreOffice: install libreoffice-writer-nogui, or set SOFFICE to its path")
    return found
