"""What each person has done in rooms, as numbers: for the public record of councils."""

import datetime as dt
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from consultations.room.models import Declaration, MemberRemark, Message, Position, ReadMark
from consultations.room.selectors.taken import taken_links

Key = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Activity:
    """Of one person in one room. What was withdrawn or struck is not counted; `on_behalf` counts
    the positions and remarks that the secretary has entered for this person, `late` those of after
    the term; `taken` are the remarks that stand in the opinion."""

    declared: bool = False
    has_conflict: bool = False
    read_at: dt.datetime | None = None
    positions: int = 0
    remarks: int = 0
    taken: int = 0
    messages: int = 0
    late: int = 0
    on_behalf: int = 0

    @property
    def wrote(self) -> bool:
        return bool(self.positions or self.remarks or self.messages)


def activity(referral_ids: Collection[int]) -> dict[Key, Activity]:
    """By (referral, user); nobody who has done nothing. At most seven queries."""
    wanted = list(referral_ids)
    said = {
        (row.referral_id, row.user_id): row.has_conflict
        for row in Declaration.objects.latest_last().filter(referral__in=wanted)
    }
    read = {
        (row.referral_id, row.user_id): row.first_at
        for row in ReadMark.objects.filter(referral__in=wanted)
    }
    positions = _counts(Position.objects.standing().filter(referral__in=wanted))
    remarks = _counts(MemberRemark.objects.standing().filter(referral__in=wanted))
    taken = _taken(wanted)
    messages = _messages(wanted)
    none = _Count()
    keys = {*said, *read, *positions, *remarks, *messages}
    return {
        key: Activity(
            declared=key in said,
            has_conflict=said.get(key, False),
            read_at=read.get(key),
            positions=positions.get(key, none).all,
            remarks=remarks.get(key, none).all,
            taken=taken[key],
            messages=messages[key],
            late=positions.get(key, none).late + remarks.get(key, none).late,
            on_behalf=positions.get(key, none).entered + remarks.get(key, none).entered,
        )
        for key in sorted(keys)
    }


@dataclass(frozen=True, slots=True)
class _Count:
    all: int = 0
    late: int = 0
    entered: int = 0


def _counts(words: QuerySet) -> dict[Key, _Count]:
    rows = (
        words.order_by()
        .values_list("referral_id", "author_id")
        .annotate(
            all=Count("pk"),
            late=Count("pk", filter=Q(is_late=True)),
            entered=Count("pk", filter=Q(entered_by__isnull=False)),
        )
    )
    return {(referral, user): _Count(*numbers) for referral, user, *numbers in rows}


def _taken(referrals: Iterable[int]) -> Counter[Key]:
    went = MemberRemark.objects.standing().filter(referral__in=referrals, taken_at__isnull=False)
    rows = {remark.pk: remark for remark in went}
    found = taken_links(rows.values())
    return Counter((rows[pk].referral_id, rows[pk].author_id) for pk in found)


def _messages(referrals: Iterable[int]) -> Counter[Key]:
    rows = Message.objects.filter(referral__in=referrals, struck_at=None).order_by()
    counted = rows.values_list("referral_id", "author_id").annotate(Count("pk"))
    return Counter({(referral, user): number for referral, user, number in counted})
