import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from cms.registers.tracker.domain.resolution import (
    Direction as ReadDirection,
)
from cms.registers.tracker.domain.resolution import (
    ResolutionError,
    parse_resolution,
)
from cms.registers.tracker.errors import TrackerError
from cms.registers.tracker.events import RESOLUTION_ADDED_KIND
from cms.registers.tracker.models import Addressee, Direction, Recommendation, Resolution
from core.accounts.models import Body, User
from core.journal import services as journal


@dataclass(frozen=True, slots=True)
class ResolutionData:
    """What the text of a resolution does not say of itself."""

    slug: str
    title: str
    adopted_on: dt.date
    adopted_by: str
    about: str = ""
    is_demo: bool = False


@transaction.atomic
def add_resolution(
    *, actor: User | None, body: Body, data: ResolutionData, text: str, now: dt.datetime
) -> Resolution:
    """A resolution with its directions, addressees and recommendations, word for word from its
    `text`; it is not public yet. `body` follows its fulfilment. Raises TrackerError (`taken`, or
    the codes of ResolutionError with the line)."""
    if Resolution.objects.filter(slug=data.slug).exists():
        raise TrackerError("taken")
    resolution = Resolution(
        body=body,
        slug=data.slug,
        title=data.title,
        adopted_on=data.adopted_on,
        adopted_by=data.adopted_by,
        about=data.about,
        is_demo=data.is_demo,
        live=False,
    )
    resolution.save()
    fill_resolution(resolution=resolution, text=text, now=now)
    resolution.save_revision(user=actor)
    return resolution


@transaction.atomic
def fill_resolution(*, resolution: Resolution, text: str, now: dt.datetime) -> int:
    """The recommendations of a resolution that has none yet; how many they are. Raises TrackerError
    (the codes of ResolutionError with the line)."""
    try:
        rows = _rows(resolution, parse_resolution(text))
    except ResolutionError as error:
        raise TrackerError(error.code, error.line) from error
    Recommendation.objects.bulk_create(rows)
    journal.record(
        kind=RESOLUTION_ADDED_KIND,
        subject_type="resolution",
        subject_id=resolution.pk,
        body={"recommendations": len(rows), "adopted_on": resolution.adopted_on.isoformat()},
        at=now,
    )
    return len(rows)


def _rows(resolution: Resolution, directions: Sequence[ReadDirection]) -> list[Recommendation]:
    """Saves directions and addressees; recommendations in their order, not saved."""
    rows: list[Recommendation] = []
    for part in directions:
        direction = Direction.objects.create(
            resolution=resolution, number=part.number, title=part.title
        )
        for each in part.addressees:
            addressee = Addressee.objects.create(
                direction=direction, number=each.number, name=each.name
            )
            for item in each.recommendations:
                position = len(rows) + 1
                row = Recommendation(
                    resolution=resolution, addressee=addressee, number=item.number,
                    position=position, text=item.text,
                )  # fmt: skip
                rows.append(row)
    return rows
