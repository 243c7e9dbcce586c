"""Who of the committee's staff works on which answers."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction

from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem
from consultations.conclusions.models import ArgumentGroup
from consultations.conclusions.services.groups import lock
from consultations.process.models import Consultation
from core.accounts.models import Membership, MembershipRole, User


@transaction.atomic
def assign_groups(
    *,
    actor: User | None,
    consultation: Consultation,
    groups: Collection[int],
    assignee: User | None,
    now: dt.datetime,
) -> int:
    """Gives groups (by id) to a colleague, or to nobody; returns how many have changed hands.

    Raises ConclusionsError (nothing_chosen, not_staff).
    """
    if not groups:
        raise ConclusionsError(ConclusionsProblem.NOTHING_CHOSEN)
    locked = lock(consultation.pk)
    if assignee is not None and not _works_for(locked, assignee, now):
        raise ConclusionsError(ConclusionsProblem.NOT_STAFF)
    found = ArgumentGroup.objects.filter(consultation=locked, pk__in=groups)
    changing = (
        found.filter(assignee__isnull=False)
        if assignee is None
        else found.exclude(assignee=assignee)
    )
    return changing.update(assignee=assignee)


def _works_for(consultation: Consultation, person: User, now: dt.datetime) -> bool:
    places = Membership.objects.held(now).filter(user=person, role=MembershipRole.CLERK)
    return places.filter(body=consultation.responder_id).exists()
