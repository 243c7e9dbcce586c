"""What happens to the composition of councils in the demo: who left, who came, who is excused."""

from typing import TYPE_CHECKING

from core.accounts import services as accounts
from core.accounts.domain.members import MemberData, PersonData
from core.accounts.models import Membership
from demo.content.people import ASSEMBLY_COUNCIL, CHAMBER

if TYPE_CHECKING:
    from demo.scenario import World

_NOTES = (
    (CHAMBER, "emelina", -25, "Веду комиссию по добровольчеству. Принимаю по средам с 16 до 18 часов в палате. Если отряду отказали в рекомендательном письме, приходите с копией отказа, разберёмся вместе."),
    (ASSEMBLY_COUNCIL, "member-assembly", -9, "По законопроекту о тишине собрал мнения советов семи домов. Жду замечаний от жителей частного сектора."),
)  # fmt: skip


def load(world: "World") -> None:
    """A seat that became vacant, a new member in it, an absence, two notes."""
    secretary, council = world.users["secretary-assembly"], world.council(ASSEMBLY_COUNCIL)
    accounts.end_membership(
        actor=secretary,
        membership=_place(world, ASSEMBLY_COUNCIL, "dyachuk"),
        reason="отозвана выдвинувшей организацией по собственной просьбе",
        ended_on=world.day(-16),
        now=world.at((-16, "15:10")),
    )
    accounts.seat_member(
        actor=secretary,
        council=council,
        person=PersonData(
            "oparina@veche.example", "Опарина Вера Леонтьевна", "Михайловский муниципальный округ"
        ),
        data=MemberData(
            "member",
            "фельдшер",
            "Совет сельских старост области",
            world.day(-14),
            council.term_ends_on,
        ),
        has_consented=True,
        now=world.at((-14, "11:20")),
    )
    accounts.note_absence(
        actor=secretary,
        membership=_place(world, ASSEMBLY_COUNCIL, "ponomarev"),
        starts_on=world.day(-3),
        ends_on=world.day(11),
        ground="служебная командировка",
        now=world.at((-4, "09:40")),
    )
    for body, person, days, text in _NOTES:
        accounts.write_note(
            actor=world.users[person],
            membership=_place(world, body, person),
            text=text,
            now=world.at((days, "19:05")),
        )


def _place(world: "World", body: str, person: str) -> Membership:
    places = Membership.objects.kept().filter(body=world.bodies[body], user=world.users[person])
    return places.order_by("role").first()
