"""What the committee has answered to arguments that are like one."""

from dataclasses import dataclass
from typing import Final

from django.db.models import Case, IntegerField, QuerySet, Value, When

from consultations.conclusions.domain.grouping.likeness import likest
from consultations.conclusions.models import Answer, AnswerDraft, AnswerWords, ArgumentGroup
from consultations.conclusions.selectors.grouping import first_texts

SHOWN: Final = 3
# What a group is compared with: answers and drafts on the same provision first, then the newest.
_ANSWERS, _DRAFTS = 200, 200


@dataclass(frozen=True, slots=True)
class Earlier:
    """An answer of the committee, or a draft of this event, to an argument (`group`) that is like
    another one: `score` of 100; `is_turned`: numbers, denials or directions differ."""

    group: ArgumentGroup
    words: AnswerWords
    is_draft: bool
    score: int
    is_turned: bool


def earlier_answers(group: ArgumentGroup, *, limit: int = SHOWN) -> list[Earlier]:
    """Answers of the same committee to arguments that are like this one, in this event and
    earlier ones, and drafts of this event; the likest first. Five queries. A group with both is
    shown with its draft, which is the newer."""
    answers = Answer.objects.current().filter(
        group__consultation__responder=group.consultation.responder_id
    )
    drafts = AnswerDraft.objects.in_consultation(group.consultation_id)
    found = {**_newest(answers, group, _ANSWERS), **_newest(drafts, group, _DRAFTS)}
    texts = first_texts([group.pk, *found])
    mine = texts.pop(group.pk, "")
    near = likest(mine, texts, limit=limit) if mine else []
    words = _words([found[one.key] for one in near])
    return [
        Earlier(
            group=words[one.key].group,  # type: ignore[attr-defined]
            words=words[one.key],
            is_draft=isinstance(words[one.key], AnswerDraft),
            score=round(100 * one.score),
            is_turned=one.is_turned,
        )
        for one in near
        if one.key in words
    ]


def words_to_take(group: ArgumentGroup, source: int) -> AnswerWords | None:
    """The draft of another group of this event, or the answer of the same committee to it; None if
    there is neither. Two queries at most."""
    draft = AnswerDraft.objects.in_consultation(group.consultation_id).filter(group=source).first()
    if draft is not None:
        return draft
    answers = Answer.objects.current().filter(group=source)
    return answers.filter(group__consultation__responder=group.consultation.responder_id).first()


def _newest(
    words: QuerySet, group: ArgumentGroup, most: int
) -> dict[int, tuple[type[AnswerWords], int]]:
    """Model and key by group, those on the same provision first."""
    here = Case(
        When(group__provision=group.provision_id, then=Value(0)),
        default=Value(1),
        output_field=IntegerField(),
    )
    rows = words.exclude(group=group.pk).order_by(here, "-pk").values_list("group", "pk")[:most]
    return {key: (words.model, pk) for key, pk in rows}


def _words(found: list[tuple[type[AnswerWords], int]]) -> dict[int, AnswerWords]:
    """The rows by group, with what is shown of them."""
    words: dict[int, AnswerWords] = {}
    for model in (Answer, AnswerDraft):
        keys = [pk for of, pk in found if of is model]
        rows = model.objects.filter(pk__in=keys).select_related(  # type: ignore[attr-defined]
            "group__provision", "group__consultation__version__bill"
        )
        words |= {row.group_id: row for row in rows}
    return words
