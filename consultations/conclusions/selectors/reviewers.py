"""Who may decide objections to answers, and who does."""

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from consultations.conclusions.models import Reviewer
from consultations.expertise.ports import conflicted_in
from consultations.process.models import Consultation, Referral
from core.accounts.models import Membership, MembershipRole, User
from core.accounts.models.bodies import COUNCIL_ROLES


@dataclass(frozen=True, slots=True)
class Candidate:
    """A member who may be named. `council_id`: through which council."""

    user: User
    council_id: int
    council: str

    def __str__(self) -> str:
        return f"{self.user} – {self.council}"


def candidates(
    consultation: Consultation, *, now: dt.datetime, only: Collection[int] | None = None
) -> list[Candidate]:
    """Members of the organiser and of the councils that were asked, by council and name, without
    those who have declared a conflict of interest and without the committee's staff (on the last
    day of their work as well); four queries at most. `only`: ids of users that are of interest."""
    referrals = Referral.objects.live().filter(consultation=consultation)
    asked = dict(referrals.values_list("pk", "council_id"))
    bodies = {consultation.organiser_id, *asked.values()}
    staff = Membership.objects.active(timezone.localdate(now)).filter(
        body=consultation.responder_id, role=MembershipRole.CLERK
    )
    excluded = {*conflicted_in(asked), *staff.values_list("user_id", flat=True)}
    members = Membership.objects.held(now).filter(
        Q(body__in=bodies), role__in=COUNCIL_ROLES, user__is_active=True
    )
    if only is not None:
        members = members.filter(user__in=list(only))
    found: dict[int, Candidate] = {}
    # The organiser's own members first: who sits in two councils decides for the organiser.
    rows = members.exclude(user__in=excluded).select_related("user", "body")
    for row in sorted(rows, key=lambda row: row.body_id != consultation.organiser_id):
        found.setdefault(row.user_id, Candidate(row.user, row.body_id, str(row.body)))
    return sorted(found.values(), key=lambda one: (one.council, str(one.user)))


def may_review(consultation: Consultation, user: User, *, now: dt.datetime) -> bool:
    """Whether this person may decide objections here now."""
    return bool(candidates(consultation, now=now, only=[user.pk]))


def reviewers(consultation: Consultation) -> list[Reviewer]:
    """Those who are named, with `open_count`; one query."""
    named = Reviewer.objects.standing().filter(consultation=consultation).with_open_count()
    return list(named.select_related("user", "council").order_by("named_at", "pk"))
