"""Argument groups of one consultation: what the services would have put together."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from consultations.conclusions.domain.grouping import Grouper, TextPrint, text_print
from consultations.conclusions.models import ArgumentGroup, ArgumentItem, ItemBand
from consultations.conclusions.models.groups import WHOLE_BILL
from consultations.conclusions.services.placing import (
    comment_place,
    corner_of,
    said_in,
    signed,
)
from consultations.process.models import Consultation
from demo.load import tables
from demo.load.speech import Said

_CONFIRMING: Final = dt.timedelta(minutes=7)
Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class _Member:
    said: Said
    made: TextPrint
    corner: int


@dataclass(slots=True)
class Arguments:
    """Keeps what was said until the consultation is whole; then groups are written at once."""

    consultation: Consultation
    originals: Mapping[int, str]  # the words of each provision, by its key
    _members: dict[int, _Member] = field(default_factory=dict)
    _grouper: Grouper = field(default_factory=Grouper)

    def add(self, proposals: Iterable[Said]) -> None:
        """Proposals that were published at some time, with their keys."""
        for one in proposals:
            provision = one.provision.pk if one.provision else None
            place = comment_place(self.consultation.pk, provision, one.words.kind, one.words.stance)
            words = self.originals[provision] if provision is not None else ""
            made = _print(said_in(one.words.rationale, one.words.proposed), words)
            self._members[one.id] = _Member(one, made, corner_of(place, made))
            self._grouper.add_print(one.id, made, place)

    def write(self) -> int:
        """Writes groups, members and prints; returns how many groups are open."""
        groups = [
            [self._members[int(str(key))] for key in group] for group in self._grouper.groups()
        ]
        keys = tables.reserve(ArgumentGroup, len(groups))
        rows = [self._group(key, group) for key, group in zip(keys, groups, strict=True)]
        tables.write(ArgumentGroup, rows)
        items = [(key, one) for key, group in zip(keys, groups, strict=True) for one in group]
        numbers = tables.reserve(ArgumentItem, len(items))
        tables.write(ArgumentItem, map(_item, numbers, items))
        tables.write(ItemBand, _bands(zip(numbers, items, strict=True)))
        return sum(row["is_open"] for row in rows)

    def _group(self, key: int, members: list[_Member]) -> Row:
        first = members[0].said
        shown = sum(one.said.status == "published" for one in members)
        return {
            "id": key,
            "consultation_id": self.consultation.pk,
            "provision_id": first.provision.pk if first.provision else None,
            "position": first.provision.position if first.provision else WHOLE_BILL,
            "is_open": shown > 0,
            "size": shown,
            "created_at": first.at + _CONFIRMING,
        }


@lru_cache(maxsize=50_000)
def _print(text: str, provision: str) -> TextPrint:
    return text_print(text, provision)


def _item(number: int, placed: tuple[int, _Member]) -> Row:
    group, one = placed
    says = bool(one.made.sentences)
    return {
        "id": number,
        "group_id": group,
        "comment_id": one.said.id,
        "corner": one.corner if says else 0,
        "exact": signed(one.made.exact) if says else 0,
        "has_slips": one.made.has_slips,
    }


def _bands(items: Iterable[tuple[int, tuple[int, _Member]]]) -> Iterator[Row]:
    """Of the first member with each wording."""
    seen: set[tuple[int, int]] = set()
    for number, (_group, one) in items:
        wording = (one.corner, one.made.exact)
        if wording in seen:
            continue
        seen.add(wording)
        for band in one.made.bands:
            yield {"item_id": number, "corner": one.corner, "band": signed(band)}
