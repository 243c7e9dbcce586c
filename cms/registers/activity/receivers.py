from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.registers.activity import services
from cms.registers.activity.models import Meeting
from search.services import note_changes


def on_meeting(sender: Any, instance: Meeting, **kwargs: Any) -> None:
    """It was published or taken down."""
    with transaction.atomic():
        services.note_meeting(meeting=instance, now=timezone.now())


def on_meeting_deleted(sender: Any, instance: Meeting, **kwargs: Any) -> None:
    note_changes(kind="meeting", ids=[instance.pk], gone=True)
