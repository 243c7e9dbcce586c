"""How the councils of the demo work: meetings, and forms of public control outside the platform."""

from typing import TYPE_CHECKING

from cms.registers.activity import services
from cms.registers.activity.models import ControlWork, Meeting
from demo.content import activity as content
from demo.formation import publish

if TYPE_CHECKING:
    from demo.scenario import World


def load(world: "World") -> None:
    """A meeting that was held was published on the next day, one that is ahead a week ago."""
    for data in content.MEETINGS:
        _meeting(world, data)
    for each in content.WORKS:
        work = ControlWork.objects.create(
            council=world.council(each.council),
            form=each.form,
            other_form=each.other_form,
            title=each.title,
            held_on=world.day(each.days),
            url=each.url,
            is_demo=True,
            live=False,
        )
        publish(world, work, each.days + 5)


def _meeting(world: "World", data: content.MeetingData) -> None:
    council = world.council(data.council)
    meeting = Meeting.objects.create(
        council=council,
        number=data.number,
        held_on=world.day(data.days),
        form=data.form,
        place=data.place,
        municipality=data.municipality,
        agenda=data.agenda,
        decisions=data.decisions,
        protocol_number=data.protocol_number,
        members_total=data.total,
        members_present=data.present,
        quorum_percent=council.quorum_percent,
        is_demo=True,
        live=False,
    )
    published = min(data.days + 1, -7) if data.days > 0 else data.days + 1
    publish(world, meeting, published)
    services.note_meeting(meeting=meeting, now=world.at((published, "12:30")))
