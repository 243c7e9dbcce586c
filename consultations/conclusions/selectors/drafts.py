"""Drafts that are ready for the next step, and those that were left behind."""

from collections.abc import Collection

from django.db.models import Prefetch, QuerySet

from consultations.conclusions.models import AnswerDraft, ArgumentGroup
from consultations.process.models import Consultation, ConsultationStatus


def to_agree(consultation: Consultation) -> QuerySet[AnswerDraft]:
    """Drafts that the committee has not agreed, in the order of the text."""
    return _ready(consultation).not_agreed()


def to_publish(consultation: Consultation) -> QuerySet[AnswerDraft]:
    """Agreed drafts, in the order of the text."""
    return _ready(consultation).agreed()


def _ready(consultation: Consultation) -> QuerySet[AnswerDraft]:
    """Those that may be published now, with what their lines show; four queries in all. After the
    conclusion only an answer that has not stood up to an objection is revised."""
    groups = ArgumentGroup.objects.select_related("consultation").with_items()
    drafts = AnswerDraft.objects.for_batches(consultation.pk)
    if consultation.status == ConsultationStatus.CONCLUDED:
        drafts = drafts.filter(group__is_contested=True)
    related = drafts.select_related("saved_by", "agreement")
    return related.prefetch_related(Prefetch("group", groups)).order_by("group__position", "group")


def named_groups(consultation: Consultation, keys: Collection[int]) -> list[ArgumentGroup]:
    """Groups of the event with what names them; three queries, none without keys."""
    if not keys:
        return []
    groups = ArgumentGroup.objects.filter(consultation=consultation, pk__in=keys)
    return list(groups.select_related("consultation").with_items().order_by("position", "pk"))


def left_drafts(consultation_id: int) -> dict[int, list[AnswerDraft]]:
    """Drafts of groups that were put into other ones which had words of their own, by id of the
    group where the members are now. One query, two if there are any."""
    drafts = AnswerDraft.objects.filter(group__consultation=consultation_id)
    left = drafts.exclude(group__merged_into=None).select_related("saved_by").order_by("pk")
    found: dict[int, list[AnswerDraft]] = {}
    ways: dict[int, int] = {}
    for draft in left:
        ways = ways or _ways(consultation_id)
        found.setdefault(_end(draft.group_id, ways), []).append(draft)
    return found


def _ways(consultation_id: int) -> dict[int, int]:
    gone = ArgumentGroup.objects.filter(consultation=consultation_id, merged_into__isnull=False)
    return dict(gone.values_list("pk", "merged_into"))


def _end(key: int, ways: dict[int, int]) -> int:
    """Where the members of a group are, however often they went on; a ring ends where it began."""
    seen = {key}
    while key in ways and ways[key] not in seen:
        key = ways[key]
        seen.add(key)
    return key
