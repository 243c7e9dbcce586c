"""The people of the demo: bodies, accounts, memberships, texts of consent."""

from typing import TYPE_CHECKING

from core.accounts import services as accounts
from core.accounts.models import MembershipRole
from demo.content import people
from demo.content.cms import CONSENTS
from demo.content.types import BodyData

if TYPE_CHECKING:
    from demo.scenario import World


def load_people(world: "World") -> None:
    settled = world.at((-400, "09:00"))
    for body in people.BODIES:
        world.bodies[body.slug] = accounts.add_body(
            actor=None,
            slug=body.slug,
            kind=body.kind,
            name=body.name,
            name_genitive=body.name_genitive,
            short_name=body.short_name,
            email=body.email,
            about=body.about,
            parent=world.bodies.get(body.parent),
            council=_council(world, body),
            now=settled,
        )
    for person in people.PEOPLE:
        world.users[person.key] = accounts.create_user(
            actor=None,
            email=person.email,
            full_name=person.full_name,
            municipality=person.municipality,
            password=people.DEMO_PASSWORD if person.signs_in else None,
        )
    for place in people.MEMBERSHIPS:
        accounts.add_member(
            actor=None,
            user=world.users[place.person],
            body=world.bodies[place.body],
            role=MembershipRole(place.role),
            post=place.post,
            nominated_by=place.nominated_by,
            now=settled,
        )
    for consent in CONSENTS:
        accounts.publish_consent(
            actor=None,
            kind=consent.kind,
            title=consent.title,
            text=consent.text,
            effective_from=world.day(-400),
            now=settled,
        )


def _council(world: "World", body: BodyData) -> accounts.CouncilFacts | None:
    if not body.seats:
        return None
    return accounts.CouncilFacts(
        seats=body.seats,
        quorum_percent=body.quorum_percent,
        formation_act=body.formation_act,
        formed_on=world.day(body.formed_days),
        term_ends_on=world.day(body.term_ends_days),
    )
