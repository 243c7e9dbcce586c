"""The list of answers of one event: what is in which state, and whose it is."""

import datetime as dt
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import Count, Q, QuerySet

from consultations.conclusions.models import ArgumentGroup
from consultations.process.models import Consultation
from core.accounts.models import Membership, MembershipRole, User
from core.web.paging import Page, keyset_page

ORDER: Final = ("position", "pk")
_OPEN: Final = Q(is_open=True)
# A published answer that is being revised is a draft and published at once.
_STATES: Final = {
    "": _OPEN,
    "none": _OPEN & Q(draft=None),
    "draft": Q(draft__isnull=False, draft__agreement=None),
    "agreed": Q(draft__agreement__isnull=False),
    "answered": Q(is_open=False),
    "all": Q(),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which groups are shown. `state`: waiting for a published answer (empty), none (nothing
    written), draft, agreed, answered or all; `kind`: proposals, remarks, recommendations or all
    (empty); `people`: one, many or any number (empty); `on`: id of a provision, «whole» for the
    bill as a whole, or everything (empty); `objections`: any, contested, or with and without
    (empty); `assignee`: id of a colleague, «nobody» or anybody (empty)."""

    state: str = ""
    kind: str = ""
    people: str = ""
    on: str = ""
    objections: str = ""
    assignee: str = ""


@dataclass(frozen=True, slots=True)
class Work:
    """How many groups are assigned to somebody (None: to nobody), and how far they are."""

    person: User | None
    total: int
    untouched: int
    drafted: int
    agreed: int
    answered: int


def matching(consultation: Consultation, wanted: Wanted) -> QuerySet[ArgumentGroup]:
    """The groups that fit."""
    groups: Any = ArgumentGroup.objects.filter(consultation=consultation).answerable()
    groups = groups.filter(_STATES[wanted.state])
    if wanted.kind == "proposals":
        groups = groups.with_comments()
    elif wanted.kind == "recommendations":
        groups = groups.with_recommendations()
    elif wanted.kind:
        groups = groups.with_remarks()
    if wanted.people:
        groups = groups.filter(size__gt=1) if wanted.people == "many" else groups.filter(size=1)
    if wanted.on:
        groups = groups.filter(provision_id=None if wanted.on == "whole" else int(wanted.on))
    if wanted.assignee:
        nobody = wanted.assignee == "nobody"
        groups = groups.filter(assignee_id=None if nobody else int(wanted.assignee))
    return _objected(groups, wanted.objections)


def _objected(groups: Any, objections: str) -> Any:
    """By objections of authors to answers: upheld and not answered since, or still to be decided
    as well."""
    if objections == "contested":
        return groups.filter(is_contested=True)
    return groups.with_objections() if objections == "any" else groups


def groups_page(
    consultation: Consultation, wanted: Wanted, *, cursor: str | None, per_page: int
) -> Page[ArgumentGroup]:
    """Groups in the order of the text; three queries."""
    groups = matching(consultation, wanted).with_work().with_items()
    return keyset_page(groups, order=ORDER, cursor=cursor, per_page=per_page)


def state_counts(consultation: Consultation) -> dict[str, int]:
    """How many groups are in each state; one query."""
    groups = ArgumentGroup.objects.filter(consultation=consultation).answerable()
    # Names of their own: «draft» is a relation of the group.
    counts = {f"n_{state}": Count("pk", filter=q) for state, q in _STATES.items() if q}
    found = groups.aggregate(n_all=Count("pk"), **counts)
    return {state: found[f"n_{state}"] for state in _STATES}


def staff(consultation: Consultation, on: dt.date) -> list[User]:
    """Who works for the responsible committee on that day, by name; one query."""
    places = Membership.objects.active(on).filter(
        body=consultation.responder_id, role=MembershipRole.CLERK
    )
    people = User.objects.filter(pk__in=places.values("user"), is_active=True)
    return list(people.order_by("full_name", "pk"))


def work_by_person(consultation: Consultation, people: list[User]) -> list[Work]:
    """Of each colleague in the order given, of those who work here no more but have groups, and of
    nobody at the end; one query, two with people of an earlier time."""
    groups = ArgumentGroup.objects.filter(consultation=consultation).answerable()
    states = {"untouched": "none", "drafted": "draft", "agreed": "agreed", "answered": "answered"}
    rows: Any = (
        groups.order_by()
        .values("assignee")
        .annotate(
            total=Count("pk"),
            **{name: Count("pk", filter=_STATES[state]) for name, state in states.items()},
        )
    )
    found: dict[int | None, dict[str, int]] = {row.pop("assignee"): row for row in rows}
    missing = set(found) - {person.pk for person in people} - {None}
    former = list(User.objects.filter(pk__in=missing).order_by("full_name")) if missing else []
    zero = dict.fromkeys(("total", *states), 0)
    work = [Work(person=person, **found.get(person.pk, zero)) for person in [*people, *former]]
    return [*work, Work(person=None, **found[None])] if None in found else work
