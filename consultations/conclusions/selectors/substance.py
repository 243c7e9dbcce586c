"""Which answers are not to the point."""

import datetime as dt
from collections.abc import Collection

from consultations.conclusions.domain.substance import Flaw, is_empty
from consultations.conclusions.models import Answer, AnswerDraft
from consultations.process.models import Consultation
from core.rules import selectors as rules


def flaws_of(
    consultation: Consultation, drafts: Collection[AnswerDraft], *, on: dt.date
) -> dict[int, tuple[Flaw, ...]]:
    """The flaws of drafts by id of group; those without any are left out. Three queries.

    A text is repeated if another group has it in its published answer, or in its draft.
    """
    phrases = rules.stock_phrases(on)
    keys = {draft.text_key for draft in drafts if draft.text_key}
    others: dict[str, set[int]] = {key: set() for key in keys}
    answers = Answer.objects.current().filter(group__consultation=consultation, text_key__in=keys)
    beside = AnswerDraft.objects.in_consultation(consultation.pk).filter(text_key__in=keys)
    for rows in (answers, beside):
        for key, group in rows.values_list("text_key", "group"):
            others[key].add(group)
    found = {}
    for draft in drafts:
        is_repeated = bool(others.get(draft.text_key, set()) - {draft.group_id})
        flaws = {Flaw.EMPTY: is_empty(draft.text, phrases=phrases), Flaw.REPEATED: is_repeated}
        found[draft.group_id] = tuple(flaw for flaw, is_so in flaws.items() if is_so)
    return {group: flaws for group, flaws in found.items() if flaws}
