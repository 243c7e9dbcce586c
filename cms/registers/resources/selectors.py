"""What pages read of the resources of councils; a constant number of queries."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Max, QuerySet

from cms.registers.kit.words import all_words
from cms.registers.resources.models import Practice, Premises
from core.accounts.models import Body, Council
from core.web.paging import Page, keyset_page

PER_PAGE: Final = 30
PREMISES_ORDER: Final = ("municipality", "title", "pk")
PRACTICE_ORDER: Final = ("-starts_on", "-pk")
# How many of each the page of a council names.
RECENT: Final = 5


@dataclass(frozen=True, slots=True)
class PremisesFilters:
    """What the list is narrowed by; empty values narrow nothing."""

    words: str = ""
    municipality: str = ""
    body: int | None = None
    is_accessible: bool = False


def public_premises() -> QuerySet[Premises]:
    return Premises.objects.public().select_related("body").order_by(*PREMISES_ORDER)


def premises_page(filters: PremisesFilters, *, cursor: str | None) -> Page[Premises]:
    """By municipality; one query."""
    found = public_premises()
    if filters.municipality:
        found = found.filter(municipality=filters.municipality)
    if filters.body is not None:
        found = found.filter(body=filters.body)
    if filters.is_accessible:
        found = found.filter(is_accessible=True)
    found = found.filter(all_words(filters.words, "title", "address", "equipment"))
    return keyset_page(found, order=PREMISES_ORDER, cursor=cursor, per_page=PER_PAGE)


def municipalities() -> list[str]:
    """Where there are public premises."""
    rows = Premises.objects.public().order_by("municipality")
    return list(rows.values_list("municipality", flat=True).distinct())


def offering_bodies() -> list[Body]:
    wanted = Premises.objects.public().values("body")
    return list(Body.objects.filter(pk__in=wanted).order_by("name", "pk"))


@dataclass(frozen=True, slots=True)
class PracticeFilters:
    """What the list is narrowed by; `year`: in which some of its days are."""

    words: str = ""
    council: int | None = None
    year: int | None = None


def public_practices() -> QuerySet[Practice]:
    return Practice.objects.public().select_related("council").order_by(*PRACTICE_ORDER)


def practice_page(filters: PracticeFilters, *, cursor: str | None) -> Page[Practice]:
    """The latest first; one query."""
    found = public_practices()
    if filters.council is not None:
        found = found.filter(council=filters.council)
    if filters.year is not None:
        found = found.filter(starts_on__year__lte=filters.year, ends_on__year__gte=filters.year)
    found = found.filter(all_words(filters.words, "institution", "field"))
    return keyset_page(found, order=PRACTICE_ORDER, cursor=cursor, per_page=PER_PAGE)


def practice_councils() -> list[Council]:
    wanted = Practice.objects.public().values("council")
    return list(Council.objects.filter(pk__in=wanted).order_by("name", "pk"))


def of_council(council: Council) -> tuple[list[Premises], list[Practice]]:
    """What is offered by the council itself or by the body at which it was formed, and its
    practice; two queries."""
    offered_by = [pk for pk in (council.pk, council.parent_id) if pk is not None]
    premises = Premises.objects.public().filter(body__in=offered_by).order_by(*PREMISES_ORDER)
    practices = Practice.objects.public().filter(council=council).order_by(*PRACTICE_ORDER)
    return list(premises[:RECENT]), list(practices[:RECENT])


def last_premises_change() -> dt.datetime | None:
    return _last(Premises.objects.public())


def last_practice_change() -> dt.datetime | None:
    return _last(Practice.objects.public())


def _last(rows: QuerySet[Any]) -> dt.datetime | None:
    return rows.aggregate(at=Max("last_published_at"))["at"]  # type: ignore[no-any-return]
