"""Whether the index that answers fits this code: asked when a command starts, never by requests."""

import threading
from typing import Any, Final

from django.core import checks

from search import engine
from search.interface import Rebuildable, SearchUnavailableError

_SECONDS: Final = 1.0
_HINT: Final = "Run `manage.py search_index rebuild`; until then searches may find less."


def check_index(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """W001: the index must be made anew; W002: it does not answer within a second."""
    if engine.answering() == engine.DATABASE:
        return []
    found: list[checks.CheckMessage] = []
    # A thread that does not keep the process: an index that hangs must not hold up the command.
    asking = threading.Thread(target=lambda: found.extend(_problems()), daemon=True)
    asking.start()
    asking.join(_SECONDS)
    return [_silent("no answer within a second")] if asking.is_alive() else list(found)


def _problems() -> list[checks.CheckMessage]:
    try:
        index = engine.backend()
        if not isinstance(index, Rebuildable):
            return []
        index.exists()  # raises if nobody is there
        problems = index.problems()
    except SearchUnavailableError as error:
        return [_silent(str(error))]
    except Exception as error:  # noqa: BLE001 – a check tells what is wrong, it never fails itself
        return [_silent(repr(error))]
    return [checks.Warning(problem, hint=_HINT, id="search.W001") for problem in problems]


def _silent(reason: str) -> checks.CheckMessage:
    return checks.Warning(
        f"The search index does not answer: {reason}",
        hint="Search is answered by the database meanwhile; see “Search” in docs/runbook.md.",
        id="search.W002",
    )


def register() -> None:
    checks.register(check_index)
