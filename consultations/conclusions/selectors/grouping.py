"""What pages show of one argument group and of those beside it."""

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final

from django.db.models import Case, Count, IntegerField, Min, Q, QuerySet, Value, When
from django.db.models.functions import Coalesce

from consultations.conclusions.domain.counting import GroupCounts, Voices
from consultations.conclusions.domain.grouping.likeness import likest
from consultations.conclusions.models import ArgumentGroup, ArgumentItem, GroupChange
from core.web.paging import Page, keyset_page

WORDINGS: Final = 8
CHANGES: Final = 30
# Of one provision, the largest and the newest: what a group is compared with.
_LARGEST, _NEWEST = 100, 300
SUGGESTED: Final = 5
CHOICES: Final = 100
_LONGEST: Final = 2000

# Texts that say nothing, and those not read yet, are each a wording of their own.
_WORDING: Final = Case(When(Q(exact=0) | Q(exact=None), then="pk"), default="exact")


@dataclass(frozen=True, slots=True)
class Wording:
    """One of the texts of a group: its first member, and how many members say exactly this."""

    item: ArgumentItem
    count: int


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A group that is like another one: `score` of 100, the words in common, and whether numbers,
    denials or directions differ."""

    group: ArgumentGroup
    text: str
    score: int
    shared: frozenset[str]
    is_turned: bool


def shown_items(group: ArgumentGroup) -> QuerySet[ArgumentItem]:
    """Published comments and remarks of a group."""
    return ArgumentItem.objects.shown().filter(group=group)


def wordings(group: ArgumentGroup, *, limit: int = WORDINGS) -> list[Wording]:
    """The different texts of a group, those of most people first; two queries."""
    rows = (
        shown_items(group)
        .annotate(text=_WORDING)
        .order_by()
        .values("text")
        .annotate(first=Min("pk"), count=Count("pk"))
        .order_by("-count", "first")[:limit]
    )
    counts = {row["first"]: row["count"] for row in rows}
    items = ArgumentItem.objects.with_sources().in_bulk(counts)
    return [Wording(items[pk], count) for pk, count in counts.items()]


def wordings_of(groups: Collection[int], *, limit: int) -> dict[int, tuple[list[Wording], int]]:
    """The different texts of participants in several groups, those of most people first, and how
    many more there are; two queries. Groups in which only councils speak are left out."""
    rows = (
        ArgumentItem.objects.shown()
        .filter(group__in=groups, comment__isnull=False)
        .annotate(text=_WORDING)
        .order_by()
        .values("group", "text")
        .annotate(first=Min("pk"), count=Count("pk"))
        .order_by("group", "-count", "first")
    )
    kept: dict[int, list[tuple[int, int]]] = {}
    more: Counter[int] = Counter()
    for row in rows:
        found = kept.setdefault(row["group"], [])
        if len(found) < limit:
            found.append((row["first"], row["count"]))
        else:
            more[row["group"]] += 1
    firsts = [first for found in kept.values() for first, _count in found]
    items = ArgumentItem.objects.select_related("comment").in_bulk(firsts)
    return {
        group: ([Wording(items[first], count) for first, count in found], more[group])
        for group, found in kept.items()
    }


def counts_of(group: ArgumentGroup) -> GroupCounts:
    """Who speaks in a group; two queries."""
    shown = shown_items(group).order_by()
    rows = (
        shown.filter(comment__isnull=False)
        .values("comment__author_type", "comment__channel", "comment__stance")
        .annotate(
            has_account=Case(
                When(comment__contact__user__isnull=False, then=Value(1)),
                default=Value(0),
                output_field=IntegerField(),
            ),
            count=Count("pk"),
        )
    )
    voices = [
        Voices(
            author_type=row["comment__author_type"],
            channel=row["comment__channel"],
            stance=row["comment__stance"],
            has_account=bool(row["has_account"]),
            count=row["count"],
        )
        for row in rows
    ]
    totals = shown.aggregate(
        remarks=Count("pk", filter=Q(remark__isnull=False)),
        recommendations=Count("pk", filter=Q(recommendation__isnull=False)),
        wordings=Count(_WORDING, distinct=True),
    )
    return GroupCounts.of(voices, **totals)


def members_page(group: ArgumentGroup, *, cursor: str | None, per_page: int) -> Page[ArgumentItem]:
    """Published members in the order of their coming; one query."""
    items = shown_items(group).with_sources()
    return keyset_page(items, order=("pk",), cursor=cursor, per_page=per_page)


def suggestions(group: ArgumentGroup, *, limit: int = SUGGESTED) -> list[Suggestion]:
    """Groups on the same provision whose text is like that of this one, the likest first; three
    queries. What is offered is for a person to decide."""
    beside = _beside(group)
    keys = [*beside.order_by("-size", "pk").values_list("pk", flat=True)[:_LARGEST]]
    keys += beside.order_by("-pk").values_list("pk", flat=True)[:_NEWEST]
    texts = first_texts([group.pk, *keys])
    mine = texts.pop(group.pk, "")
    if not mine or not texts:
        return []
    found = likest(mine, texts, limit=limit)
    related = ArgumentGroup.objects.select_related("consultation").with_items()
    groups = related.in_bulk([likeness.key for likeness in found])
    return [
        Suggestion(
            group=groups[likeness.key],
            text=texts[likeness.key],
            score=round(100 * likeness.score),
            shared=likeness.shared,
            is_turned=likeness.is_turned,
        )
        for likeness in found
    ]


def changes_of(group: ArgumentGroup) -> list[GroupChange]:
    """What was done to a group, the latest first; one query."""
    touched = Q(group=group) | Q(moves__source=group) | Q(moves__target=group)
    found = GroupChange.objects.filter(touched).select_related("made_by", "undone_by", "group")
    counted = found.annotate(moved=Count("moves", distinct=True)).distinct()
    return list(counted.order_by("-pk")[:CHANGES])


def move_choices(group: ArgumentGroup) -> list[ArgumentGroup]:
    """Where members of a group may go: other groups of the same provision, the largest first."""
    found = _beside(group).select_related("consultation").with_items()
    return list(found.order_by("-size", "pk")[:CHOICES])


def _beside(group: ArgumentGroup) -> QuerySet[ArgumentGroup]:
    groups = ArgumentGroup.objects.filter(
        consultation=group.consultation_id, provision=group.provision_id, size__gt=0
    )
    return groups.exclude(pk=group.pk)


def first_texts(groups: Collection[int]) -> dict[int, str]:
    """The text of the first published member of each group; one query."""
    rows = (
        ArgumentItem.objects.filter(group__in=groups)
        .order_by("group", "pk")
        .values_list(
            "group",
            Coalesce("comment__comment", "remark__text", "recommendation__text"),
            Coalesce(
                "comment__proposed_text", "remark__proposed_text", "recommendation__proposed_text"
            ),
        )
    )
    firsts = rows.filter(
        pk__in=ArgumentItem.objects.shown()
        .filter(group__in=groups)
        .order_by()
        .values("group")
        .annotate(first=Min("pk"))
        .values("first")
    )
    return {key: f"{text}\n\n{wording}"[:_LONGEST] for key, text, wording in firsts}
