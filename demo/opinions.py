"""The details of the councils' opinions: their checklists, proposals considered, votes."""

from typing import TYPE_CHECKING, Any

from consultations.expertise import services as expertise
from consultations.expertise.domain.opinions import (
    AssessmentData,
    BallotData,
    ConsideredData,
    FactorData,
)
from consultations.expertise.models import Opinion
from core.accounts.models import Body, Membership
from demo.content import people
from demo.content.opinion_details import DETAILS
from demo.content.types import OpinionData, OpinionDetails
from drafts.models import Provision

if TYPE_CHECKING:
    from demo.scenario import World

_VOTING = ("chair", "member", "secretary")


def details_of(world: "World", data: OpinionData) -> dict[str, Any]:
    """Fields of consultations.expertise.domain.opinions.OpinionData."""
    details = DETAILS[data.key]
    version = world.consultations[data.consultation].version
    return {
        "place": details.place,
        "materials": details.materials,
        "assessments": tuple(AssessmentData(*row) for row in details.checklist),
        "factors": tuple(
            FactorData(
                factor=row.factor,
                text=row.text,
                provision_id=Provision.objects.get(version=version, path=row.unit).pk,
                quotation=row.quotation,
                remedy=row.remedy,
            )
            for row in details.factors
        ),
        "considered": tuple(
            ConsideredData(world.comments[key].pk, result, note)
            for key, result, note in details.considered
        ),
        "ballots": _ballots(world, world.bodies[data.council], details),
    }


def _ballots(world: "World", council: Body, details: OpinionDetails) -> tuple[BallotData, ...]:
    if not details.ballots:
        return ()
    voted = dict.fromkeys(details.against, "against") | dict.fromkeys(
        details.abstained, "abstained"
    )
    away = dict.fromkeys(details.absent, "absent") | dict.fromkeys(details.excused, "excused")
    found = []
    for person in voting(council.slug):
        member = member_of(world, council, person)
        if person in away:
            found.append(BallotData(member.pk, away[person]))
        else:
            found.append(BallotData(member.pk, "present", voted.get(person, "for")))
    return tuple(found)


def voting(council: str) -> list[str]:
    """Keys of the people who decide in a council, each once."""
    places = [place for place in people.MEMBERSHIPS if place.body == council]
    return list(dict.fromkeys(place.person for place in places if place.role in _VOTING))


def member_of(world: "World", council: Body, person: str) -> Membership:
    """The place in which a person votes: as chair or member rather than as secretary."""
    places = Membership.objects.filter(body=council, user=world.users[person], role__in=_VOTING)
    return places.order_by("role")[0]


def sign(world: "World", data: OpinionData, opinion: Opinion) -> None:
    """Records the signature under an adopted opinion, where one is told."""
    details = DETAILS[data.key]
    if not details.signatory or opinion.meeting_on is None:
        return
    signatory = member_of(world, world.bodies[data.council], details.signatory)
    expertise.sign_off(
        actor=opinion.recorded_by,
        opinion=opinion,
        signatory_id=signatory.pk,
        signed_on=opinion.meeting_on,
        now=opinion.adopted_at or opinion.created_at,
    )
