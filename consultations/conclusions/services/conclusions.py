"""The organiser's signature: what was said and answered is frozen for good."""

import datetime as dt
from typing import Final

from django.db import transaction
from django.utils import timezone

from consultations.conclusions.domain.snapshot import DocumentFacts, SummaryFacts
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, NotReady
from consultations.conclusions.events import (
    CONCLUSION_LAPSED_KIND,
    CONCLUSION_SIGNED_KIND,
    ConclusionSigned,
    conclusion_signed,
)
from consultations.conclusions.models import ConclusionKind, ProposalSummary, SummaryConclusion
from consultations.conclusions.selectors.documents import (
    basis_of,
    committee_days_late,
    current_conclusion,
    current_summary,
)
from consultations.conclusions.selectors.readiness import conclusion_blockers, lapsed_blockers
from consultations.conclusions.services.groups import lock
from consultations.conclusions.services.signing import (
    check_kind,
    check_office,
    freeze_document,
    keep,
    recounted,
    replaced,
)
from consultations.process.domain.lifecycle import days_late
from consultations.process.models import Consultation, ConsultationStatus
from core.accounts.models import User
from core.journal import services as journal
from core.rules import selectors as rules
from core.rules.domain.calendar import CalendarError
from core.rules.errors import UnknownRuleError

ANSWER_TERM: Final = "addressee.answer"


@transaction.atomic
def finalise_conclusion(
    *, actor: User | None, consultation: Consultation, number: str, now: dt.datetime
) -> SummaryConclusion:
    """Signs the summary conclusion under `number` for the organiser and concludes the event.

    It is built on the committee's newest summary (`basis_of` says when), and everything is counted
    anew under a lock first; what the summary does not say yet is named. After the conclusion
    another revision is signed only if the committee has signed another
    summary. Raises NotReady with what must happen before, and ConclusionsError (not_in_office,
    closed_by_document, concluded, no_number, no_term). The files are made by a task.
    """
    locked = lock(consultation.pk)
    role = check_office(actor, locked.organiser_id, now)
    check_kind(locked, number)
    newest = current_conclusion(locked)
    is_concluded = locked.status == ConsultationStatus.CONCLUDED
    if is_concluded and not is_superseded(newest, current_summary(locked)):
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    current = recounted(locked)
    found, basis = conclusion_blockers(current, now), basis_of(current, now)
    if found or basis is None:
        raise NotReady(found)
    conclusion = SummaryConclusion(
        consultation=current, number=number.strip(), summary=basis.summary, revision=_next(newest)
    )
    facts = DocumentFacts(
        kind=str(conclusion.kind),
        summary=summary_facts(basis.summary),
        due_on=current.answer_due_on.isoformat(),
        newer=basis.newer,
        replaces=replaced(newest),
    )
    _sign(conclusion, actor, facts, now)
    if not is_concluded:
        _conclude(current, basis.summary, now)
    consultation.refresh_from_db(
        fields=["status", "concluded_at", "open_items", "summary_signed_at"]
    )
    _note(conclusion, role, now)
    return conclusion


@transaction.atomic
def finalise_lapsed(
    *, actor: User | None, consultation: Consultation, number: str, now: dt.datetime
) -> SummaryConclusion:
    """Signs the conclusion without the position of a committee whose term has passed.

    It names every row without an answer and counts the days of delay. The event goes on: when the
    committee's summary comes, a full conclusion supersedes this one. What is the organiser's own
    duty blocks as ever. A committee that has signed, and owes no answer, has let nothing lapse.
    Raises NotReady, and ConclusionsError (not_in_office, closed_by_document, concluded,
    no_number, term_runs, position_complete, lapsed_already, no_term).
    """
    locked = lock(consultation.pk)
    role = check_office(actor, locked.organiser_id, now)
    check_kind(locked, number)
    if locked.status == ConsultationStatus.CONCLUDED:
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    late = days_late(locked.answer_due_on, timezone.localdate(now))
    if not late:
        raise ConclusionsError(ConclusionsProblem.TERM_RUNS)
    newest = current_conclusion(locked)
    if newest is not None:
        raise ConclusionsError(ConclusionsProblem.LAPSED_ALREADY)
    current = recounted(locked)
    has_summary = current.summaries.exists()
    if not committee_days_late(current, timezone.localdate(now), has_summary=has_summary):
        raise ConclusionsError(ConclusionsProblem.POSITION_COMPLETE)
    found = lapsed_blockers(current, now)
    if found:
        raise NotReady(found)
    conclusion = SummaryConclusion(
        consultation=current,
        kind=ConclusionKind.LAPSED,
        number=number.strip(),
        days_late=late,
        revision=_next(newest),
    )
    due_on = current.answer_due_on.isoformat()
    facts = DocumentFacts(kind=str(conclusion.kind), due_on=due_on, days_late=late)
    _sign(conclusion, actor, facts, now)
    consultation.refresh_from_db(fields=["open_items", "summary_signed_at"])
    _note(conclusion, role, now)
    return conclusion


def _conclude(consultation: Consultation, summary: ProposalSummary, now: dt.datetime) -> None:
    """The event is over; it rests on a signature of the committee, be it an earlier one."""
    Consultation.objects.filter(pk=consultation.pk).update(
        status=ConsultationStatus.CONCLUDED,
        concluded_at=now,
        summary_signed_at=consultation.summary_signed_at or summary.signed_at,
    )


def is_superseded(newest: SummaryConclusion | None, summary: ProposalSummary | None) -> bool:
    """Whether the committee has signed another summary than the one the newest conclusion is built
    on."""
    return summary is not None and (newest is None or newest.summary_id != summary.pk)


def summary_facts(summary: ProposalSummary) -> SummaryFacts:
    """What a conclusion says of the summary that it is built on."""
    return SummaryFacts(
        id=summary.pk,
        number=summary.number,
        revision=summary.revision,
        signed_on=timezone.localdate(summary.signed_at).isoformat(),
        sha256=summary.snapshot_sha256,
    )


def _next(newest: SummaryConclusion | None) -> int:
    return newest.revision + 1 if newest else 1


def _sign(
    conclusion: SummaryConclusion, actor: User | None, facts: DocumentFacts, now: dt.datetime
) -> None:
    answer_due_on = _answer_due(timezone.localdate(now))
    conclusion.answer_due_on = answer_due_on
    salts = freeze_document(
        conclusion,
        actor=actor,
        body=conclusion.consultation.organiser,
        document=facts,
        now=now,
        answer_due_on=answer_due_on.isoformat(),
    )
    keep(conclusion, salts)


def _answer_due(today: dt.date) -> dt.date:
    try:
        return rules.due_on(ANSWER_TERM, today)
    except (UnknownRuleError, CalendarError) as error:
        raise ConclusionsError(ConclusionsProblem.NO_TERM) from error


def _note(conclusion: SummaryConclusion, role: str, now: dt.datetime) -> None:
    body = {
        "consultation": conclusion.consultation_id,
        "revision": conclusion.revision,
        "snapshot_sha256": conclusion.snapshot_sha256,
        "answer_due_on": conclusion.answer_due_on.isoformat(),
    }
    if conclusion.is_lapsed:
        body["days_late"] = conclusion.days_late
    elif conclusion.summary_id is not None:
        body["summary"] = conclusion.summary_id
    journal.record(
        kind=CONCLUSION_LAPSED_KIND if conclusion.is_lapsed else CONCLUSION_SIGNED_KIND,
        subject_type="conclusion",
        subject_id=conclusion.pk,
        body=body,
        at=now,
        actor_role=role,
    )
    event = ConclusionSigned(
        conclusion_id=conclusion.pk, consultation_id=conclusion.consultation_id
    )
    conclusion_signed.send(sender=ConclusionSigned, event=event)
