import datetime as dt
from dataclasses import dataclass, field, replace
from typing import Any

from django.db.models import QuerySet
from django.utils.text import Truncator

from consultations.comments.selectors import own_marks
from consultations.process.domain.lifecycle import Phase
from consultations.process.models import Consultation
from consultations.process.numbers import numbers, provision_badges
from consultations.reader.presenters import ConsultationCard, consultation_cards
from consultations.reader.printing import printed
from core.web.paging import Page, keyset_page
from drafts import selectors as drafts
from drafts.models import Bill, BillVersion, Topic
from drafts.selectors import TreeNode


@dataclass(frozen=True, slots=True)
class BillRow:
    """A bill of a list with what is going on about it now (`card` is None if nothing is)."""

    bill: Bill
    card: ConsultationCard | None


def bills_page(
    *, cursor: str | None, per_page: int, now: dt.datetime, topic: Topic | None = None
) -> Page[BillRow]:
    """Published bills, newest first, all or those on a topic; 3 queries however many there are."""
    bills = Bill.objects.published()
    page = keyset_page(
        (bills.about(topic.pk) if topic else bills).select_related("committee"),
        order=("-created_at", "-pk"),
        cursor=cursor,
        per_page=per_page,
    )
    latest: dict[int, Consultation] = {}
    for consultation in (
        Consultation.objects.with_parties()
        .filter(version__bill__in=page.items)
        .order_by("opens_at", "pk")
    ):
        latest[consultation.version.bill_id] = consultation
    counts = numbers(consultation.pk for consultation in latest.values())
    cards = dict(zip(latest, consultation_cards(latest.values(), counts, now), strict=True))
    return replace(page, items=[BillRow(bill, cards.get(bill.pk)) for bill in page.items])


def consultations_of(bill: Bill) -> QuerySet[Consultation]:
    return Consultation.objects.with_parties().filter(version__bill=bill)


def passport(bill: Bill, *, now: dt.datetime) -> dict[str, Any]:
    """Everything about a bill in one place: versions (newest first), consultations, next step."""
    versions = list(bill.versions.published().order_by("-number"))
    consultations = list(consultations_of(bill))
    counts = numbers(consultation.pk for consultation in consultations)
    open_now = [c for c in consultations if c.phase_at(now) is Phase.OPEN]
    return {
        "versions": versions,
        "topics": list(bill.topics.all()),
        "latest": versions[0],
        "previous": versions[1] if len(versions) > 1 else None,
        "compare_pair": (versions[1].number, versions[0].number) if len(versions) > 1 else None,
        "cards": consultation_cards(consultations, counts, now),
        "open_consultation": open_now[0] if open_now else None,
    }


@dataclass(frozen=True, slots=True)
class ReadingUnit:
    """A unit of the text with what stands in its margin: `count` are the published proposals on
    the unit itself, `below` those on it and on all units inside it."""

    node: TreeNode
    count: int
    below: int
    can_speak: bool


_BASES = frozenset({"article", "annex"})


def reading_units(
    tree: drafts.Tree, counts: dict[int, int], *, can_speak: bool
) -> list[ReadingUnit]:
    """Units in document order; linear in their number."""
    below = {node.id: counts.get(node.id, 0) for node in tree.nodes}
    for node in reversed(tree.nodes):
        if node.parent_id is not None:
            below[node.parent_id] += below[node.id]
    return [
        ReadingUnit(
            node=node,
            count=counts.get(node.id, 0),
            below=below[node.id],
            can_speak=can_speak and not node.is_container,
        )
        for node in tree.nodes
    ]


@dataclass(slots=True)
class OutlineNode:
    """Parameters of components/outline.html."""

    label: str
    url: str
    number: str
    count: int
    children: list["OutlineNode"] = field(default_factory=list)


def outline(units: list[ReadingUnit]) -> list[OutlineNode]:
    """Chapters, articles and annexes as a tree, with the proposals made anywhere inside each."""
    roots: list[OutlineNode] = []
    found: dict[int, OutlineNode] = {}
    for unit in units:
        node = unit.node
        if not (node.is_container or node.kind in _BASES or node.parent_id is None):
            continue
        entry = OutlineNode(
            label=node.heading or ("" if node.kind in _BASES else Truncator(node.text).words(8)),
            url=f"#{node.eid}",
            number=node.num_label,
            count=unit.below,
        )
        found[node.id] = entry
        parent = found.get(node.parent_id) if node.parent_id else None
        (parent.children if parent else roots).append(entry)
    return roots


def reading(version: BillVersion, *, person: str, now: dt.datetime) -> dict[str, Any]:
    """The text of a version with counts in its margin and the marks of `person` (see
    `comments.views.marking`).

    `consultation` is the one where a reader of this text can speak, or else the latest on it.
    """
    consultations = list(
        Consultation.objects.with_parties().filter(version=version).order_by("-opens_at")
    )
    open_now = next((c for c in consultations if c.phase_at(now) is Phase.OPEN), None)
    consultation = open_now or (consultations[0] if consultations else None)
    text = printed(version)
    tree = text.tree
    units = reading_units(tree, provision_badges(version), can_speak=open_now is not None)
    marks = own_marks(open_now, person) if open_now else {}
    return {
        "text": text,
        "tree": tree,
        "units": units,
        "body": units[: len(tree.body)],
        "annexes": units[len(tree.body) :],
        "consultation": consultation,
        "can_speak": open_now is not None,
        "my_marks": [
            f"{unit.node.eid}:{marks[unit.node.id]}" for unit in units if unit.node.id in marks
        ],
        "siblings": list(version.bill.versions.published().order_by("number")),
    }
