"""Dissenting opinions that come after the opinion was adopted."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from consultations.expertise.domain.opinions import DissentData
from consultations.expertise.errors import ExpertiseError, ExpertiseProblem
from consultations.expertise.events import DISSENT_FILED_KIND, DissentFiled, dissent_filed
from consultations.expertise.models import Dissent, Opinion
from consultations.expertise.services.checking import check_dissents
from consultations.expertise.services.saving import open_consultation, role_of
from core.accounts.models import User
from core.journal import services as journal
from core.rules import selectors as rules
from core.rules.domain.calendar import YearNotLoadedError
from core.rules.errors import UnknownRuleError

DISSENT_TERM = "dissent.filing"


@transaction.atomic
def file_dissent(
    *, actor: User | None, opinion: Opinion, data: DissentData, now: dt.datetime
) -> Dissent:
    """Adds a member's dissenting opinion to an adopted opinion, within the term of the rules.

    Raises ExpertiseError (not_adopted, concluded, foreign_member, empty_dissent, dissent_twice,
    dissent_too_late, dissent_in_future).
    """
    consultation = open_consultation(opinion.consultation_id)
    current = Opinion.objects.select_for_update().get(pk=opinion.pk)
    if not current.is_adopted:
        raise ExpertiseError(ExpertiseProblem.NOT_ADOPTED)
    filed = [*current.dissents.values_list("member_id", flat=True)]
    check_dissents([data], current, already=filed)
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
        actor_role=role_of(actor),
    )
    dissent_filed.send(sender=DissentFiled, event=DissentFiled(current.pk))
    return dissent


def dissents_until(opinion: Opinion) -> dt.date | None:
    """The last day on which a dissent may be filed; None if the rules set no term."""
    if opinion.meeting_on is None:
        return None
    try:
        return rules.due_on(DISSENT_TERM, opinion.meeting_on)
    except (UnknownRuleError, YearNotLoadedError):
        return None
