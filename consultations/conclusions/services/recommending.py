"""Recommendations of hearings find their groups, in the transaction of the signature."""

from django.db import transaction

from consultations.conclusions.models import ArgumentGroup
from consultations.conclusions.services.groups import (
    add_open,
    lock,
    outdate_summary,
    place_rows,
    refresh,
)
from consultations.hearings.events import MinutesSigned
from consultations.hearings.models import Recommendation
from consultations.process.models import Consultation


@transaction.atomic
def place_recommendations(*, event: MinutesSigned) -> None:
    """Gives each adopted recommendation of signed minutes its group; safe to repeat.

    One that a correction takes over word for word keeps its group with its answer; the others of
    the superseded minutes no longer wait for one. Raises ConclusionsError (concluded).
    """
    consultation = lock(event.consultation_id)
    closed = 0 if event.superseded_id is None else _follow(event.minutes_id, event.superseded_id)
    if event.superseded_id is not None:
        outdate_summary(consultation.pk)
    rows = Recommendation.objects.to_answer().filter(minutes=event.minutes_id)
    add_open(consultation, closed + place_rows(consultation, rows))
    Consultation.objects.filter(pk=consultation.pk).public_changed()


def _follow(minutes_id: int, superseded_id: int) -> int:
    """By how much the number of open groups changed."""
    adopted = Recommendation.objects.filter(minutes=minutes_id, is_adopted=True, argument=None)
    followers = adopted.filter(origin__argument__isnull=False)
    for row in followers.select_related("origin__argument"):
        if row.origin is not None and _words(row) == _words(row.origin):
            item = row.origin.argument
            item.recommendation = row
            item.save(update_fields=["recommendation"])
    # All of them: those that followed were closed while their old row was on its way out.
    minutes = [minutes_id, superseded_id]
    groups = ArgumentGroup.objects.filter(items__recommendation__minutes__in=minutes).distinct()
    return sum(refresh(group) for group in groups)


def _words(row: Recommendation) -> tuple[object, ...]:
    """What an answer speaks to."""
    return (row.provision_id, row.text, row.proposed_text)
