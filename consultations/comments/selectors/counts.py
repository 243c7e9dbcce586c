"""Counts, for consultations.process.numbers."""

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping

from django.db.models import Count, Sum

from consultations.comments.models import (
    CommentCount,
    CommentStatus,
    ProvisionComment,
)
from consultations.comments.purposes import JOIN
from consultations.process.models import Consultation
from consultations.process.numbers import Numbers, PlaceTally, Tally
from core.accounts.models import Confirmation


def count_numbers(consultation_ids: Collection[int], /) -> Mapping[int, Numbers]:
    """The numbers of several consultations from the kept counts; three queries, two if nothing is
    hidden. Without proposals there may be participants: those who answered questions only."""
    rows = (
        CommentCount.objects.filter(consultation__in=consultation_ids)
        .order_by()
        .values("consultation", "status", "is_reply", "author_type", "channel")
        .annotate(count=Sum("count"), supports=Sum("supports"))
        .filter(count__gt=0)
    )
    tallies: dict[int, list[Tally]] = defaultdict(list)
    for row in rows:
        tallies[row.pop("consultation")].append(Tally(**row))
    found = Consultation.objects.filter(pk__in=consultation_ids).order_by()
    people = dict(found.values_list("pk", "participant_count"))
    grounds = _count_grounds([pk for pk in tallies if _hides(tallies[pk])])
    return {
        pk: Numbers.of(tallies[pk], participants=people[pk], by_ground=grounds[pk])
        for pk in people
        if people[pk] or pk in tallies
    }


def _hides(tallies: Iterable[Tally]) -> bool:
    return any(row.status == CommentStatus.HIDDEN and not row.is_reply for row in tallies)


def _count_grounds(consultation_ids: Collection[int]) -> dict[int, Counter[str]]:
    """Hidden proposals of each consultation by the ground of the last decision to hide."""
    if not consultation_ids:
        return defaultdict(Counter)
    hidden = ProvisionComment.objects.filter(
        consultation__in=consultation_ids, status=CommentStatus.HIDDEN
    ).proposals()
    rows = hidden.exclude(ground_code="").order_by().values_list("consultation", "ground_code")
    counts: dict[int, Counter[str]] = defaultdict(Counter)
    for consultation, code, count in rows.annotate(count=Count("pk")):
        counts[consultation][code] += count
    return counts


def count_places(consultation_ids: Collection[int], /) -> Mapping[int, list[PlaceTally]]:
    """Proposals that count by municipality, as it is written, and type of author; one query."""
    rows = (
        ProvisionComment.objects.filter(consultation__in=consultation_ids)
        .proposals()
        .order_by()
        .values_list("consultation", "municipality_key", "municipality", "author_type")
        .annotate(count=Count("pk"))
    )
    found: dict[int, list[PlaceTally]] = defaultdict(list)
    for consultation, *row in rows:
        found[consultation].append(PlaceTally(*row))
    return found


def count_badges(
    *,
    consultation_id: int | None,
    version_id: int | None,
    provision_ids: Collection[int] | None,
) -> Mapping[int, int]:
    """Published proposals by provision, from the kept counts; one query."""
    counts = CommentCount.objects.filter(
        status=CommentStatus.PUBLISHED, is_reply=False, provision__isnull=False
    )
    if consultation_id is not None:
        counts = counts.filter(consultation=consultation_id)
    if version_id is not None:
        counts = counts.filter(consultation__version=version_id)
    if provision_ids is not None:
        counts = counts.filter(provision__in=provision_ids)
    rows = counts.order_by().values_list("provision").annotate(total=Sum("count"))
    return dict(rows.filter(total__gt=0))


def waiting_joins(consultation: Consultation, now: dt.datetime) -> tuple[int, dt.datetime | None]:
    """How many people have asked to join a proposal here and may still confirm it, and when the
    last of them can no longer; one query, two if anybody waits anywhere."""
    asked = Confirmation.objects.waiting(now).filter(purpose=JOIN)
    waiting = [(row["comment"], until) for row, until in asked.values_list("payload", "expires_at")]
    if not waiting:
        return 0, None
    here = ProvisionComment.objects.in_consultation(consultation.pk).published()
    keys = set(here.filter(pk__in={pk for pk, _until in waiting}).values_list("pk", flat=True))
    ends = [until for pk, until in waiting if pk in keys]
    return len(ends), max(ends, default=None)
