"""Verbs on appointments to a council's work on one bill."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from consultations.experts import mail
from consultations.experts.errors import ExpertsError, ExpertsProblem
from consultations.experts.events import APPOINTMENT_ENDED_KIND, APPOINTMENT_MADE_KIND
from consultations.experts.models import Appointment, Capacity, Expert
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation, Referral, ReferralStatus
from core.accounts.models import Membership, User
from core.accounts.models.bodies import COUNCIL_ROLES
from core.journal import services as journal

_OVER = (ReferralStatus.DECLINED, ReferralStatus.WITHDRAWN)


@transaction.atomic
def appoint_expert(
    *,
    actor: User | None,
    referral: Referral,
    expert: Expert,
    conflict: str,
    leads: bool = False,
    now: dt.datetime,
) -> Appointment:
    """Appoints an expert of the register; several make a commission, one of whom `leads` it.

    `conflict`: the expert's statement that there is no conflict of interest. Raises ExpertsError
    (not_in_register, concluded, referral_over, no_statement, appointed_already, is_member,
    leader_taken).
    """
    if not Expert.objects.included().filter(pk=expert.pk).exists():
        raise ExpertsError(ExpertsProblem.NOT_IN_REGISTER)
    if not conflict.strip():
        raise ExpertsError(ExpertsProblem.NO_STATEMENT)
    appointment = appoint(
        actor=actor,
        referral=referral,
        user=expert.user,
        capacity=Capacity.EXPERT,
        conflict=conflict.strip(),
        leads=leads,
        now=now,
    )
    mail.tell_appointment(appointment)
    return appointment


@transaction.atomic
def end_appointment(
    *, actor: User | None, appointment: Appointment, reason: str, now: dt.datetime
) -> Appointment:
    """Ends an appointment and tells the person why; what was written stays. Raises ExpertsError
    (concluded, ended_already, no_reason)."""
    referral = unconcluded_referral(appointment.referral_id, now)
    current = Appointment.objects.select_related("user").get(pk=appointment.pk)
    if current.ended_at is not None:
        raise ExpertsError(ExpertsProblem.ENDED_ALREADY)
    if not reason.strip():
        raise ExpertsError(ExpertsProblem.NO_REASON)
    current.ended_at, current.end_reason = now, reason.strip()[:300]
    current.save(update_fields=["ended_at", "end_reason"])
    _note(APPOINTMENT_ENDED_KIND, current, referral, actor, now)
    mail.tell_end(current)
    return current


def appoint(
    *,
    actor: User | None,
    referral: Referral,
    user: User,
    capacity: Capacity,
    organisation: str = "",
    conflict: str = "",
    leads: bool = False,
    now: dt.datetime,
) -> Appointment:
    """What all appointments have in common; to be called in a transaction. Writes no letter: who
    has applied is told by the decision on the application."""
    current = open_referral(referral.pk, now)
    if current.appointments.active().filter(user=user).exists():
        raise ExpertsError(ExpertsProblem.APPOINTED_ALREADY)
    if _sits(user, current, now):
        raise ExpertsError(ExpertsProblem.IS_MEMBER)
    if leads and current.appointments.active().filter(leads=True).exists():
        raise ExpertsError(ExpertsProblem.LEADER_TAKEN)
    appointment = Appointment.objects.create(
        referral=current,
        user=user,
        capacity=capacity,
        organisation=organisation,
        expert=Expert.objects.included().filter(user=user).first(),
        leads=leads,
        conflict=conflict,
        appointed_at=now,
        appointed_by=actor,
    )
    _note(APPOINTMENT_MADE_KIND, appointment, current, actor, now)
    return appointment


def open_referral(pk: int, now: dt.datetime) -> Referral:
    """A referral on which its council works, under the lock of the event. Raises ExpertsError
    (concluded, referral_over)."""
    referral = unconcluded_referral(pk, now)
    if referral.status in _OVER:
        raise ExpertsError(ExpertsProblem.REFERRAL_OVER)
    return referral


def unconcluded_referral(pk: int, now: dt.datetime) -> Referral:
    """The referral of an event that is not concluded, under the lock of the event, declined and
    withdrawn ones as well: whoever waits there can still be told no. Raises ExpertsError
    (concluded)."""
    rows = Referral.objects.select_related("council", "consultation__version__bill")
    referral = rows.get(pk=pk)
    event = Consultation.objects.locked().get(pk=referral.consultation_id)
    if event.phase_at(now) is Phase.CONCLUDED:
        raise ExpertsError(ExpertsProblem.CONCLUDED)
    referral.refresh_from_db(fields=["status"])  # it may have changed before the lock
    return referral


def _sits(user: User, referral: Referral, now: dt.datetime) -> bool:
    sitting = Membership.objects.active(timezone.localdate(now))
    return sitting.filter(user=user, body=referral.council_id, role__in=COUNCIL_ROLES).exists()


def _note(
    kind: str, appointment: Appointment, referral: Referral, actor: User | None, now: dt.datetime
) -> None:
    journal.record(
        kind=kind,
        subject_type="consultation",
        subject_id=referral.consultation_id,
        body={
            "appointment": appointment.pk,
            "referral": referral.pk,
            "council": referral.council_id,
            "capacity": str(appointment.capacity),
            "leads": appointment.leads,
        },
        at=now,
        actor_role="secretary" if actor else "",
    )
