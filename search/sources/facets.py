"""What the things of one bill or of one event have in common: its law, stage, state and topics."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from consultations.process.models import Consultation
from drafts.models import Bill, BillVersion, Topic

Facets = Mapping[str, tuple[str, ...]]
_NOTHING: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """Where a document belongs: `law` and `context` as interface.Document has them, and the facets
    that follow."""

    law: str = ""
    context: str = ""
    facets: Facets = field(default_factory=dict)

    def plus(self, **more: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """These facets and some of the document's own; empty values are none."""
        own = {name: tuple(filter(None, values)) for name, values in more.items()}
        return {name: values for name, values in {**self.facets, **own}.items() if values}


NOWHERE = Setting()


def of_events(ids: Collection[int]) -> dict[int, Setting]:
    """By events (ids of consultations); two queries."""
    now = timezone.now()
    rows = Consultation.objects.filter(pk__in=ids).select_related("version__bill")
    events = rows.only(
        "status", "opens_at", "closes_at", "version__stage", "version__bill__number",
        "version__bill__title", "version__bill__slug",
    )  # fmt: skip
    found = list(events.order_by())
    topics = _topics({event.version.bill_id for event in found})
    return {
        event.pk: _setting(
            event.version.bill,
            event.version.stage,
            [event.phase_at(now)],
            topics[event.version.bill_id],
        )
        for event in found
    }


def of_versions(ids: Collection[int]) -> dict[int, Setting]:
    """By versions, whose stage is their own; the states are those of the events on each. Three
    queries."""
    rows = BillVersion.objects.filter(pk__in=ids).select_related("bill")
    versions = list(rows.only("stage", "bill__number", "bill__title", "bill__slug").order_by())
    topics = _topics({version.bill_id for version in versions})
    states = _states("version", ids)
    return {
        version.pk: _setting(
            version.bill, version.stage, states[version.pk], topics[version.bill_id]
        )
        for version in versions
    }


def of_bills(ids: Collection[int]) -> dict[int, Setting]:
    """By bills: the stage of the newest published version, the states of all events. Three
    queries."""
    versions = BillVersion.objects.published().filter(bill=OuterRef("pk")).order_by("-number")
    rows = Bill.objects.filter(pk__in=ids).only("number", "title", "slug").order_by()
    bills = list(rows.annotate(newest_stage=Subquery(versions.values("stage")[:1])))
    topics, states = _topics(ids), _states("version__bill", ids)
    return {
        bill.pk: _setting(bill, bill.newest_stage or "", states[bill.pk], topics[bill.pk])
        for bill in bills
    }


def _setting(bill: Bill, stage: str, states: Iterable[str], topics: Mapping[str, str]) -> Setting:
    own = {
        "bill": (bill.slug,),
        "stage": (str(stage),) if stage else _NOTHING,
        "state": tuple(sorted({str(state) for state in states})),
        "topic": tuple(sorted(topics)),
    }
    context = "\n".join([str(bill), *topics.values()])
    return Setting(str(bill), context, {name: values for name, values in own.items() if values})


def _topics(bills: Collection[int]) -> Mapping[int, dict[str, str]]:
    """Of each bill its topics: names by slugs."""
    found: defaultdict[int, dict[str, str]] = defaultdict(dict)
    rows = Topic.objects.filter(bills__in=bills).order_by("pk")
    for bill, slug, name in rows.values_list("bills", "slug", "name"):
        found[bill][slug] = name
    return found


def _states(of: str, ids: Collection[int]) -> Mapping[int, list[str]]:
    """The phases, as the public sees them now, of the events on each bill or version."""
    now = timezone.now()
    found: defaultdict[int, list[str]] = defaultdict(list)
    rows = Consultation.objects.filter(**{f"{of}__in": ids}).order_by().select_related("version")
    for event in rows.only("status", "opens_at", "closes_at", "version__bill"):
        found[event.version.bill_id if of != "version" else event.version_id].append(
            event.phase_at(now)
        )
    return found
