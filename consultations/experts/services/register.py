"""Verbs on the register of experts: people apply, the Chamber decides with a reason."""

import datetime as dt

from django.db import transaction

from consultations.experts import mail
from consultations.experts.contacts import public_contact
from consultations.experts.domain.data import ExpertData
from consultations.experts.errors import ExpertsError, ExpertsProblem
from consultations.experts.events import (
    EXPERT_APPLIED_KIND,
    EXPERT_EXCLUDED_KIND,
    EXPERT_INCLUDED_KIND,
    ExpertChanged,
    expert_changed,
)
from consultations.experts.models import Expert, ExpertState, Knowledge
from core.accounts import services as accounts
from core.accounts.models import User
from core.journal import services as journal


@transaction.atomic
def apply_as_expert(*, actor: User, data: ExpertData, now: dt.datetime) -> Expert:
    """A person with an account asks to be in the register; who was excluded may ask again.

    Raises ExpertsError (applied_already, in_register_already, no_name, no_education, no_knowledge,
    accreditation_in_part, accreditation_backwards, no_consent, no_consent_text).
    """
    return _apply(actor, data, now, on_paper=False)


@transaction.atomic
def enter_expert(
    *, actor: User | None, email: str, data: ExpertData, reason: str, now: dt.datetime
) -> Expert:
    """The Chamber's secretary enters a person, whose consents are on paper, and includes at once.

    An account is made for an unknown e-mail. Raises as `apply_as_expert`, and no_reason.
    """
    _check(data)
    if not reason.strip():
        raise ExpertsError(ExpertsProblem.NO_REASON)
    user = User.objects.filter(email__iexact=email.strip()).first()
    if user is None:
        user = accounts.create_user(
            actor=actor,
            email=email.strip(),
            full_name=" ".join(data.full_name.split()),
            municipality=data.municipality.strip(),
        )
    expert = _apply(user, data, now, on_paper=True)
    return include_expert(actor=actor, expert=expert, reason=reason, now=now)


@transaction.atomic
def include_expert(*, actor: User | None, expert: Expert, reason: str, now: dt.datetime) -> Expert:
    """The Chamber includes a candidate. Raises ExpertsError (in_register_already, no_reason)."""
    current = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
    if current.state == ExpertState.INCLUDED:
        raise ExpertsError(ExpertsProblem.IN_REGISTER_ALREADY)
    return _decide(current, ExpertState.INCLUDED, actor, reason, now)


@transaction.atomic
def exclude_expert(*, actor: User | None, expert: Expert, reason: str, now: dt.datetime) -> Expert:
    """The Chamber declines a candidate or excludes an expert; appointments stand until they are
    ended. Raises ExpertsError (not_in_register, no_reason)."""
    current = Expert.objects.select_for_update(of=("self",)).get(pk=expert.pk)
    if current.state == ExpertState.EXCLUDED:
        raise ExpertsError(ExpertsProblem.NOT_IN_REGISTER)
    return _decide(current, ExpertState.EXCLUDED, actor, reason, now)


def _apply(user: User, data: ExpertData, now: dt.datetime, *, on_paper: bool) -> Expert:
    _check(data)
    # Whoever asks twice at once waits here.
    User.objects.select_for_update().get(pk=user.pk)
    known = Expert.objects.filter(user=user).first()
    if known is not None and known.state != ExpertState.EXCLUDED:
        waits = known.state == ExpertState.CANDIDATE
        code = ExpertsProblem.APPLIED_ALREADY if waits else ExpertsProblem.IN_REGISTER_ALREADY
        raise ExpertsError(code)
    expert = known or Expert(user=user)
    expert.contact = public_contact(
        user=user,
        full_name=data.full_name,
        consents=data.consents,
        post=data.post,
        municipality=data.municipality,
        now=now,
        on_paper=on_paper,
    )
    expert.education = data.education.strip()
    expert.accreditation_number = data.accreditation.number.strip()
    expert.accredited_on = data.accreditation.given_on
    expert.accredited_until = data.accreditation.until
    expert.state, expert.applied_at, expert.reason = ExpertState.CANDIDATE, now, ""
    expert.decided_at = expert.decided_by = None
    expert.save()
    expert.knowledge.set(Knowledge.objects.filter(pk__in=data.knowledge))
    body = {"knowledge": sorted(data.knowledge), "on_paper": on_paper}
    _note(EXPERT_APPLIED_KIND, expert, body, now, "secretary" if on_paper else "citizen")
    return expert


def _check(data: ExpertData) -> None:
    for is_wrong, code in (
        (not data.full_name.strip(), ExpertsProblem.NO_NAME),
        (not data.education.strip(), ExpertsProblem.NO_EDUCATION),
        (not data.knowledge, ExpertsProblem.NO_KNOWLEDGE),
        (not data.accreditation.is_whole, ExpertsProblem.ACCREDITATION_IN_PART),
        (not data.accreditation.is_in_order, ExpertsProblem.ACCREDITATION_BACKWARDS),
    ):
        if is_wrong:
            raise ExpertsError(code)


def _decide(
    expert: Expert, state: ExpertState, actor: User | None, reason: str, now: dt.datetime
) -> Expert:
    if not reason.strip():
        raise ExpertsError(ExpertsProblem.NO_REASON)
    expert.state, expert.reason = state, reason.strip()
    expert.decided_at, expert.decided_by = now, actor
    expert.save()
    is_in = state == ExpertState.INCLUDED
    kind = EXPERT_INCLUDED_KIND if is_in else EXPERT_EXCLUDED_KIND
    _note(kind, expert, {}, now, "secretary" if actor else "")
    mail.tell_decision(expert)
    return expert


def _note(kind: str, expert: Expert, body: dict[str, object], now: dt.datetime, role: str) -> None:
    journal.record(
        kind=kind,
        subject_type="expert",
        subject_id=expert.pk,
        body=body,
        at=now,
        actor_role=role,
    )
    expert_changed.send(sender=ExpertChanged, event=ExpertChanged(expert.pk))
