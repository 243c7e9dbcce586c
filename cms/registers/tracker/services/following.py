import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from cms.registers.tracker.domain.standing import Reported, standing
from cms.registers.tracker.events import (
    STATUS_CHANGED_KIND,
    RecommendationsChanged,
    recommendations_changed,
)
from cms.registers.tracker.models import (
    Assessment,
    Assignment,
    Evidence,
    Recommendation,
    Report,
    Resolution,
    StatusChange,
)
from core.journal import services as journal


@transaction.atomic
def keep_evidence(*, report: Report) -> None:
    """Notes which files a report rests on now that it is published."""
    for row in Evidence.objects.filter(report=report).select_related("document"):
        if row.document is not None and not row.file_hash:
            row.file_hash = row.document.get_file_hash()
            row.save(update_fields=["file_hash"])


@transaction.atomic
def follow(*, assignment: Assignment, now: dt.datetime) -> Assignment:
    """Brings the status of an assignment up to date after a report or an assessment of it has been
    published or taken down; a change leaves a line of history and an entry in the journal."""
    current = Assignment.objects.select_for_update(of=("self",)).get(pk=assignment.pk)
    reports = list(Report.objects.public().filter(assignment=current).order_by("-pk"))
    assessments = {
        each.report_id: each
        for each in Assessment.objects.public().filter(report__in=[each.pk for each in reports])
    }
    found = standing(
        Reported(
            each.reported_on,
            each.pk,
            each.status,
            assessments[each.pk].verdict if each.pk in assessments else "",
        )
        for each in reports
    )
    if (found.status, found.is_assessed) != (current.status, current.is_assessed):
        latest = max(reports, key=lambda each: (each.reported_on, each.pk), default=None)
        current.status, current.is_assessed = found.status, found.is_assessed
        current.changed_on = timezone.localdate(now)
        current.save(update_fields=["status", "is_assessed", "changed_on"])
        StatusChange.objects.create(
            assignment=current,
            status=found.status,
            is_assessed=found.is_assessed,
            at=now,
            report=latest,
            assessment=assessments.get(latest.pk) if latest else None,
        )
        journal.record(
            kind=STATUS_CHANGED_KIND,
            subject_type="recommendation",
            subject_id=current.recommendation_id,
            body={
                "assignment": current.pk,
                "status": found.status,
                "assessed": found.is_assessed,
            },
            at=now,
        )
    _tell([current.recommendation_id])
    return current


@transaction.atomic
def follow_resolution(*, resolution: Resolution) -> None:
    """A resolution has become public or is no longer so, with all its recommendations."""
    rows = Recommendation.objects.filter(resolution=resolution).order_by("position")
    _tell(rows.values_list("pk", flat=True))


def _tell(recommendations: Iterable[int]) -> None:
    event = RecommendationsChanged(tuple(recommendations))
    recommendations_changed.send(sender=RecommendationsChanged, event=event)
