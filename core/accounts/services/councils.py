"""Verbs on councils: the card, and a new composition."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from core.accounts.domain.composition import Term
from core.accounts.domain.members import CardData, CompositionData
from core.accounts.errors import CouncilError, CouncilProblem
from core.accounts.events import (
    COMPOSITION_RENEWED_KIND,
    COUNCIL_DESCRIBED_KIND,
    CouncilActed,
    council_acted,
)
from core.accounts.models import Council, CouncilTerm, Membership, MembershipRole, User
from core.accounts.models.bodies import COUNCIL_ROLES
from core.accounts.services.members import check_elsewhere, close, locked, note_change


@transaction.atomic
def describe_council(
    *, actor: User | None, council: Council, data: CardData, now: dt.datetime
) -> Council:
    """Changes the card of a council. Raises CouncilError (no_seats, bad_quorum, dates_backwards,
    fewer_seats)."""
    council = locked(council)
    if data.seats < 1:
        raise CouncilError(CouncilProblem.NO_SEATS)
    if not 0 <= data.quorum_percent < 100:
        raise CouncilError(CouncilProblem.BAD_QUORUM)
    if data.formed_on and data.term_ends_on and data.term_ends_on < data.formed_on:
        raise CouncilError(CouncilProblem.DATES_BACKWARDS)
    if data.seats < _people(council, timezone.localdate(now)):
        raise CouncilError(CouncilProblem.FEWER_SEATS)
    council.formation_act = data.formation_act.strip()
    council.formed_on, council.term_ends_on = data.formed_on, data.term_ends_on
    council.seats, council.quorum_percent = data.seats, data.quorum_percent
    council.email, council.about = data.email.strip(), data.about.strip()
    council.save()
    share = council.quorum_percent
    body = {"seats": council.seats, "quorum_percent": share, **_dates(council)}
    _note(COUNCIL_DESCRIBED_KIND, council, body, now)
    return council


@transaction.atomic
def renew_composition(
    *,
    actor: User | None,
    council: Council,
    data: CompositionData,
    staying: Collection[int],
    reason: str,
    now: dt.datetime,
) -> Council:
    """Begins a new composition: all memberships end on the day before it, those in `staying` (ids
    of memberships) begin anew; the former composition stays in the record of the council. Who was
    entered from that day on or later belongs to the new composition already.

    `reason` is what stands as the end of the old memberships. Raises CouncilError (no_act,
    no_seats, no_reason, dates_backwards, not_later, end_in_future, no_seat, no_secretary,
    other_council).
    """
    council = locked(council)
    kept = Membership.objects.kept().filter(body=council, role__in=COUNCIL_ROLES)
    early = [each for each in kept if each.term.first >= data.formed_on]
    old = [each for each in kept if each.term.first < data.formed_on]
    stay = [each for each in old if each.pk in set(staying)]
    _check_renewal(council, data, [*stay, *early], reason, timezone.localdate(now))
    last_day = data.formed_on - dt.timedelta(days=1)
    CouncilTerm.objects.create(
        council=council,
        formed_on=council.formed_on,
        ended_on=last_day,
        formation_act=council.formation_act,
        seats=council.seats,
    )
    for membership in old:
        close(membership, reason=reason.strip(), ended_on=last_day, now=now)
    council.formation_act = data.formation_act.strip()
    council.formed_on, council.term_ends_on = data.formed_on, data.term_ends_on
    council.seats = data.seats
    council.save()
    for membership in stay:
        check_elsewhere(membership.user_id, council, Term(data.formed_on, data.term_ends_on))
        note_change(_anew(membership, data), now)
    body = {"seats": council.seats, "members": len(stay), **_dates(council)}
    _note(COMPOSITION_RENEWED_KIND, council, body, now)
    return council


def _check_renewal(
    council: Council,
    data: CompositionData,
    staying: list[Membership],
    reason: str,
    today: dt.date,
) -> None:
    for is_wrong, code in (
        (not data.formation_act.strip(), CouncilProblem.NO_ACT),
        (data.seats < 1, CouncilProblem.NO_SEATS),
        (not reason.strip(), CouncilProblem.NO_REASON),
        (data.term_ends_on < data.formed_on, CouncilProblem.DATES_BACKWARDS),
        (
            council.formed_on is not None and data.formed_on <= council.formed_on,
            CouncilProblem.NOT_LATER,
        ),
        (data.formed_on > today, CouncilProblem.END_IN_FUTURE),
        (len({each.user_id for each in staying}) > data.seats, CouncilProblem.NO_SEAT),
        (
            all(each.role != MembershipRole.SECRETARY for each in staying),
            CouncilProblem.NO_SECRETARY,
        ),
    ):
        if is_wrong:
            raise CouncilError(code)


def _anew(membership: Membership, data: CompositionData) -> Membership:
    return Membership.objects.create(
        user_id=membership.user_id,
        body_id=membership.body_id,
        role=membership.role,
        post=membership.post,
        nominated_by=membership.nominated_by,
        starts_on=data.formed_on,
        ends_on=data.term_ends_on,
    )


def _people(council: Council, today: dt.date) -> int:
    members = Membership.objects.filter(body=council, role__in=COUNCIL_ROLES).active(today)
    return members.order_by().values("user").distinct().count()


def _dates(council: Council) -> dict[str, int | str]:
    return {
        name: day.isoformat()
        for name, day in (("formed_on", council.formed_on), ("term_ends_on", council.term_ends_on))
        if day is not None
    }


def _note(kind: str, council: Council, body: dict[str, int | str], now: dt.datetime) -> None:
    event = CouncilActed(kind=kind, subject=("body", council.pk), body=body, at=now)
    council_acted.send(sender=CouncilActed, event=event)
