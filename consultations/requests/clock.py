"""What falls due by itself: what nobody has confirmed goes, with the imprints of addresses."""

import datetime as dt
from collections.abc import Callable

Job = Callable[[dt.datetime], str]


def register(register_job: Callable[[str, Job], None]) -> None:
    """Gives the job of this app to `tick`; safe to run twice and safe to miss."""
    register_job("requests.lapsed", _lapsed)


def _lapsed(now: dt.datetime) -> str:
    from consultations.requests import services

    count = services.forget_lapsed(now=now)
    return f"{count} destroyed" if count else ""
