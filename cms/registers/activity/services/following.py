import datetime as dt

from django.db import transaction

from cms.registers.activity.events import MEETING_PUBLISHED_KIND, MEETING_TAKEN_DOWN_KIND
from cms.registers.activity.models import Meeting
from core.journal import services as journal
from search.services import note_changes


@transaction.atomic
def note_meeting(*, meeting: Meeting, now: dt.datetime) -> None:
    """A meeting has been published, again or for the first time, or taken down: the journal keeps
    its day, its form and whether it had a quorum, the index follows."""
    body: dict[str, object] = {
        "body": meeting.council_id,
        "held_on": meeting.held_on.isoformat(),
        "form": str(meeting.form),
    }
    if meeting.has_quorum is not None:
        body["has_quorum"] = meeting.has_quorum
    journal.record(
        kind=MEETING_PUBLISHED_KIND if meeting.live else MEETING_TAKEN_DOWN_KIND,
        subject_type="meeting",
        subject_id=meeting.pk,
        body=body,
        at=now,
    )
    note_changes(kind="meeting", ids=[meeting.pk])
