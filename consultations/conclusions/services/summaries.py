"""The committee's signature under the summary of proposals with its position."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from consultations.conclusions.domain.snapshot import DocumentFacts
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, NotReady
from consultations.conclusions.events import SUMMARY_SIGNED_KIND, SummarySigned, summary_signed
from consultations.conclusions.models import ProposalSummary
from consultations.conclusions.selectors.documents import (
    current_conclusion,
    current_summary,
    uncovered,
)
from consultations.conclusions.selectors.readiness import finalise_blockers
from consultations.conclusions.services.groups import lock
from consultations.conclusions.services.signing import (
    check_kind,
    check_office,
    freeze_document,
    keep,
    recounted,
    replaced,
)
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import User
from core.journal import services as journal

SUMMARY = "summary"


@transaction.atomic
def sign_summary(
    *, actor: User | None, consultation: Consultation, number: str, now: dt.datetime
) -> ProposalSummary:
    """Signs the summary of proposals with the committee's position under `number`.

    Everything is counted anew under a lock first. Another revision is signed when something was
    opened or answered anew since. Raises NotReady with what must happen before, and
    ConclusionsError (not_in_office, closed_by_document, no_number, nothing_new). The files are made
    by a task.
    """
    locked = lock(consultation.pk)
    role = check_office(actor, locked.responder_id, now)
    check_kind(locked, number)
    current = recounted(locked)
    found = finalise_blockers(current, now)
    if found or current.open_items:
        raise NotReady(found)
    newest = current_summary(current)
    if not may_say_more(current, newest, now):
        raise ConclusionsError(ConclusionsProblem.NOTHING_NEW)
    revision = newest.revision + 1 if newest else 1
    summary = ProposalSummary(consultation=current, number=number.strip(), revision=revision)
    due_on = current.answer_due_on.isoformat()
    document = DocumentFacts(kind=SUMMARY, due_on=due_on, replaces=replaced(newest))
    salts = freeze_document(
        summary, actor=actor, body=current.responder, document=document, now=now
    )
    keep(summary, salts)
    Consultation.objects.filter(pk=current.pk).update(summary_signed_at=now)
    consultation.refresh_from_db(fields=["summary_signed_at", "open_items"])
    _note(summary, role, now)
    return summary


def may_say_more(
    consultation: Consultation, newest: ProposalSummary | None, now: dt.datetime
) -> bool:
    """Whether another summary would say what the newest does not. After the conclusion: whether an
    answer was revised since."""
    is_concluded = consultation.phase_at(now) is Phase.CONCLUDED
    if not is_concluded and consultation.summary_signed_at is None:
        return True
    signed = newest or current_conclusion(consultation)
    return signed is None or uncovered(consultation, signed)


def _note(summary: ProposalSummary, role: str, now: dt.datetime) -> None:
    journal.record(
        kind=SUMMARY_SIGNED_KIND,
        subject_type="summary",
        subject_id=summary.pk,
        body={
            "consultation": summary.consultation_id,
            "revision": summary.revision,
            "snapshot_sha256": summary.snapshot_sha256,
            "signed_on": timezone.localdate(now).isoformat(),
        },
        at=now,
        actor_role=role,
    )
    event = SummarySigned(summary_id=summary.pk, consultation_id=summary.consultation_id)
    summary_signed.send(sender=SummarySigned, event=event)
