"""The next answer to a group, while the committee's staff works on it."""

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import F
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
    AnswerDraft,
    AnswerWords,
    ArgumentGroup,
)
from consultations.conclusions.portions import portions
from consultations.conclusions.services.groups import lock
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from core.accounts.models import User
from core.rules import selectors as rules
from core.rules.models import ReasonCode
from drafts.selectors import own_text

_ANSWERABLE = (Phase.OPEN, Phase.ANSWERING)
# Everything of a draft but its group: nothing is left of the one before it.
_REPLACED = (
    "disposition",
    "reason_code",
    "reason_title",
    "text",
    "norm",
    "expected_text",
    "text_key",
    "origin",
    "version",
    "agreement",
    "saved_at",
    "saved_by",
)


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer to be saved. `seen_version`, if given, is the `answer_version` of the group that
    the person saw."""

    data: AnswerData
    seen_version: int | None = None


def draft_answer(
    *,
    actor: User | None,
    group: ArgumentGroup,
    data: AnswerData,
    now: dt.datetime,
    seen_version: int | None = None,
) -> AnswerDraft:
    """Saves the next answer to a group; nobody but the committee's staff sees it.

    `draft_answers` for one group. Raises AnswerRefused with the faults, StaleDraft, and
    ConclusionsError (concluded, not_answerable_now, nothing_to_answer, group_gone, unchanged).
    """
    answers = {group.pk: GivenAnswer(data, seen_version)}
    outcome = draft_answers(
        actor=actor, consultation_id=group.consultation_id, answers=answers, now=now
    )[group.pk]
    if isinstance(outcome, ConclusionsError):
        raise outcome
    return outcome


@transaction.atomic
def draft_answers(
    *,
    actor: User | None,
    consultation_id: int,
    answers: Mapping[int, GivenAnswer],
    now: dt.datetime,
) -> dict[int, AnswerDraft | ConclusionsError]:
    """Saves the next answers to groups of a consultation, by id, each for itself: what one is
    refused for stops no other. Gives the draft of each, or the error that `draft_answer` raises.

    The committee may answer while proposals are still being received. Other words than before need
    the committee's agreement again; the same words change nothing. Two queries and those of the
    rules, and four for each portion.
    """
    consultation = lock(consultation_id)
    codes = rules.reason_codes(timezone.localdate(now))
    saving = _Saving(consultation, codes, actor, now)
    outcomes: dict[int, AnswerDraft | ConclusionsError] = {}
    for portion in portions(answers):
        found = ArgumentGroup.objects.filter(consultation=consultation, pk__in=portion)
        groups = {group.pk: group for group in found.with_standing()}
        given = {key: _outcome(saving, groups.get(key), answers[key]) for key in portion}
        drafts = [one for one in given.values() if isinstance(one, AnswerDraft)]
        _write([draft for draft in drafts if draft.pk is None])
        outcomes.update(given)
    return outcomes


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
    next_versions([group])
    return group.answer_version


def next_versions(groups: Collection[ArgumentGroup]) -> None:
    """The same for several different groups, in one query."""
    for group in groups:
        group.answer_version += 1
    keys = [group.pk for group in groups]
    ArgumentGroup.objects.filter(pk__in=keys).update(answer_version=F("answer_version") + 1)


def check_phase(consultation: Consultation, group: ArgumentGroup, now: dt.datetime) -> None:
    """Whether the group may be answered now. Once the conclusion is signed only an answer against
    which an objection was upheld is revised. Raises ConclusionsError."""
    phase = consultation.phase_at(now)
    if phase is Phase.CONCLUDED and not group.is_contested:
        raise ConclusionsError(ConclusionsProblem.CONCLUDED)
    if phase not in (*_ANSWERABLE, Phase.CONCLUDED):
        raise ConclusionsError(ConclusionsProblem.NOT_ANSWERABLE_NOW)


@dataclass(frozen=True, slots=True)
class _Saving:
    """Who saves answers and when, in the locked consultation; `codes`: the reasons of that day."""

    consultation: Consultation
    codes: Sequence[ReasonCode]
    actor: User | None
    now: dt.datetime


def _outcome(saving: _Saving, group: Any, given: GivenAnswer) -> AnswerDraft | ConclusionsError:
    try:
        return _next_draft(saving, group, given)
    except ConclusionsError as refusal:
        return refusal


def _next_draft(saving: _Saving, group: Any, given: GivenAnswer) -> AnswerDraft:
    """The draft that stands, if it says the same, or the one to be written; `group`: read
    `with_standing`, or None. Raises ConclusionsError."""
    if group is None or group.merged_into_id is not None:
        raise ConclusionsError(ConclusionsProblem.GROUP_GONE)
    check_phase(saving.consultation, group, saving.now)
    draft: AnswerDraft | None = getattr(group, "draft", None)
    if given.seen_version is not None and given.seen_version != group.answer_version:
        raise StaleDraft(draft)
    reason = _checked_reason(group, given.data, saving.codes)
    if draft is not None and _says(draft, given.data):
        return draft
    published = next(iter(group.current_answers), None)
    if draft is None and published is not None and _says(published, given.data):
        raise ConclusionsError(ConclusionsProblem.UNCHANGED)
    return _new_draft(saving, group, given.data, reason)


def _new_draft(
    saving: _Saving, group: ArgumentGroup, data: AnswerData, reason: ReasonCode | None
) -> AnswerDraft:
    """Not agreed by anybody, and the group's own, wherever the draft before it came from."""
    return AnswerDraft(
        group=group,
        disposition=data.disposition,
        reason_code=data.reason_code,
        reason_title=reason.title if reason else "",
        text=data.text.strip(),
        norm=data.norm.strip(),
        expected_text=data.expected_text.strip(),
        text_key=text_key(data.text),
        saved_at=saving.now,
        saved_by=saving.actor,
    )


def _write(drafts: Sequence[AnswerDraft]) -> None:
    """Puts drafts into the places of those before them, with the next versions of their groups."""
    if not drafts:
        return
    next_versions([draft.group for draft in drafts])
    for draft in drafts:
        draft.version = draft.group.answer_version
    AnswerDraft.objects.bulk_create(
        drafts, update_conflicts=True, unique_fields=["group"], update_fields=_REPLACED
    )


def _says(words: AnswerWords, data: AnswerData) -> bool:
    said = (words.disposition, words.reason_code, words.text, words.norm, words.expected_text)
    wanted = (data.disposition, data.reason_code, data.text, data.norm, data.expected_text)
    return said == tuple(text.strip() for text in wanted)


def _checked_reason(group: Any, data: AnswerData, codes: Sequence[ReasonCode]) -> ReasonCode | None:
    """The chosen reason, or None; raises AnswerRefused and ConclusionsError."""
    if not group.has_shown:
        raise ConclusionsError(ConclusionsProblem.NOTHING_TO_ANSWER)
    reasons = [Reason(code.code, code.disposition, code.requires_text) for code in codes]
    original = own_text(group.provision) if group.provision is not None else ""
    faults = answer_faults(data, reasons=reasons, has_wording=group.has_wording, original=original)
    if faults:
        raise AnswerRefused(faults)
    return next((code for code in codes if code.code == data.reason_code), None)
