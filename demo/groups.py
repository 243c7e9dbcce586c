"""What the committee's staff has put together: proposals that say the same in other words."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Final

from consultations.conclusions import services as conclusions
from consultations.conclusions.models import ArgumentGroup
from demo.content.comments import COMMENTS

if TYPE_CHECKING:
    from demo.scenario import World

# Names of arguments, by the proposal that said it first.
TITLES: Final = {
    "a01": "Извещать о сходе не за пять дней, а за две недели и раньше",
    "a04": "Исключить отказ «по нецелесообразности»",
    "b01": "Оставить окончание ночного времени в 7 часов",
    "b12": "Разрешить прогрев двигателя в мороз дольше 15 минут",
}
_LATER: Final = dt.timedelta(hours=20)


def put_together(world: World) -> None:
    """Merges the groups of proposals that repeat others, and names some."""
    for data in (comment for comments in COMMENTS.values() for comment in comments):
        if not data.same_as or data.key not in world.comments:
            continue
        now = world.at(data.at) + _LATER
        first, second = (_group_of(world, key) for key in (data.same_as, data.key))
        if first is not None and second is not None and first != second:
            conclusions.merge_groups(actor=world.clerk, target=first, sources=[second], now=now)
    for key, title in TITLES.items():
        group = _group_of(world, key)
        if group is not None:
            conclusions.rename_group(
                actor=world.clerk, group=group, title=title, now=world.at((-1, "17:10"))
            )


def _group_of(world: World, key: str) -> ArgumentGroup | None:
    """None for a proposal that is in no group: it was held, or is a reply."""
    return ArgumentGroup.objects.filter(items__comment=world.comments[key]).first()
