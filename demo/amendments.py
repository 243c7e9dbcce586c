"""The committee tables what it has accepted, decides, and publishes an edition."""

from typing import TYPE_CHECKING, Final

from consultations.amendments import selectors, services
from consultations.amendments.models import Decision

if TYPE_CHECKING:
    from demo.scenario import World

_SPONSOR: Final = "Комитет Законодательного Собрания"
_BY_HAND: Final = (
    "Слова «орган исполнительной власти» заменить словами «исполнительный орган» в соответствующих "
    "числе и падеже."
)
_REASON: Final = "Соответствует терминологии федерального закона."


def load_amendments(world: "World") -> None:
    """Both events with accepted answers get tables; that which is concluded, an edition."""
    for consultation in world.consultations.values():
        if not selectors.groups_to_table(consultation).exists():
            continue
        now = world.at((-1, "15:00"))
        sponsor = consultation.responder.name or _SPONSOR
        clerk = world.clerk
        services.table_amendments(actor=clerk, consultation=consultation, sponsor=sponsor, now=now)
        by_hand = services.add_amendment(
            actor=clerk,
            consultation=consultation,
            data=services.AmendmentData(
                sponsor="Депутат Законодательного Собрания Соколов В. П.",
                text=_BY_HAND,
                is_whole_text=True,
            ),
            now=now,
        )
        first = selectors.part_of(consultation, Decision.UNDECIDED)[:2]
        services.decide_amendments(
            actor=clerk,
            consultation=consultation,
            versions={one.pk: one.version for one in (by_hand, *first)},
            decision=Decision.ADOPT,
            reason=_REASON,
            now=now,
        )
        services.publish_tables(actor=clerk, consultation=consultation, now=now)
