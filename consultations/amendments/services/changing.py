"""Amendments in the tables are edited, decided on and withdrawn."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.db.models import F

from consultations.amendments.errors import AmendmentsError, AmendmentsProblem
from consultations.amendments.models import Amendment
from consultations.amendments.services.words import (
    MAX_TEXT,
    AmendmentData,
    checked_decision,
    lock,
    write,
)
from consultations.conclusions.models import Answer
from consultations.process.models import Consultation
from core.accounts.models import User


@transaction.atomic
def edit_amendment(
    *,
    actor: User | None,
    amendment: Amendment,
    data: AmendmentData,
    seen_version: int,
    now: dt.datetime,
) -> Amendment:
    """Saves other words; whoever saves has looked at the present answer of the group. Raises
    AmendmentsError (role_over, withdrawn, stale, and what add_amendment raises of the words)."""
    lock(amendment.consultation, actor, now)
    current = _current(amendment, seen_version)
    write(current, data)
    if current.group_id is not None:
        answer = Answer.objects.current().filter(group=current.group_id).first()
        current.answer = answer or current.answer
    current.version += 1
    current.save()
    return current


@transaction.atomic
def decide_amendments(
    *,
    actor: User | None,
    consultation: Consultation,
    versions: Mapping[int, int],
    decision: str,
    reason: str,
    now: dt.datetime,
) -> int:
    """Writes one decision of the committee for several amendments: id → the version that was seen.

    Returns how many there are. Raises AmendmentsError (role_over, nothing_chosen,
    unknown_decision, no_reason, too_long, stale); nothing is written then.
    """
    reason = reason.strip()
    checked_decision(decision, reason)
    if not versions:
        raise AmendmentsError(AmendmentsProblem.NOTHING_CHOSEN)
    locked = lock(consultation, actor, now)
    found = Amendment.objects.live().filter(consultation=locked, pk__in=versions)
    if dict(found.values_list("pk", "version")) != dict(versions):
        raise AmendmentsError(AmendmentsProblem.STALE)
    return found.update(decision=decision, reason=reason, version=F("version") + 1)


@transaction.atomic
def withdraw_amendment(
    *, actor: User | None, amendment: Amendment, reason: str, now: dt.datetime
) -> Amendment:
    """Takes an amendment out of the tables; it stays in the database and in published editions.
    Raises AmendmentsError (role_over, no_reason, too_long, withdrawn)."""
    reason = reason.strip()
    if not reason:
        raise AmendmentsError(AmendmentsProblem.NO_REASON)
    if len(reason) > MAX_TEXT:
        raise AmendmentsError(AmendmentsProblem.TOO_LONG)
    lock(amendment.consultation, actor, now)
    current = _current(amendment)
    current.withdrawn_at, current.withdrawn_reason = now, reason
    current.version += 1
    current.save(update_fields=["withdrawn_at", "withdrawn_reason", "version"])
    return current


def _current(amendment: Amendment, seen_version: int | None = None) -> Amendment:
    current = Amendment.objects.select_for_update().get(pk=amendment.pk)
    if current.withdrawn_at is not None:
        raise AmendmentsError(AmendmentsProblem.WITHDRAWN)
    if seen_version is not None and current.version != seen_version:
        raise AmendmentsError(AmendmentsProblem.STALE)
    return current
