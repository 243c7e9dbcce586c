"""Adoption: what stands in the way of it, and the act itself."""

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from consultations.expertise.domain.adoption import (
    AdoptionFault,
    AdoptionWarning,
    Candidate,
    Completeness,
    Vote,
    adoption_faults,
    adoption_warnings,
)
from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.errors import (
    ExpertiseError,
    ExpertiseProblem,
    NotAdoptable,
    StaleRevision,
)
from consultations.expertise.events import OPINION_ADOPTED_KIND, OpinionAdopted, opinion_adopted
from consultations.expertise.models import Attendance, Opinion, OpinionStatus, Verdict
from consultations.expertise.ports import declarations_of, in_conflict
from consultations.expertise.selectors import (
    council_members,
    opinion_data,
    referral_of,
)
from consultations.expertise.selectors.quotations import misquoted
from consultations.expertise.services.saving import check_live, open_consultation, role_of
from consultations.process.models import Consultation, Referral, ReferralStatus
from core.accounts.models import Membership, User
from core.journal import services as journal
from core.rules.models import ChecklistItem


@transaction.atomic
def adopt_opinion(
    *, actor: User | None, opinion: Opinion, now: dt.datetime, revision: int | None = None
) -> Opinion:
    """Records that the council adopted its opinion: it becomes public and is never edited again. A
    correction takes the place of the opinion that it corrects, which stays readable.

    `revision`, if given, is the draft that the person saw. Raises NotAdoptable with the faults,
    StaleRevision, ExpertiseError (already_adopted, concluded, referral_closed).
    """
    consultation = open_consultation(opinion.consultation_id)
    current = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if current.is_published:
        raise ExpertiseError(ExpertiseProblem.ALREADY_ADOPTED)
    if revision is not None and current.revision != revision:
        raise StaleRevision(opinion_data(current), current.revision)
    check_live(current.referral_id)
    faults = faults_of(current, now=now)
    if faults:
        raise NotAdoptable(faults)
    if current.supersedes is not None:
        _supersede(current, current.supersedes, now)
    current.status = OpinionStatus.ADOPTED
    current.adopted_at = now
    current.recorded_by = actor
    current.save()
    waiting = Referral.objects.filter(opinion=current).exclude(status=ReferralStatus.ANSWERED)
    waiting.mark_answered(now)
    Consultation.objects.filter(pk=consultation.pk).public_changed()
    _note_adoption(current, consultation, actor, now)
    return current


def _supersede(opinion: Opinion, old: Opinion, now: dt.datetime) -> None:
    """The correction answers the referral from now on."""
    referral = old.referral
    old.status = OpinionStatus.SUPERSEDED
    old.superseded_at = now
    old.referral = None
    old.save(update_fields=["status", "superseded_at", "referral"])
    opinion.referral = referral


def faults_of(opinion: Opinion, *, now: dt.datetime) -> tuple[AdoptionFault, ...]:
    """What stands in the way of adopting a draft at `now`; a constant number of queries."""
    today = timezone.localdate(now)
    day = min(opinion.meeting_on or today, today)
    members = {member.pk: member for member in council_members(opinion.council, day)}
    referral = referral_of(opinion)
    declared = declarations_of(referral.pk if referral else None)
    conflicted = in_conflict(declared)
    rapporteur = opinion.rapporteur
    author = None if rapporteur is None else rapporteur.user_id
    candidate = Candidate(
        findings=opinion.findings,
        consequences=opinion.consequences,
        proposals=opinion.proposals,
        recommendation=opinion.recommendation,
        rapporteur_is_member=None if rapporteur is None else rapporteur.pk in members,
        rapporteur_in_conflict=author in conflicted,
        # Of a council that does not declare in the working room nothing is asked.
        rapporteur_undeclared=author is not None and bool(declared) and author not in declared,
        accreditation_number=opinion.accreditation_number,
        accreditation_on=opinion.accreditation_on,
        misquoted=len(misquoted(opinion)),
        meeting_on=opinion.meeting_on,
        vote=vote_of(opinion),
    )
    candidate = _with_voters(candidate, opinion, members, conflicted)
    return adoption_faults(candidate, today=today)


def vote_of(opinion: Opinion) -> Vote:
    """The counts as they are kept, against the seats and the quorum of the council."""
    return Vote(
        seats=opinion.council.seats,
        quorum_percent=opinion.council.quorum_percent,
        present=opinion.members_present,
        votes_for=opinion.votes_for,
        votes_against=opinion.votes_against,
        votes_abstained=opinion.votes_abstained,
    )


def _with_voters(
    candidate: Candidate,
    opinion: Opinion,
    members: Mapping[int, Membership],
    conflicted: Collection[int],
) -> Candidate:
    """With what the list of the sitting says; in a secret vote everybody present votes."""
    rows = list(opinion.ballots.select_related("member"))
    present = [row for row in rows if row.attendance == Attendance.PRESENT]
    voted = [row for row in present if row.vote or opinion.is_secret]
    has_conflict = any(member.user_id in conflicted for member in members.values())
    return replace(
        candidate,
        voters_not_members=sum(row.member_id not in members for row in present),
        voters_in_conflict=sum(row.member.user_id in conflicted for row in voted),
        has_unnamed_conflict=has_conflict and not rows,
    )


def warnings_of(
    data: OpinionData,
    checklist: Iterable[ChecklistItem],
    undeclared: Collection[int] = (),
) -> tuple[AdoptionWarning, ...]:
    """What the council should look at once more before it adopts the draft; no queries.
    `undeclared`: members (ids) who have not declared whether they have a conflict of interest."""
    assessed = {row.code for row in data.assessments if row.verdict != Verdict.NOT_ASSESSED}
    completeness = Completeness(
        number=data.number,
        place=data.place,
        materials=data.materials,
        not_assessed=sum(item.code not in assessed for item in checklist),
        without_remedy=sum(not row.remedy for row in data.factors),
        has_ballots=bool(data.ballots),
        undeclared=sum(
            row.attendance == Attendance.PRESENT and row.member_id in undeclared
            for row in data.ballots
        ),
    )
    return adoption_warnings(completeness)


def _note_adoption(
    opinion: Opinion, consultation: Consultation, actor: User | None, now: dt.datetime
) -> None:
    body = {
        "consultation": consultation.pk,
        "council": opinion.council_id,
        "recommendation": str(opinion.recommendation),
        "remarks": opinion.remarks.count(),
        "present": opinion.members_present,
        "for": opinion.votes_for,
        "against": opinion.votes_against,
        "abstained": opinion.votes_abstained,
    }
    if opinion.supersedes_id is not None:
        body |= {"edition": opinion.edition, "supersedes": opinion.supersedes_id}
    journal.record(
        kind=OPINION_ADOPTED_KIND,
        subject_type="opinion",
        subject_id=opinion.pk,
        body=body,
        at=now,
        actor_role=role_of(actor),
    )
    event = OpinionAdopted(
        opinion_id=opinion.pk,
        consultation_id=consultation.pk,
        superseded_id=opinion.supersedes_id,
    )
    opinion_adopted.send(sender=OpinionAdopted, event=event)
