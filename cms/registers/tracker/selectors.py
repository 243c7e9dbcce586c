"""What pages read of resolutions; a constant number of queries."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, F, Max, Prefetch, Q, QuerySet

from cms.registers.tracker.models import (
    Assessment,
    Assignment,
    Direction,
    Recommendation,
    Report,
    Resolution,
    Status,
    StatusChange,
)
from cms.registers.tracker.querysets import overdue_q
from core.accounts.models import Body
from core.journal.subjects import SubjectLink
from core.web.paging import Page, keyset_page

PER_PAGE: Final = 50
PER_COLUMN: Final = 12
ORDER: Final = ("position", "pk")


@dataclass(frozen=True, slots=True)
class Tally:
    """Assignments by what has become of them; a body that answers for three counts three times.
    `confirmed`: done, and so it was assessed."""

    total: int = 0
    done: int = 0
    confirmed: int = 0
    partly: int = 0
    in_work: int = 0
    declined: int = 0
    new: int = 0
    overdue: int = 0

    @property
    def done_percent(self) -> int:
        """Rounded down: a hundred means all."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def confirmed_percent(self) -> int:
        return self.confirmed * 100 // self.total if self.total else 0


@dataclass(frozen=True, slots=True)
class Share:
    """How far one of those whom a resolution addresses has come. `body` is None for those who are
    not on the platform."""

    who: str
    body: int | None
    tally: Tally


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed by; empty values narrow nothing."""

    words: str = ""
    direction: int | None = None
    body: int | None = None
    status: str = ""


def resolutions() -> list[tuple[Resolution, Tally]]:
    """All public resolutions, the latest first, and how far each has come; two queries."""
    found = list(Resolution.objects.public().select_related("body"))
    counts = _tallies("recommendation__resolution", found)
    return [(each, counts.get(each.pk, Tally())) for each in found]


def _tallies(by: str, of: Collection[Resolution]) -> dict[int, Tally]:
    rows = Assignment.objects.filter(recommendation__resolution__in=of).order_by()
    return {row.pop(by): Tally(**row) for row in rows.values(by).annotate(**_counts())}


def _counts(today: dt.date | None = None) -> dict[str, Count]:
    overdue = {} if today is None else {"overdue": Count("pk", filter=overdue_q(today))}
    return {
        "total": Count("pk"),
        "done": Count("pk", filter=Q(status=Status.DONE)),
        "confirmed": Count("pk", filter=Q(status=Status.DONE, is_assessed=True)),
        "partly": Count("pk", filter=Q(status=Status.PARTLY)),
        "in_work": Count("pk", filter=Q(status=Status.IN_WORK)),
        "declined": Count("pk", filter=Q(status=Status.DECLINED)),
        "new": Count("pk", filter=Q(status=Status.NEW)),
        **overdue,
    }


def find_resolution(slug: str) -> Resolution | None:
    return Resolution.objects.public().filter(slug=slug).select_related("body").first()


def tally(resolution: Resolution, *, today: dt.date) -> Tally:
    """One query."""
    rows = Assignment.objects.filter(recommendation__resolution=resolution)
    return Tally(**rows.aggregate(**_counts(today)))


def shares(resolution: Resolution, *, today: dt.date) -> list[Share]:
    """By addressee, the name in the order of the alphabet; one query."""
    rows = Assignment.objects.filter(recommendation__resolution=resolution).order_by()
    counted = rows.values(
        "name", "body", full=F("body__name"), short=F("body__short_name")
    ).annotate(**_counts(today))
    found = [
        Share(
            row.pop("name") or row["short"] or row["full"],
            row.pop("body"),
            Tally(**{name: value for name, value in row.items() if name not in {"full", "short"}}),
        )
        for row in counted
    ]
    return sorted(found, key=lambda each: each.who)


def directions(resolution: Resolution) -> list[Direction]:
    return list(Direction.objects.filter(resolution=resolution).order_by("number"))


def addressed_bodies(resolution: Resolution) -> list[Body]:
    """Bodies of the platform that a resolution addresses, by name."""
    wanted = Assignment.objects.filter(recommendation__resolution=resolution).values("body")
    return list(Body.objects.filter(pk__in=wanted).order_by("name", "pk"))


def recommendations(resolution: Resolution, filters: Filters) -> QuerySet[Recommendation]:
    """Narrowed, with what a list shows of each: addressee, direction, assignments."""
    found = Recommendation.objects.filter(resolution=resolution)
    if filters.direction is not None:
        found = found.filter(addressee__direction__number=filters.direction)
    chosen = Assignment.objects.all()
    if filters.body is not None:
        chosen = chosen.filter(body=filters.body)
    if filters.status:
        chosen = chosen.filter(status=filters.status)
    if filters.body is not None or filters.status:
        found = found.filter(pk__in=chosen.values("recommendation"))
    for word in filters.words.split():
        found = found.filter(_with_word(word))
    return found.select_related("resolution", "addressee__direction").prefetch_related(
        Prefetch("assignments", Assignment.objects.select_related("body").order_by("pk"))
    )


def _with_word(word: str) -> Q:
    """SQLite knows no capitals of Russian, so the usual ones are asked for by name."""
    asked = Q(number=word)
    for spelling in {word, word.lower(), word.capitalize()}:
        asked |= Q(text__icontains=spelling) | Q(addressee__name__icontains=spelling)
    return asked


def recommendations_page(
    resolution: Resolution, filters: Filters, *, cursor: str | None
) -> Page[Recommendation]:
    """In the order of the resolution; two queries."""
    found = recommendations(resolution, filters)
    return keyset_page(found, order=ORDER, cursor=cursor, per_page=PER_PAGE)


@dataclass(frozen=True, slots=True)
class Column:
    """Assignments of one status, the first of them, and how many there are in all."""

    status: Status
    total: int
    assignments: list[Assignment]


def board(resolution: Resolution, filters: Filters) -> list[Column]:
    """A column for each status, with at most PER_COLUMN assignments; six queries."""
    rows = Assignment.objects.filter(
        recommendation__in=recommendations(resolution, filters).order_by().values("pk")
    )
    if filters.body is not None:
        rows = rows.filter(body=filters.body)
    if filters.status:
        rows = rows.filter(status=filters.status)
    totals = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    shown = rows.select_related("body", "recommendation__resolution").order_by(
        "recommendation__position", "pk"
    )
    return [
        Column(status, totals.get(status, 0), list(shown.filter(status=status)[:PER_COLUMN]))
        for status in Status
    ]


def find_recommendation(slug: str, number: str) -> Recommendation | None:
    """A public recommendation with its place."""
    found = Recommendation.objects.public().filter(resolution__slug=slug, number=number)
    return found.select_related("resolution__body", "addressee__direction").first()


@dataclass(frozen=True, slots=True)
class Followed:
    """An assignment with everything public about it: reports with their evidence and assessments,
    the latest first, and the history, the earliest first."""

    assignment: Assignment
    reports: list[Report]
    changes: list[StatusChange]


def followed(recommendation: Recommendation) -> list[Followed]:
    """Five queries."""
    reports = (
        Report.objects.public()
        .select_related("body")
        .prefetch_related("evidence__document", Prefetch("assessment", Assessment.objects.public()))
        .order_by("-reported_on", "-pk")
    )
    rows = recommendation.assignments.select_related("body").order_by("pk")
    rows = rows.prefetch_related(
        Prefetch("reports", reports, to_attr="public_reports"),
        Prefetch("changes", StatusChange.objects.order_by("at", "pk"), to_attr="history"),
    )
    return [Followed(row, row.public_reports, row.history) for row in rows]


def repeats(recommendation: Recommendation) -> list[Recommendation]:
    """Public recommendations that say the same, also of other resolutions; one query."""
    found = recommendation.repeats.filter(resolution__live=True)
    rows: Iterable[Recommendation] = found.select_related("resolution", "addressee").order_by(
        "-resolution__adopted_on", "position"
    )
    return list(rows)


def public_assignments() -> QuerySet[Assignment]:
    """Of all public resolutions, the latest first, in the order of their recommendations."""
    return Assignment.objects.public().order_by(
        "-recommendation__resolution__adopted_on", "recommendation__position", "pk"
    )


def last_change() -> dt.datetime | None:
    """When a resolution was published or a status changed last, of what is public; two queries."""
    changes = StatusChange.objects.filter(assignment__recommendation__resolution__live=True)
    moments: list[dt.datetime | None] = [
        changes.aggregate(last=Max("at"))["last"],
        Resolution.objects.public().aggregate(last=Max("last_published_at"))["last"],
    ]
    return max(filter(None, moments), default=None)


def journal_recommendations(ids: Collection[str]) -> dict[str, SubjectLink]:
    """For the pages of the journal; one query."""
    found = Recommendation.objects.public().filter(pk__in=ids).select_related("resolution")
    return {str(row.pk): SubjectLink(str(row), row.get_absolute_url()) for row in found}


def journal_resolutions(ids: Collection[str]) -> dict[str, SubjectLink]:
    found = Resolution.objects.public().filter(pk__in=ids)
    return {str(row.pk): SubjectLink(row.title, row.get_absolute_url()) for row in found}
