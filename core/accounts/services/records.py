"""Verbs on a member's record: excused absences, and the member's own notes."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from core.accounts.errors import CouncilError, CouncilProblem
from core.accounts.events import (
    ABSENCE_CANCELLED_KIND,
    ABSENCE_NOTED_KIND,
    NOTE_HIDDEN_KIND,
    NOTE_WRITTEN_KIND,
    CouncilActed,
    council_acted,
)
from core.accounts.models import Absence, MemberNote, Membership, User
from core.rules import selectors as rules

MOST_WORDS = 2000


@transaction.atomic
def note_absence(
    *,
    actor: User | None,
    membership: Membership,
    starts_on: dt.date,
    ends_on: dt.date,
    ground: str,
    now: dt.datetime,
) -> Absence:
    """Excuses a member for some days (both included); the ground is not public.

    Raises CouncilError (dates_backwards, no_ground, absence_outside_term, absence_twice).
    """
    current = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if ends_on < starts_on:
        raise CouncilError(CouncilProblem.DATES_BACKWARDS)
    if not ground.strip():
        raise CouncilError(CouncilProblem.NO_GROUND)
    if not (current.term.covers(starts_on) and current.term.covers(ends_on)):
        raise CouncilError(CouncilProblem.ABSENCE_OUTSIDE_TERM)
    standing = current.absences.standing()
    if standing.filter(starts_on__lte=ends_on, ends_on__gte=starts_on).exists():
        raise CouncilError(CouncilProblem.ABSENCE_TWICE)
    absence = Absence.objects.create(
        membership=current,
        starts_on=starts_on,
        ends_on=ends_on,
        ground=ground.strip(),
        noted_at=now,
        noted_by=actor,
    )
    body: dict[str, int | str] = {
        "body": current.body_id,
        "absence": absence.pk,
        "starts_on": starts_on.isoformat(),
        "ends_on": ends_on.isoformat(),
    }
    _act(ABSENCE_NOTED_KIND, current, body, now)
    return absence


@transaction.atomic
def cancel_absence(*, actor: User | None, absence: Absence, now: dt.datetime) -> Absence:
    """Takes an excused absence back. Raises CouncilError (absence_cancelled)."""
    current = Absence.objects.select_for_update(of=("self",)).get(pk=absence.pk)
    if current.cancelled_at is not None:
        raise CouncilError(CouncilProblem.ABSENCE_CANCELLED)
    current.cancelled_at = now
    current.save(update_fields=["cancelled_at"])
    body = {"body": current.membership.body_id, "absence": current.pk}
    _act(ABSENCE_CANCELLED_KIND, current.membership, body, now)
    return current


@transaction.atomic
def write_note(*, actor: User, membership: Membership, text: str, now: dt.datetime) -> MemberNote:
    """Publishes, beside a member's record, what the member says of the own work.

    Raises CouncilError (not_own_record, membership_over, no_text, too_long).
    """
    current = Membership.objects.select_for_update(of=("self",)).get(pk=membership.pk)
    if current.user_id != actor.pk:
        raise CouncilError(CouncilProblem.NOT_OWN_RECORD)
    if current.ended_at is not None or not current.term.covers(timezone.localdate(now)):
        raise CouncilError(CouncilProblem.MEMBERSHIP_OVER)
    text = text.strip()
    if not text:
        raise CouncilError(CouncilProblem.NO_TEXT)
    if len(text) > MOST_WORDS:
        raise CouncilError(CouncilProblem.TOO_LONG)
    note = MemberNote.objects.create(membership=current, text=text, written_at=now)
    _act(NOTE_WRITTEN_KIND, current, {"body": current.body_id, "note": note.pk}, now)
    return note


@transaction.atomic
def hide_note(
    *, actor: User | None, note: MemberNote, ground_code: str, now: dt.datetime
) -> MemberNote:
    """Hides a note on a ground of the closed list; a stub with the ground stays public.

    Raises CouncilError (hidden_already, unknown_ground).
    """
    current = MemberNote.objects.select_for_update(of=("self",)).get(pk=note.pk)
    if current.hidden_at is not None:
        raise CouncilError(CouncilProblem.HIDDEN_ALREADY)
    grounds = rules.moderation_grounds(timezone.localdate(now))
    if ground_code not in {ground.code for ground in grounds}:
        raise CouncilError(CouncilProblem.UNKNOWN_GROUND)
    current.hidden_at, current.hidden_ground, current.hidden_by = now, ground_code, actor
    current.save(update_fields=["hidden_at", "hidden_ground", "hidden_by"])
    body: dict[str, int | str] = {
        "body": current.membership.body_id,
        "note": current.pk,
        "ground": ground_code,
    }
    _act(NOTE_HIDDEN_KIND, current.membership, body, now)
    return current


def _act(
    kind: str, membership: Membership, body: Mapping[str, int | str], now: dt.datetime
) -> None:
    event = CouncilActed(kind=kind, subject=("membership", membership.pk), body=body, at=now)
    council_acted.send(sender=CouncilActed, event=event)
