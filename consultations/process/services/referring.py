"""Sending a bill to councils for public expertise, and taking it up without being asked."""

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone

from consultations.process import mail, terms
from consultations.process.domain.lifecycle import GivenTerm, Phase
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.events import (
    REFERRAL_SENT_KIND,
    REFERRAL_TAKEN_UP_KIND,
    ReferralSent,
    ReferralTakenUp,
    referral_sent,
    referral_taken_up,
)
from consultations.process.models import Consultation, Referral, ReferralStatus
from core.accounts.models import Council, User
from core.accounts.models.bodies import CONTROL_SUBJECTS
from core.journal import services as journal

_REFERRABLE = (Phase.ANNOUNCED, Phase.OPEN)


@transaction.atomic
def refer_to_council(
    *,
    actor: User | None,
    consultation: Consultation,
    council: Council,
    due_on: dt.date | None = None,
    term: GivenTerm | None = None,
    now: dt.datetime,
) -> Referral:
    """Sends the bill to a council for public expertise, with a letter to it and its secretaries.

    The last day is `due_on`, or follows from `term`, counted from today by the calendar of working
    days; without both it follows from the rules. It lies between today and the last day of the
    window. Raises ProcessError (no_opinion_here, not_referrable_now, not_control_subject,
    already_referred, due_outside_window, bad_term, no_calendar).
    """
    today = timezone.localdate(now)
    current = _referrable(consultation, council, now)
    day, how = _due(current, due_on, term, today)
    referral = _create(
        current, council, day, sent_at=now, sent_by=actor, status=ReferralStatus.SENT, **how
    )
    journal.record(
        kind=REFERRAL_SENT_KIND,
        subject_type="consultation",
        subject_id=current.pk,
        body={"referral": referral.pk, "council": council.pk, "due_on": day.isoformat()},
        at=now,
        actor_role="clerk" if actor else "",
    )
    referral_sent.send(sender=ReferralSent, event=ReferralSent(referral_id=referral.pk))
    mail.tell_council(referral, occasion="referral")
    return referral


@transaction.atomic
def refer_to_councils(
    *,
    actor: User | None,
    consultation: Consultation,
    councils: Iterable[Council],
    due_on: dt.date | None = None,
    term: GivenTerm | None = None,
    now: dt.datetime,
) -> list[Referral]:
    """`refer_to_council` for several councils: all of them or, if one is refused, none."""
    return [
        refer_to_council(
            actor=actor,
            consultation=consultation,
            council=council,
            due_on=due_on,
            term=term,
            now=now,
        )
        for council in councils
    ]


@transaction.atomic
def take_up(
    *, actor: User | None, consultation: Consultation, council: Council, now: dt.datetime
) -> Referral:
    """A council organises its own expertise of the bill without being asked (212-FZ, art. 9): it is
    accepted at once and due when the rules say. The responsible committee is told.

    Raises ProcessError (no_opinion_here, not_referrable_now, not_control_subject,
    already_referred).
    """
    current = _referrable(consultation, council, now)
    day, how = _due(current, None, None, timezone.localdate(now))
    referral = _create(
        current,
        council,
        day,
        own_initiative=True,
        status=ReferralStatus.ACCEPTED,
        sent_at=now,
        sent_by=actor,
        accepted_at=now,
        **how,
    )
    journal.record(
        kind=REFERRAL_TAKEN_UP_KIND,
        subject_type="consultation",
        subject_id=current.pk,
        body={"referral": referral.pk, "council": council.pk, "due_on": day.isoformat()},
        at=now,
        actor_role="secretary" if actor else "",
    )
    event = ReferralTakenUp(referral_id=referral.pk)
    referral_taken_up.send(sender=ReferralTakenUp, event=event)
    mail.tell_sender(referral, occasion="referral-taken-up")
    return referral


def _referrable(consultation: Consultation, council: Council, now: dt.datetime) -> Consultation:
    """The consultation, locked, if the council may be asked now."""
    current = Consultation.objects.locked().get(pk=consultation.pk)
    if current.is_control:
        raise ProcessError(ProcessProblem.NO_OPINION_HERE)
    if current.phase_at(now) not in _REFERRABLE:
        raise ProcessError(ProcessProblem.NOT_REFERRABLE_NOW)
    if council.kind not in CONTROL_SUBJECTS:
        raise ProcessError(ProcessProblem.NOT_CONTROL_SUBJECT)
    if current.referrals.live().filter(council=council).exists():
        raise ProcessError(ProcessProblem.ALREADY_REFERRED)
    return current


def _due(
    consultation: Consultation, due_on: dt.date | None, term: GivenTerm | None, today: dt.date
) -> tuple[dt.date, Mapping[str, Any]]:
    """The last day, and how it was set."""
    how: Mapping[str, Any] = {}
    if term is not None:
        due_on = terms.end_of(term, today)
        how = {"term_amount": term.amount, "term_unit": term.unit}
    elif due_on is None:
        due_on = terms.referral_due(consultation, today)
        how = {"term_rule": terms.BEFORE_CLOSING}
    if not today <= due_on <= consultation.closes_on:
        raise ProcessError(ProcessProblem.DUE_OUTSIDE_WINDOW)
    return due_on, how


def _create(consultation: Consultation, council: Council, day: dt.date, **values: Any) -> Referral:
    try:
        with transaction.atomic():
            return Referral.objects.create(
                consultation=consultation, council=council, due_on=day, **values
            )
    except IntegrityError as error:  # somebody else in the same moment
        if consultation.referrals.live().filter(council=council).exists():
            raise ProcessError(ProcessProblem.ALREADY_REFERRED) from error
        raise
