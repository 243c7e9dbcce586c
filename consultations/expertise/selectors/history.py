"""The drafts of an opinion that were saved: who changed what and when. For those who work on it."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import QuerySet

from consultations.comments.models import ProvisionComment
from consultations.expertise.domain.opinions import OpinionData
from consultations.expertise.domain.parts import SECTION_OF, Section
from consultations.expertise.domain.serialise import MalformedOpinion, from_json
from consultations.expertise.models import Opinion, OpinionRevision
from core.accounts.models import User


@dataclass(frozen=True, slots=True)
class LastEdit:
    """Who changed a section last; the name is empty if nobody did in person."""

    name: str
    at: dt.datetime


def revisions_of(opinion: Opinion) -> QuerySet[OpinionRevision]:
    """The newest first, without the drafts themselves."""
    found = OpinionRevision.objects.filter(opinion=opinion).select_related("saved_by")
    return found.defer("data").order_by("-number")


def revision_of(opinion: Opinion, number: int) -> OpinionRevision | None:
    """One query."""
    found = OpinionRevision.objects.filter(opinion=opinion, number=number)
    return found.select_related("saved_by").first()


def revision_data(opinion: Opinion, number: int) -> OpinionData:
    """What was saved under this number; an empty draft if nothing was, or it cannot be read, so
    that a merge with it takes nothing for agreed."""
    found = revision_of(opinion, number)
    if found is None:
        return OpinionData()
    try:
        return from_json(found.data)
    except MalformedOpinion:
        return OpinionData()


def last_edits(opinion: Opinion) -> dict[Section, LastEdit]:
    """By section; one query."""
    found: dict[Section, LastEdit] = {}
    for revision in revisions_of(opinion):
        name = str(revision.saved_by) if revision.saved_by else ""
        for change in revision.changed:
            section = SECTION_OF.get(change.get("part", ""))
            if section is not None:
                found.setdefault(section, LastEdit(name, revision.saved_at))
    return found


def receipts_of(*drafts: OpinionData) -> Mapping[int, str]:
    """Receipt codes of the comments that drafts consider; one query, none for none."""
    wanted = {row.comment_id for draft in drafts for row in draft.considered}
    if not wanted:
        return {}
    found = ProvisionComment.objects.filter(pk__in=wanted).select_related(None)
    return dict(found.values_list("pk", "receipt_code"))


def authors_of(*drafts: OpinionData) -> Mapping[int, str]:
    """Names of the authors of remarks in drafts, by user; one query, none for none."""
    wanted = {author for draft in drafts for row in draft.remarks for author in row.authors}
    if not wanted:
        return {}
    return {user.pk: str(user) for user in User.objects.filter(pk__in=wanted)}
