"""How the councils of the demo were formed: competitions and those who were proposed."""

from typing import TYPE_CHECKING

from django.db import models

from cms.registers.formation import services
from cms.registers.formation.domain.stages import Days
from cms.registers.formation.models import Competition, CompetitionDocument, Nomination
from core.accounts.models import Membership
from core.accounts.models.bodies import COUNCIL_ROLES
from demo.content import formation as content

if TYPE_CHECKING:
    from demo.scenario import World

_RESULTS = ("announce_result", "nominate_result", "check_result", "approve_result")


def load(world: "World") -> None:
    """Competitions as they were published on the day after the last stage that has passed."""
    for data in content.COMPETITIONS:
        _competition(world, data)


def _competition(world: "World", data: content.CompetitionData) -> None:
    days = [None if day is None else world.day(day) for day in data.days]
    competition = Competition.objects.create(
        council=world.council(data.council),
        title=data.title,
        act=data.act,
        seats=data.seats,
        requirements=content.REQUIREMENTS,
        outcome=data.outcome,
        outcome_reason=data.reason,
        is_demo=True,
        live=False,
        **dict(zip(Days.__dataclass_fields__, days, strict=True)),
        **dict(zip(_RESULTS, data.results, strict=True)),
    )
    for stage, title, url in data.documents:
        CompetitionDocument.objects.create(
            competition=competition, stage=stage, title=title, url=url
        )
    published = max(day for day in data.days if day is not None and day < 0) + 1
    publish(world, competition, published)
    for number, candidate in enumerate(data.candidates, start=1):
        _nomination(world, competition, number, candidate, published)
    services.note_competition(competition=competition, now=world.at((published, "12:00")))


def _nomination(
    world: "World",
    competition: Competition,
    number: int,
    data: content.CandidateData,
    published: int,
) -> None:
    seat = None
    if data.person:
        seats = Membership.objects.filter(body=competition.council_id, role__in=COUNCIL_ROLES)
        seat = seats.filter(user=world.users[data.person]).order_by("pk").first()
    nomination = Nomination.objects.create(
        competition=competition,
        number=number,
        organisation=data.organisation,
        ogrn=ogrn(sum(map(ord, data.organisation))),
        is_public_association=data.is_association,
        candidate=data.name,
        consented_on=competition.nominations_from if data.name else None,
        decision=data.decision,
        reason=data.reason,
        membership=seat,
        live=False,
    )
    publish(world, nomination, published)


def publish(world: "World", row: models.Model, day: int) -> None:
    """A row of a register as if it had been published on that day."""
    at = world.at((day, "12:00"))
    row.live, row.first_published_at, row.last_published_at = True, at, at  # type: ignore[attr-defined]
    row.save()
    row.save_revision()  # type: ignore[attr-defined]


def ogrn(number: int) -> str:
    """An invented number in the state register whose last digit is right; no organisation has it:
    its year is 2099."""
    digits = f"19928{number:07d}"
    return digits + str(int(digits) % 11 % 10)
