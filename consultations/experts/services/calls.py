"""Verbs on open calls: a council announces, people apply, the secretary decides each."""

import datetime as dt
from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from consultations.experts import mail
from consultations.experts.contacts import public_contact
from consultations.experts.domain.data import CandidacyData
from consultations.experts.errors import ExpertsError, ExpertsProblem
from consultations.experts.events import (
    CALL_ANNOUNCED_KIND,
    CANDIDACY_DECIDED_KIND,
    CANDIDACY_FILED_KIND,
    CallAnnounced,
    call_announced,
)
from consultations.experts.models import Candidacy, Capacity, Decision, Knowledge, OpenCall
from consultations.experts.services.appointments import (
    appoint,
    open_referral,
    unconcluded_referral,
)
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Referral, ReferralStatus
from core.accounts.models import User
from core.journal import services as journal
from core.rules.domain.calendar import window


@transaction.atomic
def announce_call(
    *,
    actor: User | None,
    referral: Referral,
    requirements: str,
    knowledge: Collection[int],
    closes_on: dt.date,
    now: dt.datetime,
) -> OpenCall:
    """Announces that a council looks for experts; those of the register who know the fields get a
    letter. `closes_on` is the last local day, not later than the window of the event.

    Raises ExpertsError (concluded, referral_over, not_callable_now, no_requirements,
    no_knowledge, dates_backwards, after_window).
    """
    current = open_referral(referral.pk, now)
    event, today = current.consultation, timezone.localdate(now)
    if event.phase_at(now) is Phase.ANSWERING or current.status == ReferralStatus.ANSWERED:
        raise ExpertsError(ExpertsProblem.NOT_CALLABLE_NOW)
    fields = list(Knowledge.objects.filter(pk__in=knowledge))
    for is_wrong, code in (
        (not requirements.strip(), ExpertsProblem.NO_REQUIREMENTS),
        (not fields, ExpertsProblem.NO_KNOWLEDGE),
        (closes_on < today, ExpertsProblem.DATES_BACKWARDS),
        (closes_on > event.closes_on, ExpertsProblem.AFTER_WINDOW),
    ):
        if is_wrong:
            raise ExpertsError(code)
    _opens_at, closes_at = window(today, closes_on, timezone.get_default_timezone())
    call = OpenCall.objects.create(
        referral=current,
        requirements=requirements.strip(),
        closes_on=closes_on,
        closes_at=closes_at,
        announced_at=now,
        announced_by=actor,
    )
    call.knowledge.set(fields)
    body = {"referral": current.pk, "closes_on": closes_on.isoformat()}
    _note(CALL_ANNOUNCED_KIND, call, body, now, "secretary" if actor else "")
    call_announced.send(sender=CallAnnounced, event=CallAnnounced(call.pk))
    mail.tell_experts(call)
    return call


@transaction.atomic
def apply_to_call(
    *, actor: User, call: OpenCall, data: CandidacyData, now: dt.datetime
) -> Candidacy:
    """Anybody who has signed in applies, in the register or not. A declared conflict of interest
    is taken, and bars the acceptance.

    Raises ExpertsError (call_over, applied_already, no_motivation, no_statement, no_name,
    no_consent, no_consent_text).
    """
    current = OpenCall.objects.with_places().select_for_update(of=("self",)).get(pk=call.pk)
    if not current.is_open_at(now):
        raise ExpertsError(ExpertsProblem.CALL_OVER)
    if current.candidacies.filter(user=actor).exists():
        raise ExpertsError(ExpertsProblem.APPLIED_ALREADY)
    if not data.motivation.strip():
        raise ExpertsError(ExpertsProblem.NO_MOTIVATION)
    if not data.conflict.strip():
        raise ExpertsError(ExpertsProblem.NO_STATEMENT)
    candidacy = Candidacy.objects.create(
        call=current,
        user=actor,
        contact=public_contact(
            user=actor, full_name=data.full_name, consents=data.consents, now=now
        ),
        motivation=data.motivation.strip(),
        has_conflict=data.has_conflict,
        conflict=data.conflict.strip(),
        submitted_at=now,
    )
    _note(CANDIDACY_FILED_KIND, current, {"candidacy": candidacy.pk}, now, "citizen")
    mail.tell_council_of_candidacy(candidacy)
    return candidacy


@transaction.atomic
def decide_candidacy(
    *, actor: User | None, candidacy: Candidacy, accept: bool, reason: str, now: dt.datetime
) -> Candidacy:
    """Accepts an application, which is then an appointment, or declines it; the person gets the
    reason by letter.

    Raises ExpertsError (concluded, decided_already, no_reason, conflict, referral_over,
    appointed_already, is_member).
    """
    unconcluded_referral(candidacy.call.referral_id, now)
    rows = Candidacy.objects.select_related("call__referral__council", "user", "contact")
    current = rows.select_for_update(of=("self",)).get(pk=candidacy.pk)
    if not current.is_waiting:
        raise ExpertsError(ExpertsProblem.DECIDED_ALREADY)
    if not reason.strip():
        raise ExpertsError(ExpertsProblem.NO_REASON)
    if accept and current.has_conflict:
        raise ExpertsError(ExpertsProblem.CONFLICT)
    if accept:
        current.appointment = appoint(
            actor=actor,
            referral=current.call.referral,
            user=current.user,
            capacity=Capacity.EXPERT,
            conflict=current.conflict,
            now=now,
        )
    current.state = Decision.ACCEPTED if accept else Decision.DECLINED
    current.reason, current.decided_at, current.decided_by = reason.strip(), now, actor
    current.save()
    body = {"candidacy": current.pk, "state": str(current.state)}
    _note(CANDIDACY_DECIDED_KIND, current.call, body, now, "secretary" if actor else "")
    mail.tell_candidate(current)
    return current


def _note(kind: str, call: OpenCall, body: dict[str, object], now: dt.datetime, role: str) -> None:
    journal.record(
        kind=kind, subject_type="call", subject_id=call.pk, body=body, at=now, actor_role=role
    )
