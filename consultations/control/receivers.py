"""What follows from events: the notice to the inspected body, documents as a task."""

from typing import Any

from django.utils import timezone

from consultations.control import services, tasks
from consultations.control.events import ClosingSigned
from consultations.process.events import ConsultationAnnounced
from consultations.process.models import Consultation


def on_announcement(sender: Any, event: ConsultationAnnounced, **kwargs: Any) -> None:
    """An announced inspection is told to the body that is inspected, in the same transaction."""
    consultation = Consultation.objects.with_parties().get(pk=event.consultation_id)
    now = consultation.created_at or timezone.now()
    services.send_notice(consultation=consultation, now=now)


def on_signature(sender: Any, event: ClosingSigned, **kwargs: Any) -> None:
    tasks.render_files.enqueue(event.document_id)
