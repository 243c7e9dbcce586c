"""Answers and conclusions as the public journal shows them."""

from collections.abc import Iterable, Mapping

from django.utils.translation import gettext as _

from consultations.conclusions.models import (
    Answer,
    ArgumentGroup,
    ArgumentItem,
    ProposalSummary,
    SummaryConclusion,
)
from core.journal.subjects import SubjectLink


def _numbers(ids: Iterable[str]) -> list[int]:
    return [int(pk) for pk in ids if pk.isdigit()]


def answers(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """Each answer leads to what it is about: a published proposal, a council's remark or a
    recommendation of hearings; two queries."""
    rows = list(
        Answer.objects.filter(pk__in=_numbers(ids)).select_related(
            "group__consultation__version__bill"
        )
    )
    groups = [answer.group_id for answer in rows]
    items = list(
        ArgumentItem.objects.filter(group__in=groups)
        .select_related(
            "comment",
            "remark__opinion__council",
            "remark__opinion__consultation",
            "recommendation__minutes__consultation",
        )
        .order_by("-pk")
    )
    addresses: dict[int, str] = {}
    for item in items:
        if item.remark is not None:
            opinion = item.remark.opinion
            addresses[item.group_id] = f"{opinion.get_absolute_url()}#remark-{item.remark_id}"
        if item.recommendation is not None:
            address = item.recommendation.minutes.get_absolute_url()
            addresses[item.group_id] = f"{address}#recommendation-{item.recommendation_id}"
    consultations = {answer.group_id: answer.group.consultation for answer in rows}
    for item in items:
        if item.comment is not None and item.comment.is_visible:
            item.comment.consultation = consultations[item.group_id]
            addresses[item.group_id] = item.comment.get_absolute_url()
    return {
        str(answer.pk): SubjectLink(
            title=_("Answer: %(bill)s") % {"bill": answer.group.consultation.version.bill.title},
            url=addresses.get(answer.group_id, answer.group.consultation.get_absolute_url()),
        )
        for answer in rows
    }


def conclusions(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """One query."""
    rows = SummaryConclusion.objects.filter(pk__in=_numbers(ids)).select_related(
        "consultation__version__bill"
    )
    return {
        str(row.pk): SubjectLink(
            title=_("Summary conclusion No. %(number)s: %(bill)s")
            % {"number": row.number, "bill": row.consultation.version.bill.title},
            url=row.revision_url,
        )
        for row in rows
    }


def summaries(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """One query."""
    rows = ProposalSummary.objects.filter(pk__in=_numbers(ids)).select_related(
        "consultation__version__bill"
    )
    return {
        str(row.pk): SubjectLink(
            title=_("Summary of proposals No. %(number)s: %(bill)s")
            % {"number": row.number, "bill": row.consultation.version.bill.title},
            url=row.revision_url,
        )
        for row in rows
    }


def arguments(ids: Iterable[str]) -> Mapping[str, SubjectLink]:
    """One query."""
    rows = ArgumentGroup.objects.filter(pk__in=_numbers(ids)).select_related(
        "consultation__version__bill"
    )
    return {
        str(row.pk): SubjectLink(
            title=_("Like proposals: %(bill)s") % {"bill": row.consultation.version.bill.title},
            url=row.get_absolute_url(),
        )
        for row in rows
    }
