"""The tables as they are on the desk."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from consultations.amendments.domain.editions import PARTS, Line
from consultations.amendments.models import Amendment
from consultations.comments.models import CommentKind
from consultations.conclusions.models import Answer, ArgumentGroup, ArgumentItem, Disposition
from consultations.process.models import Consultation
from core.accounts.models import Body, BodyKind

_WORDS = ("place", "sponsor", "original", "text", "resulting", "decision", "reason")


@dataclass(frozen=True, slots=True)
class PartCounts:
    """How many amendments each decision has, how many rest on an answer that was revised, and how
    many groups could be tabled."""

    by_decision: dict[str, int]
    outdated: int
    waiting: int

    @property
    def total(self) -> int:
        return sum(self.by_decision.values())


def part_counts(consultation: Consultation) -> PartCounts:
    """Three queries."""
    live = Amendment.objects.live().filter(consultation=consultation)
    counted = live.order_by().values_list("decision").annotate(n=Count("pk"))
    by_decision = dict.fromkeys(PARTS, 0) | dict(counted)
    outdated = live.with_changed().filter(is_outdated=True).count()
    return PartCounts(by_decision, outdated, groups_to_table(consultation).count())


def part_of(consultation: Consultation, decision: str) -> QuerySet[Amendment]:
    """The live amendments with this decision, in their order, with `is_outdated`."""
    found = Amendment.objects.live().filter(consultation=consultation, decision=decision)
    return found.with_changed().in_order()


def amendment(pk: int) -> Amendment | None:
    """With its consultation and parties; one query."""
    found = Amendment.objects.with_changed().filter(pk=pk)
    return found.select_related(
        "consultation__version__bill__committee",
        "consultation__responder",
        "consultation__organiser",
        "provision",
    ).first()


def amendment_of_group(group: ArgumentGroup) -> Amendment | None:
    """The live amendment that comes from a group."""
    return Amendment.objects.live().filter(group=group).first()


def groups_to_table(consultation: Consultation) -> QuerySet[ArgumentGroup]:
    """Groups accepted in full or in part that are not tabled yet, and of which the answer says how
    the text will read, or all of whose proposals want the provision deleted."""
    accepted = Answer.objects.filter(
        group=OuterRef("pk"),
        is_current=True,
        disposition__in=(Disposition.ACCEPTED, Disposition.PARTLY),
    )
    items = ArgumentItem.objects.filter(group=OuterRef("pk"))
    deleting = items.filter(comment__kind=CommentKind.DELETE)
    other = items.exclude(comment__kind=CommentKind.DELETE)
    tabled = Amendment.objects.live().filter(group=OuterRef("pk"))
    worded = Q(Exists(accepted.exclude(expected_text="")))
    repealed = Q(Exists(accepted)) & Q(Exists(deleting)) & ~Q(Exists(other))
    found = ArgumentGroup.objects.answerable().filter(consultation=consultation, merged_into=None)
    repealed &= Q(provision__isnull=False)
    return found.filter(worded | repealed).exclude(Exists(tabled)).order_by("position", "pk")


def draft_lines(consultation: Consultation) -> list[Line]:
    """Every row of the three tables as they are now, numbered; one query."""
    numbers = dict.fromkeys(PARTS.values(), 0)
    found = Amendment.objects.live().filter(consultation=consultation).in_order()
    lines = []
    for values in found.values(*_WORDS):
        part = PARTS[values["decision"]]
        numbers[part] += 1
        lines.append(Line(part=part, number=numbers[part], **values))
    return sorted(lines, key=lambda line: (line.part, line.number))


def sponsor_suggestions(consultation: Consultation) -> list[str]:
    """Names that may stand as the author: the bill's sponsor, the committee, those who may
    introduce bills; one query."""
    bill = consultation.version.bill
    kinds = (BodyKind.GOVERNOR, BodyKind.DEPUTIES, BodyKind.INITIATIVE)
    bodies = Body.objects.filter(kind__in=kinds).order_by("name").values_list("name", flat=True)
    return list(dict.fromkeys(filter(None, [consultation.responder.name, bill.sponsor, *bodies])))
