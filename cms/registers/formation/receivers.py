from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.registers.formation import services
from cms.registers.formation.models import Competition, Nomination
from search.services import note_changes


def on_competition(sender: Any, instance: Competition, **kwargs: Any) -> None:
    """It was published or taken down."""
    with transaction.atomic():
        services.note_competition(competition=instance, now=timezone.now())


def on_competition_deleted(sender: Any, instance: Competition, **kwargs: Any) -> None:
    note_changes(kind="competition", ids=[instance.pk], gone=True)


def on_nomination(sender: Any, instance: Nomination, **kwargs: Any) -> None:
    """A candidate was published or taken down: the competition is found by the organisations. A
    name that is no longer there is nowhere."""
    with transaction.atomic():
        if not instance.candidate:
            services.forget_name(nomination=instance)
        note_changes(kind="competition", ids=[instance.competition_id])
