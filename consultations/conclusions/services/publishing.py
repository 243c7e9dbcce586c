"""Answers that the committee has agreed become public, in batches."""

import datetime as dt
from collections.abc import Collection, Mapping
from typing import Final

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.utils import timezone

from consultations.comments.services import mark_answered
from consultations.conclusions.domain.substance import Flaw
from consultations.conclusions.errors import ConclusionsError, ConclusionsProblem, NotToThePoint
from consultations.conclusions.events import (
    ANSWER_PUBLISHED_KIND,
    ANSWER_REVISED_KIND,
    AnswerPublished,
    AnswersPublished,
    answer_published,
    answers_published,
)
from consultations.conclusions.models import (
    Answer,
    AnswerDraft,
    AnswerObjection,
    AnswerObjectionOutcome,
    ArgumentGroup,
    ArgumentItem,
    Publication,
)
from consultations.conclusions.portions import PORTION, portions
from consultations.conclusions.selectors.substance import flaws_of
from consultations.conclusions.services.agreeing import check_staff, drafts_of
from consultations.conclusions.services.drafting import check_phase
from consultations.conclusions.services.groups import add_open, lock, outdate_summary
from consultations.process.models import Consultation
from core.accounts.models import User
from core.journal import services as journal

# So many answers are written at once.
_COMMENTS: Final = 5000
_WORDS: Final = (
    "disposition",
    "reason_code",
    "reason_title",
    "text",
    "norm",
    "expected_text",
    "text_key",
)


@transaction.atomic
def publish_answers(
    *,
    actor: User | None,
    consultation: Consultation,
    versions: Mapping[int, int],
    now: dt.datetime,
    despite_flaws: Collection[int] = (),
) -> Publication:
    """Publishes agreed drafts as the committee's answers; each supersedes the earlier one.

    `versions`: the version of the draft that the person saw, by id of group. `despite_flaws`: ids
    of groups whose answer is published although it is an empty phrase, or the same as another. All
    are published, or none. The authors who left an e-mail get letters. Raises StaleDraft,
    NotToThePoint, and ConclusionsError (nothing_chosen, nothing_drafted, not_agreed, concluded,
    not_answerable_now, nothing_to_answer, role_over).
    """
    locked = lock(consultation.pk)
    check_staff(locked, actor, now)
    drafts = drafts_of(locked, versions)
    if any(draft.agreement_id is None for draft in drafts):
        raise ConclusionsError(ConclusionsProblem.NOT_AGREED)
    flaws = flaws_of(locked, drafts, on=timezone.localdate(now))
    unconfirmed = {group: found for group, found in flaws.items() if group not in despite_flaws}
    if unconfirmed:
        raise NotToThePoint(unconfirmed)
    publication = Publication.objects.create(
        consultation=locked, published_at=now, published_by=actor
    )
    for draft in drafts:
        check_phase(locked, draft.group, now)
    for portion in portions(drafts):
        _publish(portion, publication, flaws)
    outdate_summary(locked.pk)
    Consultation.objects.filter(pk=locked.pk).public_changed()
    event = AnswersPublished(publication_id=publication.pk, consultation_id=locked.pk)
    answers_published.send(sender=AnswersPublished, event=event)
    return publication


def _publish(
    drafts: list[AnswerDraft], publication: Publication, flaws: Mapping[int, tuple[Flaw, ...]]
) -> None:
    """A portion of the batch, in as many statements as any other."""
    keys = [draft.group_id for draft in drafts]
    items = ArgumentItem.objects.filter(group__in=keys)
    shown = set(items.shown().order_by().values_list("group", flat=True).distinct())
    if len(shown) != len(keys):
        raise ConclusionsError(ConclusionsProblem.NOTHING_TO_ANSWER)
    current = Answer.objects.current().filter(group__in=keys)
    revisions = dict(current.values_list("group", "revision"))
    current.update(is_current=False)
    answers = Answer.objects.bulk_create(
        [
            _answer(draft, publication, revisions.get(draft.group_id, 0) + 1, flaws)
            for draft in drafts
        ],
        batch_size=PORTION,
    )
    AnswerDraft.objects.filter(pk__in=[draft.pk for draft in drafts]).delete()
    comments = list(items.filter(comment__isnull=False).values_list("comment", flat=True))
    for start in range(0, len(comments), _COMMENTS):
        mark_answered(comment_ids=comments[start : start + _COMMENTS], at=publication.published_at)
    _settle_objections(keys)
    _close(keys, publication.consultation)
    _note(answers, publication)


def _settle_objections(keys: list[int]) -> None:
    """Objections that were upheld are answered anew, wherever their proposals are by now."""
    answers = Answer.objects.current().filter(group__items__comment=OuterRef("comment"))
    owed = AnswerObjection.objects.filter(
        outcome=AnswerObjectionOutcome.UPHELD, settled_by=None, comment__argument__group__in=keys
    )
    owed.update(settled_by=Subquery(answers.order_by().values("pk")[:1]))


def _answer(
    draft: AnswerDraft,
    publication: Publication,
    revision: int,
    flaws: Mapping[int, tuple[Flaw, ...]],
) -> Answer:
    return Answer(
        group_id=draft.group_id,
        revision=revision,
        agreement_id=draft.agreement_id,
        publication=publication,
        flaws=[str(flaw) for flaw in flaws.get(draft.group_id, ())],
        answered_by_id=draft.saved_by_id,
        published_at=publication.published_at,
        **{name: getattr(draft, name) for name in _WORDS},
    )


def _close(keys: list[int], consultation: Consultation) -> None:
    """What is answered waits no more, whatever was objected to the answer before."""
    groups = ArgumentGroup.objects.filter(pk__in=keys)
    groups.update(answer_version=F("answer_version") + 1, is_contested=False)
    add_open(consultation, -groups.filter(is_open=True).update(is_open=False))


def _note(answers: list[Answer], publication: Publication) -> None:
    """One entry of the journal and one event for each answer."""
    role = "clerk" if publication.published_by_id else ""
    journal.record_all(
        journal.Report(
            kind=ANSWER_PUBLISHED_KIND if answer.revision == 1 else ANSWER_REVISED_KIND,
            subject_type="answer",
            subject_id=answer.pk,
            body={
                "consultation": publication.consultation_id,
                "group": answer.group_id,
                "revision": answer.revision,
                "disposition": str(answer.disposition),
                "reason": answer.reason_code,
            },
            at=publication.published_at,
            actor_role=role,
        )
        for answer in answers
    )
    for answer in answers:
        event = AnswerPublished(
            answer_id=answer.pk,
            group_id=answer.group_id,
            consultation_id=publication.consultation_id,
        )
        answer_published.send(sender=AnswerPublished, event=event)
