"""What falls due by itself: people whose letters were left unwritten."""

import datetime as dt
from collections.abc import Callable
from typing import Final

from consultations.conclusions.models import ProposalSummary, SummaryConclusion
from consultations.letters import selectors, tasks
from consultations.letters.models import Occasion
from core.clock.services import enqueue_once

# Whatever the tasks have left undone by then is not news any more.
LOOK_BACK: Final = dt.timedelta(days=14)


def register(add: Callable[[str, Callable[[dt.datetime], str]], None]) -> None:
    """Gives the job of this app to `tick`; it is safe to run twice and safe to miss."""
    add("letters.authors", take_up)


def take_up(now: dt.datetime) -> str:
    """Queues the letters that a killed worker has left, unless their task waits already."""
    since = now - LOOK_BACK
    count = sum(
        enqueue_once(tasks.tell_answers, pk) for pk in selectors.consultations_to_tell(since)
    )
    for model, occasion, task in (
        (SummaryConclusion, Occasion.CONCLUSION, tasks.tell_conclusion),
        (ProposalSummary, Occasion.SUMMARY, tasks.tell_summary),
    ):
        untold = selectors.documents_to_tell(model, occasion, since)
        count += sum(enqueue_once(task, pk) for pk in untold)
    return f"letters of {count} occasions taken up" if count else ""
