"""What a draft may hold: units of this text, people of this council, comments of this consultation,
items of the checklists in force. Whether it is complete is a matter of adoption."""

from collections.abc import Collection, Iterable
from typing import Any, Final

from consultations.comments.models import CommentStatus, ProvisionComment
from consultations.expertise.domain.opinions import PRESENT, DissentData, OpinionData
from consultations.expertise.errors import ExpertiseError, ExpertiseProblem
from consultations.expertise.models import (
    Attendance,
    Choice,
    Consideration,
    Importance,
    MeetingForm,
    Opinion,
    Recommendation,
    Verdict,
)
from consultations.expertise.selectors import checklists, council_members, referral_of
from drafts.models import Provision

_CHOICES: Final[tuple[tuple[str, str, Collection[str]], ...]] = (
    ("remarks", "importance", Importance.values),
    ("assessments", "verdict", Verdict.values),
    ("considered", "result", Consideration.values),
    ("ballots", "attendance", Attendance.values),
    ("ballots", "vote", ("", *Choice.values)),
)


def check_belongings(data: OpinionData, current: OpinionData, opinion: Opinion) -> None:
    """Raises ExpertiseError (unknown_value, unknown_item, foreign_provision, empty_remark,
    empty_factor, foreign_comment, named_twice, foreign_member, ballot_twice, vote_of_absent,
    named_secret_vote, empty_dissent, dissent_twice). `current` is the draft as it is saved."""
    _check_choices(data)
    _check_provisions(data, opinion)
    if not all(remark.text.strip() for remark in data.remarks):
        raise ExpertiseError(ExpertiseProblem.EMPTY_REMARK)
    _check_checklists(data, opinion)
    _check_comments(data, current, opinion)
    check_members([] if data.rapporteur_id is None else [data.rapporteur_id], opinion)
    _check_ballots(data, opinion)
    check_dissents(data.dissents, opinion, already=())


def _check_choices(data: OpinionData) -> None:
    given: list[tuple[Any, Collection[Any]]] = [
        (data.recommendation, ("", *Recommendation.values)),
        (data.meeting_form, MeetingForm.values),
    ]
    for part, field, values in _CHOICES:
        given += [(getattr(row, field), values) for row in getattr(data, part)]
    if any(value not in values for value, values in given):
        raise ExpertiseError(ExpertiseProblem.UNKNOWN_VALUE)


def _check_provisions(data: OpinionData, opinion: Opinion) -> None:
    named = [row.provision_id for row in data.remarks]
    named += [row.provision_id for row in data.factors]
    wanted = {pk for pk in named if pk is not None}
    version = opinion.consultation.version_id
    if wanted and Provision.objects.filter(pk__in=wanted, version=version).count() != len(wanted):
        raise ExpertiseError(ExpertiseProblem.FOREIGN_PROVISION)


def _check_checklists(data: OpinionData, opinion: Opinion) -> None:
    if not data.assessments and not data.factors:
        return
    if not all(row.text.strip() for row in data.factors):
        raise ExpertiseError(ExpertiseProblem.EMPTY_FACTOR)
    _check_once(row.code for row in data.assessments)
    expertise, corruption = checklists(referral_of(opinion))
    assessed = {row.code for row in data.assessments}
    seen = {row.factor for row in data.factors}
    if assessed - {item.code for item in expertise} or seen - {item.code for item in corruption}:
        raise ExpertiseError(ExpertiseProblem.UNKNOWN_ITEM)


def _check_comments(data: OpinionData, current: OpinionData, opinion: Opinion) -> None:
    """A comment that was hidden after the council had considered it may stay in the draft."""
    _check_once(row.comment_id for row in data.considered)
    wanted = {row.comment_id for row in data.considered}
    fresh = wanted - {row.comment_id for row in current.considered}
    comments = ProvisionComment.objects.in_consultation(opinion.consultation_id).proposals()
    found = dict(comments.filter(pk__in=wanted).values_list("pk", "status")) if wanted else {}
    hidden = any(found.get(pk) != CommentStatus.PUBLISHED for pk in fresh)
    if len(found) != len(wanted) or hidden:
        raise ExpertiseError(ExpertiseProblem.FOREIGN_COMMENT)


def _check_ballots(data: OpinionData, opinion: Opinion) -> None:
    members = [ballot.member_id for ballot in data.ballots]
    check_members(members, opinion)
    if members:
        people = council_members(opinion.council, None).filter(pk__in=members)
        users = set(people.values_list("user_id", flat=True))
        if len(users) != len(members):
            raise ExpertiseError(ExpertiseProblem.BALLOT_TWICE)
    for ballot in data.ballots:
        if ballot.vote and ballot.attendance != PRESENT:
            raise ExpertiseError(ExpertiseProblem.VOTE_OF_ABSENT)
        if ballot.vote and data.is_secret:
            raise ExpertiseError(ExpertiseProblem.NAMED_SECRET_VOTE)


def _check_once(keys: Iterable[Any]) -> None:
    keys = list(keys)
    if len(set(keys)) != len(keys):
        raise ExpertiseError(ExpertiseProblem.NAMED_TWICE)


def check_dissents(
    dissents: Iterable[DissentData], opinion: Opinion, *, already: Iterable[int]
) -> None:
    """Raises ExpertiseError (dissent_twice, empty_dissent, foreign_member); `already`: members who
    have filed theirs."""
    dissents = list(dissents)
    members = [*already, *(dissent.member_id for dissent in dissents)]
    if len(set(members)) != len(members):
        raise ExpertiseError(ExpertiseProblem.DISSENT_TWICE)
    if not all(dissent.text.strip() for dissent in dissents):
        raise ExpertiseError(ExpertiseProblem.EMPTY_DISSENT)
    check_members([dissent.member_id for dissent in dissents], opinion)


def check_members(ids: Iterable[int], opinion: Opinion) -> None:
    """Of this council, whenever: a term that has ended since is a matter of adoption. Raises
    ExpertiseError (foreign_member)."""
    wanted = set(ids)
    if not wanted:
        return
    found = council_members(opinion.council, None).filter(pk__in=wanted).count()
    if found != len(wanted):
        raise ExpertiseError(ExpertiseProblem.FOREIGN_MEMBER)
