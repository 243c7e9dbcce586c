"""The committee agrees answers at a sitting."""

import datetime as dt
from collections.abc import Mapping

from django.db import transaction
from django.utils import timezone

from consultations.conclusions.domain.answers import MAX_NUMBER
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, StaleDraft
from consultations.conclusions.events import ANSWERS_AGREED_KIND
from consultations.conclusions.models import Agreement, AnswerDraft
from consultations.conclusions.portions import portions
from consultations.conclusions.services.drafting import check_phase
from consultations.conclusions.services.groups import lock
from consultations.process.models import Consultation
from core.accounts.models import MembershipRole, User
from core.accounts.policy import office
from core.journal import services as journal


@transaction.atomic
def agree_answers(
    *,
    actor: User | None,
    consultation: Consultation,
    versions: Mapping[int, int],
    sitting_on: dt.date,
    minutes_number: str,
    now: dt.datetime,
) -> Agreement:
    """Notes that the committee has agreed the drafts of groups at a sitting, and by which minutes.

    `versions`: for each group (by id) the version of its draft that the committee had before it.
    All of them are agreed, or none. Raises StaleDraft with the first draft that is another one by
    now, and ConclusionsError (nothing_chosen, nothing_drafted, agreed_already, no_minutes,
    number_too_long, sitting_in_future, sitting_too_early, role_over, concluded,
    not_answerable_now).
    """
    locked = lock(consultation.pk)
    check_staff(locked, actor, now)
    _check_sitting(locked, sitting_on, minutes_number, now)
    drafts = drafts_of(locked, versions)
    for draft in drafts:
        check_phase(locked, draft.group, now)
    if any(draft.agreement_id is not None for draft in drafts):
        raise ConclusionsError(ConclusionsProblem.AGREED_ALREADY)
    agreement, _created = Agreement.objects.get_or_create(
        consultation=locked,
        sitting_on=sitting_on,
        minutes_number=" ".join(minutes_number.split()),
        defaults={"noted_at": now, "noted_by": actor},
    )
    for keys in portions(draft.pk for draft in drafts):
        AnswerDraft.objects.filter(pk__in=keys).update(agreement=agreement)
    _note(agreement, len(drafts), actor, now)
    return agreement


def _note(agreement: Agreement, answers: int, actor: User | None, now: dt.datetime) -> None:
    journal.record(
        kind=ANSWERS_AGREED_KIND,
        subject_type="consultation",
        subject_id=agreement.consultation_id,
        body={
            "agreement": agreement.pk,
            "answers": answers,
            "sitting_on": agreement.sitting_on.isoformat(),
        },
        at=now,
        actor_role="clerk" if actor else "",
    )


def check_staff(consultation: Consultation, actor: User | None, now: dt.datetime) -> None:
    """Whether somebody works for the committee now, whatever the page said a minute ago; asked
    under the caller's lock. Raises ConclusionsError (role_over)."""
    place = [MembershipRole.CLERK]
    if actor is not None and office(actor, consultation.responder_id, place, now=now) is None:
        raise ConclusionsError(ConclusionsProblem.ROLE_OVER)


def drafts_of(consultation: Consultation, versions: Mapping[int, int]) -> list[AnswerDraft]:
    """The drafts of these groups, in the order of the text, each with its group. Raises StaleDraft
    and ConclusionsError (nothing_chosen, nothing_drafted)."""
    if not versions:
        raise ConclusionsError(ConclusionsProblem.NOTHING_CHOSEN)
    found = AnswerDraft.objects.in_consultation(consultation.pk).select_related("group")
    drafts = [
        draft for draft in found.order_by("group__position", "group") if draft.group_id in versions
    ]
    for draft in drafts:
        if draft.version != versions[draft.group_id]:
            raise StaleDraft(draft)
    if len(drafts) != len(versions):
        raise ConclusionsError(ConclusionsProblem.NOTHING_DRAFTED)
    return drafts


def _check_sitting(
    consultation: Consultation, sitting_on: dt.date, minutes_number: str, now: dt.datetime
) -> None:
    if not minutes_number.strip():
        raise ConclusionsError(ConclusionsProblem.NO_MINUTES)
    if len(minutes_number.strip()) > MAX_NUMBER:
        raise ConclusionsError(ConclusionsProblem.NUMBER_TOO_LONG)
    if sitting_on > timezone.localdate(now):
        raise ConclusionsError(ConclusionsProblem.SITTING_IN_FUTURE)
    if sitting_on < consultation.opens_on:
        raise ConclusionsError(ConclusionsProblem.SITTING_TOO_EARLY)
