"""Verbs on councils' opinions: save the draft, adopt, file a dissent."""

import datetime as dt
from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from consultations.expertise.domain.adoption import AdoptionFault, Candidate, Vote, adoption_faults
from consultations.expertise.domain.opinions import DissentData, OpinionData, RemarkData
from consultations.expertise.errors import (
    ExpertiseError,
    ExpertiseProblem,
    NotAdoptable,
    StaleRevision,
)
from consultations.expertise.events import (
    DISSENT_FILED_KIND,
    OPINION_ADOPTED_KIND,
    OpinionAdopted,
    opinion_adopted,
)
from consultations.expertise.models import Dissent, Opinion, OpinionStatus, Remark
from consultations.expertise.selectors import council_members, opinion_data
from consultations.process.models import (
    Consultation,
    ConsultationStatus,
    Referral,
)
from core.accounts.models import User
from core.journal import services as journal
from core.rules import selectors as rules
from core.rules.domain.calendar import YearNotLoadedError
from core.rules.errors import UnknownRuleError
from drafts.models import Provision

DISSENT_TERM = "dissent.filing"

_TEXTS = ("findings", "consequences", "proposals", "number", "minutes_number")
_OTHERS = (
    "recommendation", "rapporteur_id", "meeting_on", "meeting_form", "members_present",
    "votes_for", "votes_against", "votes_abstained",
)  # fmt: skip


@transaction.atomic
def save_opinion(
    *,
    actor: User | None,
    referral: Referral,
    data: OpinionData,
    revision: int,
    now: dt.datetime | None = None,
) -> Opinion:
    """Saves the draft of the council's opinion as a whole; a draft may lack anything.

    `revision` is the number of the draft that `data` was made from (0: there was none). Raises
    StaleRevision with the present text if another number has been saved since, and ExpertiseError
    (already_adopted, concluded, referral_closed, foreign_provision, foreign_member, empty_remark,
    empty_dissent, dissent_twice). Writes no journal entry: a draft is not public.
    """
    consultation = _open_consultation(referral.consultation_id)
    opinion = _draft(actor, consultation, referral, now or timezone.now())
    if opinion.revision != revision:
        raise StaleRevision(opinion_data(opinion), opinion.revision)
    _check_belongings(data, consultation, opinion)
    for name in _TEXTS:
        setattr(opinion, name, getattr(data, name).strip())
    for name in _OTHERS:
        setattr(opinion, name, getattr(data, name))
    opinion.revision += 1
    opinion.recorded_by = actor
    opinion.save()
    _replace_remarks(opinion, data.remarks)
    _replace_dissents(opinion, data.dissents)
    return opinion


@transaction.atomic
def adopt_opinion(
    *, actor: User | None, opinion: Opinion, now: dt.datetime, revision: int | None = None
) -> Opinion:
    """Records that the council adopted its opinion: it becomes public and is never edited again.

    `revision`, if given, is the draft that the person saw. Raises NotAdoptable with the faults,
    StaleRevision, ExpertiseError (already_adopted, concluded, referral_closed).
    """
    consultation = _open_consultation(opinion.consultation_id)
    current = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if current.is_adopted:
        raise ExpertiseError(ExpertiseProblem.ALREADY_ADOPTED)
    if revision is not None and current.revision != revision:
        raise StaleRevision(opinion_data(current), current.revision)
    _check_live(current.referral_id)
    faults = faults_of(current, now=now)
    if faults:
        raise NotAdoptable(faults)
    current.status = OpinionStatus.ADOPTED
    current.adopted_at = now
    current.recorded_by = actor
    current.save()
    Referral.objects.filter(opinion=current).mark_answered(now)
    _note_adoption(current, consultation, actor, now)
    return current


@transaction.atomic
def file_dissent(
    *, actor: User | None, opinion: Opinion, data: DissentData, now: dt.datetime
) -> Dissent:
    """Adds a member's dissenting opinion to an adopted opinion, within the term of the rules.

    Raises ExpertiseError (not_adopted, concluded, foreign_member, empty_dissent, dissent_twice,
    dissent_too_late, dissent_in_future).
    """
    consultation = _open_consultation(opinion.consultation_id)
    current = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if not current.is_adopted:
        raise ExpertiseError(ExpertiseProblem.NOT_ADOPTED)
    filed = [*current.dissents.values_list("member_id", flat=True)]
    _check_dissents([data], current, already=filed)
    if data.filed_on > timezone.localdate(now):
        raise ExpertiseError(ExpertiseProblem.DISSENT_IN_FUTURE)
    last_day = dissents_until(current)
    if last_day is not None and data.filed_on > last_day:
        raise ExpertiseError(ExpertiseProblem.DISSENT_TOO_LATE)
    dissent = Dissent.objects.create(
        opinion=current, member_id=data.member_id, text=data.text.strip(), filed_on=data.filed_on
    )
    journal.record(
        kind=DISSENT_FILED_KIND,
        subject_type="opinion",
        subject_id=current.pk,
        body={"dissent": dissent.pk, "consultation": consultation.pk},
        at=now,
        actor_role=_role(actor),
    )
    return dissent


def faults_of(opinion: Opinion, *, now: dt.datetime) -> tuple[AdoptionFault, ...]:
    """What stands in the way of adopting a draft at `now`; two queries."""
    today = timezone.localdate(now)
    council = opinion.council
    is_member = None
    if opinion.rapporteur_id is not None:
        members = council_members(council, min(opinion.meeting_on or today, today))
        is_member = any(member.pk == opinion.rapporteur_id for member in members)
    vote = Vote(
        seats=council.seats,
        quorum_percent=council.quorum_percent,
        present=opinion.members_present,
        votes_for=opinion.votes_for,
        votes_against=opinion.votes_against,
        votes_abstained=opinion.votes_abstained,
    )
    candidate = Candidate(
        findings=opinion.findings,
        consequences=opinion.consequences,
        proposals=opinion.proposals,
        recommendation=opinion.recommendation,
        rapporteur_is_member=is_member,
        meeting_on=opinion.meeting_on,
        vote=vote,
    )
    return adoption_faults(candidate, today=today)


def dissents_until(opinion: Opinion) -> dt.date | None:
    """The last day on which a dissent may be filed; None if the rules set no term."""
    if opinion.meeting_on is None:
        return None
    try:
        return rules.due_on(DISSENT_TERM, opinion.meeting_on)
    except (UnknownRuleError, YearNotLoadedError):
        return None


def _open_consultation(pk: int) -> Consultation:
    """The consultation, locked: its conclusion cannot be signed while we write."""
    consultation = Consultation.objects.locked().get(pk=pk)
    if consultation.status == ConsultationStatus.CONCLUDED:
        raise ExpertiseError(ExpertiseProblem.CONCLUDED)
    return consultation


def _draft(
    actor: User | None, consultation: Consultation, referral: Referral, now: dt.datetime
) -> Opinion:
    """The draft of this council, locked; a new one with revision 0 if there was none. A draft that
    was begun before the council was asked anew goes on under the new referral."""
    _check_live(referral.pk)
    opinion, _created = Opinion.objects.select_for_update().get_or_create(
        consultation=consultation,
        council_id=referral.council_id,
        defaults={"referral": referral, "recorded_by": actor, "created_at": now},
    )
    if opinion.is_adopted:
        raise ExpertiseError(ExpertiseProblem.ALREADY_ADOPTED)
    opinion.referral = referral
    return opinion


def _check_live(referral_id: int | None) -> None:
    """What was declined or withdrawn gets no opinion."""
    if referral_id and not Referral.objects.live().filter(pk=referral_id).exists():
        raise ExpertiseError(ExpertiseProblem.REFERRAL_CLOSED)


def _check_belongings(data: OpinionData, consultation: Consultation, opinion: Opinion) -> None:
    """Remarks speak on this text, people belong to this council."""
    wanted = {remark.provision_id for remark in data.remarks if remark.provision_id is not None}
    found = Provision.objects.filter(pk__in=wanted, version_id=consultation.version_id).count()
    if found != len(wanted):
        raise ExpertiseError(ExpertiseProblem.FOREIGN_PROVISION)
    if not all(remark.text.strip() for remark in data.remarks):
        raise ExpertiseError(ExpertiseProblem.EMPTY_REMARK)
    rapporteur = [] if data.rapporteur_id is None else [data.rapporteur_id]
    _check_members(rapporteur, opinion)
    _check_dissents(data.dissents, opinion, already=())


def _check_dissents(
    dissents: Iterable[DissentData], opinion: Opinion, *, already: Iterable[int]
) -> None:
    dissents = list(dissents)
    members = [*already, *(dissent.member_id for dissent in dissents)]
    if len(set(members)) != len(members):
        raise ExpertiseError(ExpertiseProblem.DISSENT_TWICE)
    if not all(dissent.text.strip() for dissent in dissents):
        raise ExpertiseError(ExpertiseProblem.EMPTY_DISSENT)
    _check_members([dissent.member_id for dissent in dissents], opinion)


def _check_members(ids: Iterable[int], opinion: Opinion) -> None:
    """Of this council, whenever: a term that has ended since is a matter of adoption."""
    wanted = set(ids)
    if not wanted:
        return
    found = council_members(opinion.council, None).filter(pk__in=wanted).count()
    if found != len(wanted):
        raise ExpertiseError(ExpertiseProblem.FOREIGN_MEMBER)


def _replace_remarks(opinion: Opinion, remarks: Iterable[RemarkData]) -> None:
    remarks = list(remarks)
    opinion.remarks.all().delete()
    made = Remark.objects.bulk_create(
        Remark(
            opinion=opinion,
            provision_id=remark.provision_id,
            position=position,
            text=remark.text.strip(),
            proposed_text=remark.proposed_text.strip(),
            importance=remark.importance,
            norm=remark.norm.strip(),
        )
        for position, remark in enumerate(remarks, start=1)
    )
    wrote = Remark.authors.through
    wrote.objects.bulk_create(
        wrote(remark_id=row.pk, user_id=author)
        for row, remark in zip(made, remarks, strict=True)
        for author in sorted(remark.authors)
    )


def _replace_dissents(opinion: Opinion, dissents: Iterable[DissentData]) -> None:
    opinion.dissents.all().delete()
    Dissent.objects.bulk_create(
        Dissent(
            opinion=opinion,
            member_id=dissent.member_id,
            text=dissent.text.strip(),
            filed_on=dissent.filed_on,
        )
        for dissent in dissents
    )


def _note_adoption(
    opinion: Opinion, consultation: Consultation, actor: User | None, now: dt.datetime
) -> None:
    journal.record(
        kind=OPINION_ADOPTED_KIND,
        subject_type="opinion",
        subject_id=opinion.pk,
        body={
            "consultation": consultation.pk,
            "council": opinion.council_id,
            "recommendation": str(opinion.recommendation),
            "remarks": opinion.remarks.count(),
            "present": opinion.members_present,
            "for": opinion.votes_for,
            "against": opinion.votes_against,
            "abstained": opinion.votes_abstained,
        },
        at=now,
        actor_role=_role(actor),
    )
    event = OpinionAdopted(opinion_id=opinion.pk, consultation_id=consultation.pk)
    opinion_adopted.send(sender=OpinionAdopted, event=event)


def _role(actor: User | None) -> str:
    return "secretary" if actor else ""
