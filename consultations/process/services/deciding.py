"""What becomes of a referral before there is an opinion: accepted, declined, withdrawn."""

import datetime as dt
import hashlib
from collections.abc import Collection
from typing import Final

from django.db import transaction

from consultations.process import mail
from consultations.process.errors import ProcessError, ProcessProblem
from consultations.process.events import (
    REFERRAL_ACCEPTED_KIND,
    REFERRAL_DECLINED_KIND,
    REFERRAL_WITHDRAWN_KIND,
    ReferralAccepted,
    ReferralDeclined,
    ReferralWithdrawn,
    referral_accepted,
    referral_declined,
    referral_withdrawn,
)
from consultations.process.models import (
    Consultation,
    ConsultationStatus,
    Referral,
    ReferralStatus,
)
from core.accounts.models import User
from core.journal import services as journal

MAX_REASON: Final = 2000


@transaction.atomic
def accept_referral(*, actor: User | None, referral: Referral, now: dt.datetime) -> Referral:
    """The council takes the bill into work, were it late; the sender is told.

    Raises ProcessError (already_decided, concluded, before_sent).
    """
    current = _locked(referral, now, (ReferralStatus.SENT,))
    current.status = ReferralStatus.ACCEPTED
    current.accepted_at = now
    current.decided_by = actor
    current.save(update_fields=["status", "accepted_at", "decided_by"])
    _note(current, REFERRAL_ACCEPTED_KIND, now, "secretary" if actor else "")
    event = ReferralAccepted(referral_id=current.pk)
    referral_accepted.send(sender=ReferralAccepted, event=event)
    mail.tell_sender(current, occasion="referral-accepted")
    return current


@transaction.atomic
def decline_referral(
    *, actor: User | None, referral: Referral, reason: str, now: dt.datetime
) -> Referral:
    """The council will give no opinion and says why, in public; the sender is told. What was
    accepted may be declined too, while there is no opinion; what the council took up itself is
    withdrawn instead.

    Raises ProcessError (no_reason, reason_too_long, already_decided, own_initiative, concluded,
    before_sent).
    """
    reason = _checked(reason)
    current = _locked(referral, now, (ReferralStatus.SENT, ReferralStatus.ACCEPTED))
    if current.own_initiative:
        raise ProcessError(ProcessProblem.OWN_INITIATIVE)
    _close(current, ReferralStatus.DECLINED, reason, actor, now)
    _note(current, REFERRAL_DECLINED_KIND, now, "secretary" if actor else "")
    event = ReferralDeclined(referral_id=current.pk)
    referral_declined.send(sender=ReferralDeclined, event=event)
    mail.tell_sender(current, occasion="referral-declined")
    return current


@transaction.atomic
def withdraw_referral(
    *, actor: User | None, referral: Referral, reason: str, now: dt.datetime
) -> Referral:
    """Its sender takes the referral back and says why, in public; the council is told (or, if the
    council was its own sender, the committee).

    Raises ProcessError (no_reason, reason_too_long, already_decided, concluded, before_sent).
    """
    reason = _checked(reason)
    current = _locked(referral, now, (ReferralStatus.SENT, ReferralStatus.ACCEPTED))
    _close(current, ReferralStatus.WITHDRAWN, reason, actor, now)
    role = "secretary" if current.own_initiative else "clerk"
    _note(current, REFERRAL_WITHDRAWN_KIND, now, role if actor else "")
    event = ReferralWithdrawn(referral_id=current.pk)
    referral_withdrawn.send(sender=ReferralWithdrawn, event=event)
    if current.own_initiative:
        mail.tell_sender(current, occasion="referral-given-up")
    else:
        mail.tell_council(current, occasion="referral-withdrawn")
    return current


def _locked(referral: Referral, now: dt.datetime, fitting: Collection[ReferralStatus]) -> Referral:
    """The referral, locked after its consultation, if it is in one of the fitting states."""
    consultation = Consultation.objects.locked().get(pk=referral.consultation_id)
    current = (
        Referral.objects.select_for_update(of=("self",))
        .select_related("council", "consultation__version__bill", "consultation__responder")
        .get(pk=referral.pk)
    )
    if consultation.status == ConsultationStatus.CONCLUDED:
        raise ProcessError(ProcessProblem.CONCLUDED)
    if current.status not in fitting:
        raise ProcessError(ProcessProblem.ALREADY_DECIDED)
    if now < current.sent_at:
        raise ProcessError(ProcessProblem.BEFORE_SENT)
    return current


def _checked(reason: str) -> str:
    reason = reason.strip()
    if not reason:
        raise ProcessError(ProcessProblem.NO_REASON)
    if len(reason) > MAX_REASON:
        raise ProcessError(ProcessProblem.REASON_TOO_LONG)
    return reason


def _close(
    referral: Referral, status: ReferralStatus, reason: str, actor: User | None, now: dt.datetime
) -> None:
    referral.status = status
    referral.reason = reason
    referral.closed_at = now
    referral.decided_by = actor
    referral.save(update_fields=["status", "reason", "closed_at", "decided_by"])


def _note(referral: Referral, kind: str, now: dt.datetime, role: str) -> None:
    """The reason itself stands on the public page; the journal keeps its imprint."""
    body = {"referral": referral.pk, "council": referral.council_id}
    if referral.reason:
        body["reason_sha256"] = hashlib.sha256(referral.reason.encode()).hexdigest()
    journal.record(
        kind=kind,
        subject_type="consultation",
        subject_id=referral.consultation_id,
        body=body,
        at=now,
        actor_role=role,
    )
