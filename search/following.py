"""What depends on a bill or an event as a whole: noted for the index together."""

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
from search.services import note_change, note_changes


def note_all(kind: str, rows: QuerySet) -> None:
    """Every object of `rows` is noted, in the transaction of the change."""
    note_changes(kind=kind, ids=list(rows.order_by().values_list("pk", flat=True)))


def note_bill(bill_id: int, *, version_id: int | None = None) -> None:
    """The bill and its published versions with their units (of one version, if it is named), and
    what is asked for about them."""
    versions = BillVersion.objects.published().filter(bill=bill_id)
    if version_id is not None:
        versions = versions.filter(pk=version_id)
    note_change(kind="bill", object_id=bill_id)
    note_all("version", versions)
    note_all("provision", Provision.objects.filter(version__in=versions))
    note_all("request", PublicRequest.objects.filter(version__in=versions))


def note_event(consultation_id: int) -> None:
    """The event and everything in it that is public."""
    of = {"consultation": consultation_id}
    groups = ArgumentGroup.objects.answerable().filter(**of)
    note_change(kind="event", object_id=consultation_id)
    note_all("comment", ProvisionComment.objects.published().filter(**of))
    note_all("group", groups)
    note_all("answer", groups.filter(answers__is_current=True))
    note_all("opinion", Opinion.objects.adopted().filter(**of))
    note_all("summary", ProposalSummary.objects.filter(**of))
    note_all("conclusion", SummaryConclusion.objects.filter(**of))
    note_all("minutes", HearingMinutes.objects.in_force().filter(**of))
    note_all("observation", Observation.objects.standing().filter(**of))
    note_all("closing", ClosingDocument.objects.signed().filter(**of))
    note_all("amendment", TableRow.objects.filter(table__consultation=consultation_id))
    note_all("call", OpenCall.objects.filter(referral__consultation=consultation_id))
