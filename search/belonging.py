"""What belongs to a bill, a version or an event as a whole, kind by kind."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Final

from django.db.models import QuerySet

from consultations.amendments.models import TableRow
from consultations.comments.models import ProvisionComment
from consultations.conclusions.models import ArgumentGroup, ProposalSummary, SummaryConclusion
from consultations.control.models import ClosingDocument, Observation
from consultations.expertise.models import Opinion
from consultations.experts.models import OpenCall
from consultations.hearings.models import HearingMinutes
from consultations.requests.models import PublicRequest
from drafts.models import BillVersion, Provision

Parts = Iterator[tuple[str, QuerySet[Any]]]


def ids_of(whole: str, whole_id: int) -> Iterator[tuple[str, list[int]]]:
    """(kind, ascending ids of what belongs to the whole now); raises KeyError for no whole."""
    for kind, rows in _PARTS[whole](whole_id):
        yield kind, list(rows.order_by("pk").values_list("pk", flat=True))


def _of_event(pk: int) -> Parts:
    """Everything in it that is public, the documents before the many proposals."""
    of = {"consultation": pk}
    groups = ArgumentGroup.objects.answerable().filter(**of)
    yield "opinion", Opinion.objects.adopted().filter(**of)
    yield "summary", ProposalSummary.objects.filter(**of)
    yield "conclusion", SummaryConclusion.objects.filter(**of)
    yield "minutes", HearingMinutes.objects.in_force().filter(**of)
    yield "observation", Observation.objects.standing().filter(**of)
    yield "closing", ClosingDocument.objects.signed().filter(**of)
    yield "call", OpenCall.objects.filter(referral__consultation=pk)
    yield "amendment", TableRow.objects.filter(table__consultation=pk)
    yield "answer", groups.filter(answers__is_current=True)
    yield "group", groups
    yield "comment", ProvisionComment.objects.published().filter(**of)


def _of_bill(pk: int) -> Parts:
    """The units of all its published versions, and what is asked for about them."""
    yield from _of_versions(BillVersion.objects.published().filter(bill=pk))


def _of_version(pk: int) -> Parts:
    yield from _of_versions(BillVersion.objects.published().filter(pk=pk))


def _of_versions(versions: QuerySet[BillVersion]) -> Parts:
    yield "request", PublicRequest.objects.filter(version__in=versions)
    yield "provision", Provision.objects.filter(version__in=versions)


_PARTS: Final[Mapping[str, Callable[[int], Parts]]] = {
    "event": _of_event,
    "bill": _of_bill,
    "version": _of_version,
}
