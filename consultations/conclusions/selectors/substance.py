"""Which answers are to the point: judged before they are published, counted afterwards."""

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Final

from django.db.models import Count

from consultations.conclusions.domain.answers import ACCEPTED
from consultations.conclusions.domain.repeats import repeats
from consultations.conclusions.domain.substance import Flaw, Substance, is_empty
from consultations.conclusions.models import Answer, AnswerDraft, AnswerWords
from consultations.process.models import Consultation
from core.rules import selectors as rules
from core.web.kept import Kept

_substance: Final = Kept[Substance](500)


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is wrong with a draft; `same`: the groups that have its text already."""

    flaws: tuple[Flaw, ...] = ()
    same: tuple[int, ...] = ()


def flaws_of(
    consultation: Consultation, drafts: Collection[AnswerDraft], *, on: dt.date
) -> dict[int, tuple[Flaw, ...]]:
    """The flaws of drafts by id of group; those without any are left out. As many queries as
    `verdicts`."""
    found = verdicts(consultation, drafts, on=on)
    return {group: verdict.flaws for group, verdict in found.items()}


def verdicts(
    consultation: Consultation, drafts: Collection[AnswerDraft], *, on: dt.date
) -> dict[int, Verdict]:
    """What is wrong with drafts, by id of group; those with nothing are left out. Four queries.

    A text is empty if it says nothing beside stock phrases and the title of its reason
    (domain.substance); it is repeated if another group has it, or nearly it, in its published
    answer or in its draft (domain.repeats). An acceptance that needs no words is never flawed: it
    is what was asked for.
    """
    if not drafts:
        return {}
    phrases = rules.stock_phrases(on)
    spoken = {code.code for code in rules.reason_codes(on) if code.requires_text}
    judged = [draft for draft in drafts if draft.text and _needs_words(draft, spoken)]
    same = _same_texts(consultation, judged, spoken) if judged else {}
    found = {}
    for draft in judged:
        beside = same.get(draft.group_id, ())
        is_so = {
            Flaw.EMPTY: is_empty(draft.text, phrases=phrases, title=draft.reason_title),
            Flaw.REPEATED: bool(beside),
        }
        flaws = tuple(flaw for flaw, holds in is_so.items() if holds)
        found[draft.group_id] = Verdict(flaws, beside)
    return {group: verdict for group, verdict in found.items() if verdict.flaws}


def _needs_words(words: AnswerWords, spoken: Collection[str]) -> bool:
    return words.disposition != ACCEPTED or words.reason_code in spoken


def _same_texts(
    consultation: Consultation, drafts: Collection[AnswerDraft], spoken: Collection[str]
) -> dict[int, tuple[int, ...]]:
    """Other groups with the text of a draft, by id of its group. Two queries."""
    names = ("group", "disposition", "reason_code", "text")
    answers = Answer.objects.current().filter(
        group__consultation=consultation, group__merged_into=None
    )
    beside = AnswerDraft.objects.in_consultation(consultation.pk)
    texts: dict[tuple[bool, int], str] = {}
    for is_draft, rows in ((False, answers), (True, beside)):
        for group, disposition, reason, text in rows.order_by("group").values_list(*names):
            if disposition != ACCEPTED or reason in spoken:
                texts[is_draft, group] = text
    texts |= {(True, draft.group_id): draft.text for draft in drafts}
    found = repeats(texts)
    keys = {draft.group_id: found.get((True, draft.group_id), ()) for draft in drafts}
    return {
        group: tuple(dict.fromkeys(other for _is_draft, other in others if other != group))
        for group, others in keys.items()
    }


def substance_of(consultations: Iterable[Consultation]) -> dict[int, Substance]:
    """How published answers stand, by key of consultation; one query, none if all are kept.

    The one definition for every page and document: of groups that are shown, the current answers;
    an answer is not to the point if it was published although the gate had flagged it (its `flaws`
    stay beside it). Kept as `kept_tallies`, not to be called in a transaction that writes.
    """
    states = {(item.pk, item.public_state): item.pk for item in consultations}
    found = _substance.known(states)
    missing = [state for state in states if state not in found]
    counted = _count([states[state] for state in missing]) if missing else {}
    for state in missing:
        found[state] = _substance.keep(state, counted[states[state]])
    return {pk: found[state] for state, pk in states.items()}


def _count(keys: Collection[int]) -> dict[int, Substance]:
    answers = Answer.objects.current().filter(
        group__consultation__in=keys, group__size__gt=0, group__merged_into=None
    )
    rows = answers.order_by().values_list("group__consultation", "flaws")
    sums: dict[int, list[tuple[list[str], int]]] = {pk: [] for pk in keys}
    for pk, flaws, count in rows.annotate(total=Count("pk")):
        sums[pk].append((flaws, count))
    return {pk: Substance.of(found) for pk, found in sums.items()}


def forget_substance() -> None:
    """Forgets what is kept (tests take their databases back)."""
    _substance.clear()
