from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.registers.tracker import services
from cms.registers.tracker.events import RecommendationsChanged
from cms.registers.tracker.models import Assessment, Assignment, Report, Resolution
from search.services import note_changes


def on_resolution(sender: Any, instance: Resolution, **kwargs: Any) -> None:
    """It was published or taken down."""
    services.follow_resolution(resolution=instance)


def on_report(sender: Any, instance: Report, **kwargs: Any) -> None:
    """A report was published or taken down: the status follows in the same transaction."""
    with transaction.atomic():
        if instance.live:
            services.keep_evidence(report=instance)
        services.follow(assignment=instance.assignment, now=timezone.now())


def on_assessment(sender: Any, instance: Assessment, **kwargs: Any) -> None:
    with transaction.atomic():
        services.follow(assignment=instance.report.assignment, now=timezone.now())


def on_changed(sender: Any, event: RecommendationsChanged, **kwargs: Any) -> None:
    """The index follows."""
    note_changes(kind="recommendation", ids=list(event.recommendation_ids))


def on_assigned(sender: Any, instance: Assignment, **kwargs: Any) -> None:
    """A recommendation got or lost an addressee, by whose name it is found."""
    note_changes(kind="recommendation", ids=[instance.recommendation_id])
