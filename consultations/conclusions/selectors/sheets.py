"""What a file of answers says of each group: read in portions, the same queries for each."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.conf import settings
from django.db.models import Prefetch, Q
from django.utils.text import Truncator

from consultations.conclusions.domain.rowkeys import make_key
from consultations.conclusions.domain.sheets import POSITIONS, Column
from consultations.conclusions.models import (
    Answer,
    AnswerDraft,
    AnswerWords,
    ArgumentGroup,
    ArgumentItem,
)
from consultations.conclusions.selectors.grouping import Wording, wordings_of
from consultations.expertise.models import Remark
from consultations.hearings.models import Recommendation
from consultations.process.models import Consultation
from core.accounts.models import User
from core.documents.domain.text import clean
from drafts.domain.citations import citation
from drafts.selectors import own_text

# Five wordings of each are asked for at once: a database takes so many values in one query.
PORTION: Final = 150
WORDINGS: Final = 5
_LONG_WORDING, _LONG_GROUNDS = 2_000, 400
_WHOLE: Final = "Законопроект в целом"

Cells = Mapping[Column, str | int]


@dataclass(frozen=True, slots=True)
class SheetFilter:
    """Which groups a file has. `state`: left (without an answer and without a draft), waiting
    (without a published answer) or all; `on`: id of a provision, «whole» or empty."""

    state: str = "left"
    on: str = ""
    assignee: User | None = None
    only_remarks: bool = False


@dataclass(frozen=True, slots=True)
class SheetGroup:
    """A group with the cells of its row; the number counts from 1."""

    pk: int
    cells: Cells


def secrets() -> tuple[bytes, ...]:
    """By which keys of rows are made (the first) and known again."""
    return tuple(key.encode() for key in (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


def sheet_groups(consultation: Consultation, wanted: SheetFilter) -> Iterator[SheetGroup]:
    """The rows of a file in the order of the text; five queries for each 150 groups."""
    groups = ArgumentGroup.objects.filter(consultation=consultation).answerable()
    if wanted.state != "all":
        groups = groups.needing_answer()
    if wanted.state == "left":
        groups = groups.filter(draft=None)
    if wanted.on:
        place = None if wanted.on == "whole" else int(wanted.on)
        groups = groups.filter(provision=place)
    if wanted.assignee is not None:
        groups = groups.filter(assignee=wanted.assignee)
    if wanted.only_remarks:
        groups = groups.with_remarks()
    return _numbered(groups)


def sheet_of(groups: Collection[int]) -> dict[int, SheetGroup]:
    """The rows of these groups by id, whatever their state; five queries for each 150."""
    keys = sorted(groups)
    found: dict[int, SheetGroup] = {}
    for start in range(0, len(keys), PORTION):
        some = ArgumentGroup.objects.filter(pk__in=keys[start : start + PORTION])
        found.update((row.pk, row) for row in _numbered(some))
    return found


def count_groups(consultation: Consultation) -> dict[str, int]:
    """How many groups a file of each state would have; three queries."""
    groups = ArgumentGroup.objects.filter(consultation=consultation).answerable()
    waiting = groups.needing_answer()
    return {
        "left": waiting.filter(draft=None).count(),
        "waiting": waiting.count(),
        "all": groups.count(),
    }


def _numbered(groups) -> Iterator[SheetGroup]:  # type: ignore[no-untyped-def]
    number = 0
    for portion in _portions(groups):
        keys = [group.pk for group in portion]
        wordings = wordings_of(keys, limit=WORDINGS)
        remarks = _remarks(keys)
        for group in portion:
            number += 1
            said, more = wordings.get(group.pk, ([], 0))
            cells = _cells(number, group, said, more, remarks.get(group.pk, []))
            yield SheetGroup(group.pk, cells)


def _portions(groups) -> Iterator[list[ArgumentGroup]]:  # type: ignore[no-untyped-def]
    current = Prefetch("answers", Answer.objects.current(), to_attr="current_answers")
    ordered = groups.select_related("provision", "draft").prefetch_related(current)
    ordered = ordered.order_by("position", "pk")
    after = Q()
    while portion := list(ordered.filter(after)[:PORTION]):
        yield portion
        if len(portion) < PORTION:
            return
        last = portion[-1]
        after = Q(position__gt=last.position) | Q(position=last.position, pk__gt=last.pk)


def _remarks(groups: Collection[int]) -> dict[int, list[str]]:
    """Remarks of the opinions that count and recommendations of hearings, as a file says them, by
    group; one query."""
    official = Q(remark__isnull=False) | Q(recommendation__isnull=False)
    items = ArgumentItem.objects.shown().filter(official, group__in=groups)
    found: dict[int, list[str]] = {}
    sources = items.select_related("remark__opinion__council", "recommendation")
    for item in sources.order_by("pk"):
        if item.remark is not None:
            words = _official(item.remark.opinion.council.name, item.remark)
        else:
            words = _official("Участники слушаний", item.recommendation)
        found.setdefault(item.group_id, []).append(words)
    return found


def current_words(group: ArgumentGroup) -> AnswerWords | None:
    """The draft of a group, or else its published answer; read with both."""
    return getattr(group, "draft", None) or next(iter(group.current_answers), None)


def answer_cells(words: AnswerWords | None) -> dict[Column, str]:
    """An answer as a file says it."""
    if words is None:
        return dict.fromkeys(
            (Column.POSITION, Column.REASON, Column.TEXT, Column.NORM, Column.EXPECTED), ""
        )
    return {
        Column.POSITION: POSITIONS[words.disposition],
        Column.REASON: clean(words.reason_title),
        Column.TEXT: clean(words.text),
        Column.NORM: clean(words.norm),
        Column.EXPECTED: clean(words.expected_text),
    }


def _cells(
    number: int, group: ArgumentGroup, said: list[Wording], more: int, remarks: list[str]
) -> Cells:
    answer = answer_cells(current_words(group))
    key = make_key(
        secrets()[0],
        consultation=group.consultation_id,
        group=group.pk,
        version=group.answer_version,
        words=answer.values(),
    )
    place = citation(group.provision.path) if group.provision else _WHOLE
    return {
        Column.NUMBER: number,
        Column.KEY: key,
        Column.PLACE: place[:1].upper() + place[1:],
        Column.ORIGINAL: own_text(group.provision) if group.provision else "",
        Column.PROPOSED: _proposed(group, said, more),
        Column.GROUNDS: _grounds(said),
        Column.REMARKS: "\n\n".join(remarks),
        **answer,
        Column.STATE: _state(group),
    }


def _proposed(group: ArgumentGroup, said: list[Wording], more: int) -> str:
    """The name of the argument, and its wordings with how many people say each."""
    counts: Counter[str] = Counter()
    for wording in said:
        comment = wording.item.comment
        counts[(comment.proposed_text or comment.rationale or comment.quoted_text).strip()] += (
            wording.count
        )
    lines = [group.title] if group.title else []
    for text, count in counts.items():
        short = Truncator(text).chars(_LONG_WORDING)
        lines.append(f"{short} (предложений: {count})" if count > 1 else short)
    if more:
        lines.append(f"И ещё {more} – на странице группы.")
    return "\n\n".join(lines)


def _grounds(said: list[Wording]) -> str:
    """Why, in short: of those who have proposed words as well; the others have said it already."""
    texts = [
        wording.item.comment.rationale.strip()
        for wording in said
        if wording.item.comment.proposed_text
    ]
    short = [Truncator(text).chars(_LONG_GROUNDS) for text in texts if text]
    return "\n\n".join(dict.fromkeys(short))


def _official(who: str, said: Remark | Recommendation) -> str:
    text = f"{who}: {said.text.strip()}"
    wording = said.proposed_text.strip()
    return f"{text}\nПредлагаемая редакция: {wording}" if wording else text


def _state(group: ArgumentGroup) -> str:
    draft: AnswerDraft | None = getattr(group, "draft", None)
    words = []
    if group.is_contested:
        words.append("возражение признано обоснованным, нужен новый ответ")
    elif group.current_answers:
        words.append("опубликован")
    if draft is not None:
        words.append("проект согласован" if draft.agreement_id else "проект")
    return "; ".join(words) or "без ответа"
