"""What has become of a recommendation, by what was reported and what was said of the reports."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

NEW: Final = "new"
IN_WORK: Final = "in_work"
DONE: Final = "done"
PARTLY: Final = "partly"
DECLINED: Final = "declined"

CONFIRMED: Final = "confirmed"
CONFIRMED_PARTLY: Final = "partly"


@dataclass(frozen=True, slots=True)
class Reported:
    """A published report. `verdict` of a published assessment, empty without one. `order`: what
    tells reports of one day apart, later ones are greater."""

    on: dt.date
    order: int
    status: str
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class Standing:
    """`is_assessed`: whether the status is not only what the addressee says."""

    status: str
    is_assessed: bool = False


def standing(reports: Iterable[Reported]) -> Standing:
    """The latest report tells. A report that is confirmed in part makes «done» «done in part»; one
    that is not confirmed leaves the matter in work, whatever was said."""
    latest = max(reports, key=lambda each: (each.on, each.order), default=None)
    if latest is None:
        return Standing(NEW)
    if not latest.verdict:
        return Standing(latest.status)
    if latest.verdict == CONFIRMED:
        return Standing(latest.status, is_assessed=True)
    if latest.verdict == CONFIRMED_PARTLY:
        status = PARTLY if latest.status == DONE else latest.status
        return Standing(status, is_assessed=True)
    return Standing(IN_WORK, is_assessed=True)
