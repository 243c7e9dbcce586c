"""Verbs on who a council consists of: seat, change, end. All under a lock of the council."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from core.accounts.domain.composition import Term, most_at_once
from core.accounts.domain.members import MemberData, PersonData
from core.accounts.errors import CouncilError, CouncilProblem
from core.accounts.events import (
    MEMBERSHIP_ENDED_KIND,
    CouncilActed,
    MembershipChanged,
    council_acted,
    membership_changed,
)
from core.accounts.mail import tell_member
from core.accounts.models import (
    AuthorType,
    ConsentKind,
    Council,
    Membership,
    MembershipRole,
    NameDisplay,
    User,
)
from core.accounts.models.bodies import COUNCIL_ROLES
from core.accounts.ports import sits_elsewhere
from core.accounts.services.people import (
    ConsentMissing,
    NoConsentText,
    create_user,
    record_contact,
)


@transaction.atomic
def seat_member(
    *,
    actor: User | None,
    council: Council,
    person: PersonData,
    data: MemberData,
    has_consented: bool,
    now: dt.datetime,
) -> Membership:
    """Makes a person a member of a council and writes to them; an account is made if there is none.

    `has_consented`: the person has signed the consents to the processing and the dissemination of
    personal data on paper (members act in public). Raises CouncilError (not_a_council_role,
    dates_backwards, council_term_over, before_formation, after_council_term, member_twice,
    other_council, chair_taken, no_seat, no_name, no_consent, no_consent_text).
    """
    council = locked(council)
    _check(council, data, timezone.localdate(now))
    user = _person(actor, person)
    if _standing(council, data.term).filter(user=user).exists():
        raise CouncilError(CouncilProblem.MEMBER_TWICE)
    check_elsewhere(user.pk, council, data.term)
    _check_room(council, data)
    _record_consents(user, council, data, has_consented, now)
    membership = Membership.objects.create(
        user=user,
        body=council,
        role=data.role,
        post=data.post.strip(),
        nominated_by=data.nominated_by.strip(),
        starts_on=data.starts_on or timezone.localdate(now),
        ends_on=data.ends_on,
    )
    note_change(membership, now)
    tell_member(membership)
    return membership


@transaction.atomic
def change_membership(
    *, actor: User | None, membership: Membership, data: MemberData, now: dt.datetime
) -> Membership:
    """Changes a member's role, post, term, nominating organisation; the journal keeps the change.

    Raises CouncilError (membership_over and what `seat_member` raises about the data).
    """
    council = locked(Council.objects.get(pk=membership.body_id))
    current = _kept(membership)
    _check(council, data, timezone.localdate(now))
    if data.term != current.term:
        check_elsewhere(current.user_id, council, data.term)
    _check_room(council, data, but=current)
    current.role = data.role
    current.post = data.post.strip()
    current.nominated_by = data.nominated_by.strip()
    current.starts_on, current.ends_on = data.starts_on, data.ends_on
    current.save()
    note_change(current, now)
    return current


@transaction.atomic
def end_membership(
    *,
    actor: User | None,
    membership: Membership,
    reason: str,
    ended_on: dt.date,
    now: dt.datetime,
) -> Membership:
    """Ends a membership; `ended_on` is its last day. The member stays among the former ones.

    Raises CouncilError (membership_over, no_reason, end_in_future, before_term).
    """
    locked(Council.objects.get(pk=membership.body_id))
    current = _kept(membership)
    if not reason.strip():
        raise CouncilError(CouncilProblem.NO_REASON)
    if ended_on > timezone.localdate(now):
        raise CouncilError(CouncilProblem.END_IN_FUTURE)
    if ended_on < current.term.first:
        raise CouncilError(CouncilProblem.BEFORE_TERM)
    close(current, reason=reason.strip(), ended_on=ended_on, now=now)
    return current


def close(membership: Membership, *, reason: str, ended_on: dt.date, now: dt.datetime) -> None:
    """Writes the end of a membership down, with its entry; the caller has checked it."""
    membership.ends_on = min(ended_on, membership.ends_on or ended_on)
    membership.ended_at = now
    membership.end_reason = reason
    membership.save(update_fields=["ends_on", "ended_at", "end_reason"])
    event = CouncilActed(
        kind=MEMBERSHIP_ENDED_KIND,
        subject=("membership", membership.pk),
        body={
            "body": membership.body_id,
            "user": membership.user_id,
            "role": str(membership.role),
            "ended_on": membership.ends_on.isoformat(),
        },
        at=now,
    )
    council_acted.send(sender=CouncilActed, event=event)


def locked(council: Council) -> Council:
    """The council as it is now; whoever changes its composition takes turns here."""
    return Council.objects.select_for_update(of=("self",)).get(pk=council.pk)


def check_elsewhere(user_id: int, council: Council, term: Term) -> None:
    """Raises CouncilError (other_council) if a rule forbids the seat beside one that is held."""
    found = sits_elsewhere(user_id, council.pk, term)
    if found is not None:
        details = {"council": found.council, "basis": found.basis}
        raise CouncilError(CouncilProblem.OTHER_COUNCIL, details)


def note_change(membership: Membership, now: dt.datetime) -> None:
    event = MembershipChanged(
        membership_id=membership.pk,
        user_id=membership.user_id,
        body_id=membership.body_id,
        role=str(membership.role),
        at=now,
    )
    membership_changed.send(sender=MembershipChanged, event=event)


def _kept(membership: Membership) -> Membership:
    current = Membership.objects.select_related("user").get(pk=membership.pk)
    if current.ended_at is not None:
        raise CouncilError(CouncilProblem.MEMBERSHIP_OVER)
    return current


def _check(council: Council, data: MemberData, today: dt.date) -> None:
    if data.role not in COUNCIL_ROLES:
        raise CouncilError(CouncilProblem.NOT_A_COUNCIL_ROLE)
    if not data.term.is_in_order:
        raise CouncilError(CouncilProblem.DATES_BACKWARDS)
    if council.term_ends_on is not None and council.term_ends_on < today:
        raise CouncilError(CouncilProblem.COUNCIL_TERM_OVER)
    if data.starts_on and council.formed_on and data.starts_on < council.formed_on:
        raise CouncilError(CouncilProblem.BEFORE_FORMATION)
    last = data.ends_on or data.starts_on
    if last and council.term_ends_on and last > council.term_ends_on:
        raise CouncilError(CouncilProblem.AFTER_COUNCIL_TERM)


def _standing(council: Council, term: Term):  # type: ignore[no-untyped-def]
    """Memberships of the composition whose days overlap `term`."""
    kept = Membership.objects.kept().filter(body=council, role__in=COUNCIL_ROLES)
    overlapping = [each.pk for each in kept if each.term.overlaps(term)]
    return kept.filter(pk__in=overlapping)


def _check_room(council: Council, data: MemberData, but: Membership | None = None) -> None:
    """That there is a free seat on every day, and no second chair."""
    others = _standing(council, data.term)
    if but is not None:
        others = others.exclude(user_id=but.user_id)
    if data.role == MembershipRole.CHAIR and others.filter(role=MembershipRole.CHAIR).exists():
        raise CouncilError(CouncilProblem.CHAIR_TAKEN)
    terms = {each.user_id: each.term for each in others}
    if most_at_once(terms.values(), data.term) >= council.seats:
        raise CouncilError(CouncilProblem.NO_SEAT)


def _person(actor: User | None, person: PersonData) -> User:
    """The account of an e-mail, made if there is none; what an account says is not overwritten."""
    user = User.objects.filter(email__iexact=person.email.strip()).first()
    name = (user.full_name if user else "") or " ".join(person.full_name.split())
    if not name:
        raise CouncilError(CouncilProblem.NO_NAME)
    if user is None:
        return create_user(
            actor=actor,
            email=person.email.strip(),
            full_name=name,
            municipality=person.municipality.strip(),
        )
    if not user.full_name:
        user.full_name = name
        user.save(update_fields=["full_name"])
    return user


def _record_consents(
    user: User, council: Council, data: MemberData, has_consented: bool, now: dt.datetime
) -> None:
    kinds = [ConsentKind.PROCESSING, ConsentKind.DISSEMINATION] if has_consented else []
    try:
        record_contact(
            actor=user,
            email=user.email,
            author_type=AuthorType.COUNCIL,
            name_display=NameDisplay.FULL,
            consents=kinds,
            full_name=user.full_name,
            organisation=council.name,
            post=data.post,
            municipality=user.municipality,
            now=now,
            on_paper=True,
        )
    except ConsentMissing as error:
        raise CouncilError(CouncilProblem.NO_CONSENT) from error
    except NoConsentText as error:
        raise CouncilError(CouncilProblem.NO_CONSENT_TEXT) from error
