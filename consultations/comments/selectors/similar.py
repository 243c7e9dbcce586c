"""Proposals that say already what somebody is about to write."""

from itertools import chain
from typing import Final

from consultations.comments.models import ProvisionComment
from consultations.comments.ports import similar_texts
from consultations.process.models import Consultation
from drafts.models import Provision

SHOWN: Final = 3
# Compared on one provision: the newest and the most supported, so that the same finds the same.
_NEWEST: Final = 1000
_SUPPORTED: Final = 200
# Longer texts say many things; their beginning tells what they are about.
_LONGEST: Final = 2000


def similar_proposals(
    consultation: Consultation, provision: Provision | None, text: str
) -> list[ProvisionComment]:
    """Published proposals on the same provision (or on the bill as a whole) that say most of what
    `text` says, the likest first; three queries at most, two if there are none."""
    if not text.strip():
        return []
    published = ProvisionComment.objects.published().proposals()
    there = published.filter(consultation=consultation, provision=provision)
    rows = there.order_by("-confirmed_at", "-pk").values_list("pk", "comment", "proposed_text")
    supported = rows.filter(support_count__gt=0).order_by("-support_count", "-pk")
    texts = {
        pk: f"{rationale} {wording}"[:_LONGEST]
        for pk, rationale, wording in chain(rows[:_NEWEST], supported[:_SUPPORTED])
    }
    matches = similar_texts(text[:_LONGEST], texts, limit=SHOWN)
    keys = [match.key for match in matches]
    found = ProvisionComment.objects.with_author().in_bulk(keys)
    return [found[key] for key in keys if key in found]
