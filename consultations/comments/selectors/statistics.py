"""Public statistics of moderation: the one place where its acts are counted."""

from collections import Counter
from dataclasses import dataclass
from typing import Final

from django.db.models import Count, Q

from consultations.comments.models import (
    ModerationAction,
    ModerationRecord,
    Objection,
    ObjectionOutcome,
    Report,
)
from consultations.process.models import Consultation

_COUNTED: Final = (
    ModerationAction.HIDE, ModerationAction.RESTORE, ModerationAction.HOLD,
    ModerationAction.RELEASE, ModerationAction.APPEAL,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ModerationNumbers:
    """What moderators and the rules have done in one consultation, replies included.

    grounds: (title of the ground, hidings on it), every decision to hide, the most first.
    reasons: (code of HoldReason, texts that the rules held for it), the most first; a text may be
        held for several.
    decisions: decisions of people by ModerationAction; held_by_rules: texts held without a person.
    objections: filed; upheld, rejected: those decided; the rest wait.
    reports: of readers; settled: those that a moderator has looked at.
    """

    grounds: tuple[tuple[str, int], ...]
    reasons: tuple[tuple[str, int], ...]
    decisions: dict[str, int]
    held_by_rules: int
    objections: int
    upheld: int
    rejected: int
    reports: int
    settled: int

    @property
    def waiting(self) -> int:
        """Objections without a decision yet."""
        return self.objections - self.upheld - self.rejected


def moderation_numbers(consultation: Consultation) -> ModerationNumbers:
    """The statistics of a consultation; four queries."""
    records = ModerationRecord.objects.filter(comment__consultation=consultation).order_by()
    held = records.filter(is_automatic=True).values_list("reasons", flat=True)
    reasons = Counter(reason for row in held for reason in row)
    grounds: Counter[str] = Counter()
    decisions: Counter[str] = Counter()
    by_people = records.filter(is_automatic=False).values_list("action", "ground_title")
    for action, ground, count in by_people.annotate(count=Count("pk")):
        decisions[action] += count
        if action == ModerationAction.HIDE:
            grounds[ground] += count
    objections = Objection.objects.filter(comment__consultation=consultation).aggregate(
        all=Count("pk"),
        upheld=Count("pk", filter=Q(outcome=ObjectionOutcome.UPHELD)),
        rejected=Count("pk", filter=Q(outcome=ObjectionOutcome.REJECTED)),
    )
    reports = Report.objects.filter(comment__consultation=consultation).aggregate(
        all=Count("pk"), settled=Count("pk", filter=Q(settled_at__isnull=False))
    )
    return ModerationNumbers(
        grounds=tuple(grounds.most_common()),
        reasons=tuple(reasons.most_common()),
        decisions={str(action): decisions[action] for action in _COUNTED},
        held_by_rules=len(held),
        objections=objections["all"],
        upheld=objections["upheld"],
        rejected=objections["rejected"],
        reports=reports["all"],
        settled=reports["settled"],
    )
