"""What stands in the way of the signature, as the desk shows it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from consultations.conclusions.domain.blockers import Blocker, BlockerCode, BlockerItem
from consultations.conclusions.messages import blocker_message
from drafts.domain.citations import citation


@dataclass(frozen=True, slots=True)
class BlockerLine:
    """What must happen before signing: a sentence, and the first things with links."""

    code: str
    text: str
    items: tuple["BlockerLink", ...]
    more: int

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class BlockerLink:
    text: str
    url: str
    note: str


def blocker_lines(blockers: Iterable[Blocker]) -> list[BlockerLine]:
    """Blockers in words of the page's language; `str()` of a line is its sentence."""
    return [
        BlockerLine(
            code=str(blocker.code),
            text=blocker_message(blocker),
            items=tuple(_link(item, blocker.code) for item in blocker.items),
            more=blocker.count - len(blocker.items) if blocker.items else 0,
        )
        for blocker in blockers
    ]


_ON_TEXT: Final = {
    BlockerCode.UNANSWERED_PROPOSALS,
    BlockerCode.UNANSWERED_REMARKS,
    BlockerCode.UNANSWERED_RECOMMENDATIONS,
    BlockerCode.HELD,
    BlockerCode.OBJECTIONS,
}


def _link(item: BlockerItem, code: BlockerCode) -> BlockerLink:
    place = citation(item.path)
    if not place and code in _ON_TEXT:
        place = _("The bill as a whole")
    parts = [f"{place[:1].upper()}{place[1:]}", item.title]
    note = _("due by %(date)s") % {"date": date_format(item.day)} if item.day else ""
    return BlockerLink(" – ".join(filter(None, parts)), item.url, note)
