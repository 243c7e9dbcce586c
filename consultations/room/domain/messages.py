"""When a message may still be changed."""

import datetime as dt
from typing import Final

EDIT_MINUTES: Final = 15


def is_editable(written_at: dt.datetime, now: dt.datetime) -> bool:
    """Whether the author may still mend the words: within a quarter of an hour."""
    return now - written_at <= dt.timedelta(minutes=EDIT_MINUTES)
