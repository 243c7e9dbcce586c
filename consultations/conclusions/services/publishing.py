"""Answers that the committee has agreed become public, in batches."""

import datetime as dt
from collections.abc import Collection, Mapping

from django.db import transaction
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
    ArgumentGroup,
    ArgumentItem,
    Publication,
)
from consultations.conclusions.selectors.substance import flaws_of
from consultations.conclusions.services.agreeing import drafts_of
from consultations.conclusions.services.drafting import check_phase, next_version
from consultations.conclusions.services.groups import add_open, lock, outdate_summary, refresh
from consultations.process.models import Consultation
from core.accounts.models import User
from core.journal import services as journal

_WORDS = ("disposition", "reason_code", "reason_title", "text", "norm", "expected_text", "text_key")


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
    not_answerable_now, nothing_to_answer).
    """
    locked = lock(consultation.pk)
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
        _publish(draft, publication, flaws.get(draft.group_id, ()))
    outdate_summary(locked.pk)
    Consultation.objects.filter(pk=locked.pk).public_changed()
    event = AnswersPublished(publication_id=publication.pk, consultation_id=locked.pk)
    answers_published.send(sender=AnswersPublished, event=event)
    return publication


def _publish(draft: AnswerDraft, publication: Publication, flaws: tuple[Flaw, ...]) -> None:
    group = draft.group
    if not ArgumentItem.objects.shown().filter(group=group).exists():
        raise ConclusionsError(ConclusionsProblem.NOTHING_TO_ANSWER)
    earlier = Answer.objects.current().filter(group=group).first()
    Answer.objects.filter(group=group, is_current=True).update(is_current=False)
    answer = Answer.objects.create(
        group=group,
        revision=earlier.revision + 1 if earlier else 1,
        agreement=draft.agreement,
        publication=publication,
        flaws=[str(flaw) for flaw in flaws],
        answered_by=draft.saved_by,
        published_at=publication.published_at,
        **{name: getattr(draft, name) for name in _WORDS},
    )
    draft.delete()
    next_version(group)
    items = ArgumentItem.objects.filter(group=group, comment__isnull=False)
    comments = list(items.values_list("comment", flat=True))
    mark_answered(comment_ids=comments, at=publication.published_at)
    ArgumentGroup.objects.filter(pk=group.pk, is_contested=True).update(is_contested=False)
    add_open(publication.consultation, refresh(group))
    _note(answer, publication)


def _note(answer: Answer, publication: Publication) -> None:
    journal.record(
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
        actor_role="clerk" if publication.published_by_id else "",
    )
    event = AnswerPublished(
        answer_id=answer.pk,
        group_id=answer.group_id,
        consultation_id=publication.consultation_id,
    )
    answer_published.send(sender=AnswerPublished, event=event)
