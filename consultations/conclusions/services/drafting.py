"""The next answer to a group, while the committee's staff works on it."""

import datetime as dt

from django.db import transaction
from django.utils import timezone

from consultations.conclusions.domain.answers import AnswerData, Reason, answer_faults
from consultations.conclusions.domain.substance import text_key
from consultations.conclusions.errors import (
    AnswerRefused,
    ConclusionsError,
    ConclusionsProblem,
    StaleDraft,
)
from consultations.conclusions.models import (
    Answer,
    AnswerDraft,
    AnswerWords,
    ArgumentGroup,
    ArgumentItem,
)
from consultations.conclusions.services.groups import lock
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import User
from core.rules import selectors as rules
from core.rules.models import ReasonCode
from drafts.selectors import own_text

_ANSWERABLE = (Phase.OPEN, Phase.ANSWERING)


@transaction.atomic
def draft_answer(
    *,
    actor: User | None,
    group: ArgumentGroup,
    data: AnswerData,
    now: dt.datetime,
    seen_version: int | None = None,
) -> AnswerDraft:
    """Saves the next answer to a group; nobody but the committee's staff sees it.

    The committee may answer while proposals are still being received. `seen_version`, if given, is
    the `answer_version` of the group that the person saw. Other words than before need the
    committee's agreement again; the same words change nothing. Raises AnswerRefused with the
    faults, StaleDraft, and ConclusionsError (concluded, not_answerable_now, nothing_to_answer,
    group_gone, unchanged).
    """
    consultation = lock(group.consultation_id)
    current = _current(group)
    check_phase(consultation, current, now)
    draft = AnswerDraft.objects.filter(group=current).first()
    if seen_version is not None and seen_version != current.answer_version:
        raise StaleDraft(draft)
    reason = _checked_reason(current, data, timezone.localdate(now))
    if draft is not None and _says(draft, data):
        return draft
    published = Answer.objects.current().filter(group=current).first()
    if draft is None and published is not None and _says(published, data):
        raise ConclusionsError(ConclusionsProblem.UNCHANGED)
    words = {
        "disposition": data.disposition,
        "reason_code": data.reason_code,
        "reason_title": reason.title if reason else "",
        "text": data.text.strip(),
        "norm": data.norm.strip(),
        "expected_text": data.expected_text.strip(),
        "text_key": text_key(data.text),
    }
    made = {"agreement": None, "origin": None, "saved_at": now, "saved_by": actor}
    saved, _created = AnswerDraft.objects.update_or_create(
        group=current, defaults={**words, **made, "version": next_version(current)}
    )
    return saved


@transaction.atomic
def discard_draft(
    *, actor: User | None, group: ArgumentGroup, seen_version: int, now: dt.datetime
) -> None:
    """Throws the draft away; a published answer stays as it is. Raises StaleDraft and
    ConclusionsError (nothing_drafted)."""
    lock(group.consultation_id)
    draft = AnswerDraft.objects.filter(group=group.pk).select_related("group").first()
    if draft is None:
        raise ConclusionsError(ConclusionsProblem.NOTHING_DRAFTED)
    if draft.group.answer_version != seen_version:
        raise StaleDraft(draft)
    next_version(draft.group)
    draft.delete()


def next_version(group: ArgumentGroup) -> int:
    """Counts a change of the draft or the answer of a group, under the caller's lock."""
    group.answer_version += 1
    ArgumentGroup.objects.filter(pk=group.pk).update(answer_version=group.answer_version)
    return group.answer_version


def check_phase(consultation: Consultation, group: ArgumentGroup, now: dt.datetime) -> None:
    """Whether the group may be answered now. Once the conclusion is signed only an answer against
    which an objection was upheld is revised. Raises ConclusionsError."""
    phase = consultation.phase_at(now)
    if phase is Phase.CONCLUDED and not group.is_contested:
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    if phase not in (*_ANSWERABLE, Phase.CONCLUDED):
        raise ConclusionsError(ConclusionsProblem.NOT_ANSWERABLE_NOW)


def _current(group: ArgumentGroup) -> ArgumentGroup:
    current = ArgumentGroup.objects.select_related("provision").get(pk=group.pk)
    if current.merged_into_id is not None:
        raise ConclusionsError(ConclusionsProblem.GROUP_GONE)
    return current


def _says(words: AnswerWords, data: AnswerData) -> bool:
    said = (words.disposition, words.reason_code, words.text, words.norm, words.expected_text)
    wanted = (data.disposition, data.reason_code, data.text, data.norm, data.expected_text)
    return said == tuple(text.strip() for text in wanted)


def _checked_reason(group: ArgumentGroup, data: AnswerData, today: dt.date) -> ReasonCode | None:
    """The chosen reason, or None; raises AnswerRefused and ConclusionsError."""
    shown = ArgumentItem.objects.shown().filter(group=group)
    if not shown.exists():
        raise ConclusionsError(ConclusionsProblem.NOTHING_TO_ANSWER)
    codes = rules.reason_codes(today)
    reasons = [Reason(code.code, code.disposition, code.requires_text) for code in codes]
    original = own_text(group.provision) if group.provision is not None else ""
    faults = answer_faults(
        data, reasons=reasons, has_wording=shown.proposing_words().exists(), original=original
    )
    if faults:
        raise AnswerRefused(faults)
    return next((code for code in codes if code.code == data.reason_code), None)
