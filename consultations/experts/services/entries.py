"""Verbs on organisations that ask to take part in a council's work without a vote."""

import datetime as dt

from django.db import transaction
from django.db.models import Q

from consultations.experts import mail
from consultations.experts.contacts import public_contact
from consultations.experts.domain.data import EntryData
from consultations.experts.domain.ogrn import is_ogrn, plain_ogrn
from consultations.experts.errors import ExpertsError, ExpertsProblem
from consultations.experts.events import ENTRY_ASKED_KIND, ENTRY_DECIDED_KIND
from consultations.experts.models import Capacity, Decision, EntryRequest
from consultations.experts.services.appointments import (
    appoint,
    open_referral,
    unconcluded_referral,
)
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Referral
from core.accounts.models import User
from core.journal import services as journal

_ASKABLE = (Phase.ANNOUNCED, Phase.OPEN)


@transaction.atomic
def ask_entry(
    *, actor: User, referral: Referral, data: EntryData, now: dt.datetime
) -> EntryRequest:
    """An organisation asks, through its representative, until the window of the event closes.

    Raises ExpertsError (concluded, referral_over, entry_closed, asked_already, no_organisation,
    bad_ogrn, no_interest, no_name, no_consent, no_consent_text).
    """
    current = open_referral(referral.pk, now)
    if current.consultation.phase_at(now) not in _ASKABLE:
        raise ExpertsError(ExpertsProblem.ENTRY_CLOSED)
    number = plain_ogrn(data.ogrn)
    for is_wrong, code in (
        (not data.organisation.strip(), ExpertsProblem.NO_ORGANISATION),
        (not is_ogrn(number), ExpertsProblem.BAD_OGRN),
        (not data.interest.strip(), ExpertsProblem.NO_INTEREST),
    ):
        if is_wrong:
            raise ExpertsError(code)
    if current.entry_requests.filter(Q(user=actor) | Q(ogrn=number)).exists():
        raise ExpertsError(ExpertsProblem.ASKED_ALREADY)
    request = EntryRequest.objects.create(
        referral=current,
        user=actor,
        contact=public_contact(
            user=actor,
            full_name=data.full_name,
            consents=data.consents,
            post=data.post,
            organisation=data.organisation,
            now=now,
        ),
        organisation=data.organisation.strip(),
        ogrn=number,
        post=data.post.strip(),
        interest=data.interest.strip(),
        submitted_at=now,
    )
    _note(ENTRY_ASKED_KIND, request, {}, now, "citizen")
    mail.tell_council_of_entry(request)
    return request


@transaction.atomic
def decide_entry(
    *, actor: User | None, request: EntryRequest, accept: bool, reason: str, now: dt.datetime
) -> EntryRequest:
    """Lets an organisation in as an observer, or refuses with a reason. Raises ExpertsError
    (concluded, decided_already, no_reason, referral_over, appointed_already, is_member)."""
    referral = unconcluded_referral(request.referral_id, now)
    rows = EntryRequest.objects.select_related("referral__council", "user", "contact")
    current = rows.select_for_update(of=("self",)).get(pk=request.pk)
    if not current.is_waiting:
        raise ExpertsError(ExpertsProblem.DECIDED_ALREADY)
    if not reason.strip():
        raise ExpertsError(ExpertsProblem.NO_REASON)
    if accept:
        current.appointment = appoint(
            actor=actor,
            referral=referral,
            user=current.user,
            capacity=Capacity.OBSERVER,
            organisation=current.organisation,
            now=now,
        )
    current.state = Decision.ACCEPTED if accept else Decision.DECLINED
    current.reason, current.decided_at, current.decided_by = reason.strip(), now, actor
    current.save()
    role = "secretary" if actor else ""
    _note(ENTRY_DECIDED_KIND, current, {"state": str(current.state)}, now, role)
    mail.tell_organisation(current)
    return current


def _note(
    kind: str, request: EntryRequest, body: dict[str, object], now: dt.datetime, role: str
) -> None:
    journal.record(
        kind=kind,
        subject_type="consultation",
        subject_id=request.referral.consultation_id,
        body={"request": request.pk, "referral": request.referral_id, **body},
        at=now,
        actor_role=role,
    )
