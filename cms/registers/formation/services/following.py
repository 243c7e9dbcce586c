import datetime as dt

from django.db import transaction

from cms.registers.formation.events import (
    COMPETITION_PUBLISHED_KIND,
    COMPETITION_TAKEN_DOWN_KIND,
)
from cms.registers.formation.models import Competition
from core.journal import services as journal
from search.services import note_changes


@transaction.atomic
def note_competition(*, competition: Competition, now: dt.datetime) -> None:
    """A competition has been published, again or for the first time, or taken down: the journal
    keeps its days and its outcome, the index follows."""
    days = {name: day.isoformat() for name, day in competition.days.named() if day is not None}
    journal.record(
        kind=COMPETITION_PUBLISHED_KIND if competition.live else COMPETITION_TAKEN_DOWN_KIND,
        subject_type="competition",
        subject_id=competition.pk,
        body={
            "body": competition.council_id,
            "seats": competition.seats,
            "outcome": str(competition.outcome),
            **days,
        },
        at=now,
    )
    note_changes(kind="competition", ids=[competition.pk])
